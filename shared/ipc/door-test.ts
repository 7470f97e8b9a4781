import { z } from 'zod';
import { epochMs } from '#shared/domain';

const ms = z.number().nonnegative().nullable();

/** One station of a test delivery on its way in; `written` and `filed` are those of a folder. `mend`: what to do about it; `line`: the configuration that does it. */
export const doorStep = z.object({
  station: z.enum(['written', 'reached', 'sender', 'secret', 'read', 'judged', 'filed']),
  /** `skipped`: it says nothing either way, and why stands in the text. */
  state: z.enum(['passed', 'failed', 'skipped']),
  text: z.string().max(600),
  mend: z.string().max(600).nullable(),
  line: z.string().max(300).nullable(),
  ms,
});
export type DoorStep = z.infer<typeof doorStep>;

/**
 * What a test delivery came to: sent over the network to the cockpit's own door, read and judged there, and never traded. `connected`:
 * a real one would get as far as the rules; whether they let it pass today is the last step.
 */
export const doorTest = z.object({
  at: epochMs,
  /** Where it was sent, without the secret. */
  address: z.string().max(400),
  connected: z.boolean(),
  steps: z.array(doorStep).min(1).max(8),
  /** The address to trust as a proxy, where that is what is missing. */
  proxy: z.string().max(64).nullable(),
});
export type DoorTest = z.infer<typeof doorTest>;

/** Ways in that have an address of their own. */
export const doorWay = z.enum(['tradingview', 'webhook']);
export type DoorWay = z.infer<typeof doorWay>;
