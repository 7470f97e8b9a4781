import { z } from 'zod';
import { epochMs, side } from '#shared/domain';

const moment = z.object({ seq: z.int().nonnegative(), at: epochMs });
/** What the gate makes of a signal. `lots` null: it is refused, `text` says why. */
const judged = z.object({ lots: z.number().nullable(), loss: z.number().nullable(), text: z.string().nullable() });
/** A signal that comes out otherwise. `pnl`: what its closed trade brought; `would`: that share of it which the other size is. */
const rerunRow = moment.extend({
  signalId: z.string(),
  symbol: z.string(),
  side,
  then: judged,
  now: judged,
  pnl: z.number().nullable(),
  would: z.number().nullable(),
});
export type RerunRow = z.infer<typeof rerunRow>;

const found = z.object({
  /** Signals that were judged, and how many of them come out the same, in another size, refused instead, taken instead. */
  judged: z.int(),
  same: z.int(),
  sized: z.int(),
  refused: z.int(),
  taken: z.int(),
  /** Of the closed trades of those signals: their number, what they brought, and what they would have brought. */
  trades: z.int(),
  pnl: z.number(),
  would: z.number(),
  /** The newest that come out otherwise, oldest first. */
  rows: z.array(rerunRow).max(500),
});
export type RerunFound = z.infer<typeof found>;

const rerunView = z.object({
  state: z.enum(['none', 'running', 'done', 'cancelled', 'failed']),
  /** Records read of those there are. */
  reached: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** The settings that are changed, and the span (UTC ms; null: from the first record, to the last). */
  change: z.record(z.string(), z.unknown()),
  from: epochMs.nullable(),
  to: epochMs.nullable(),
  /** What was found so far. */
  found,
  /** Why it could not go on. */
  fault: z.string().nullable(),
});
export type RerunView = z.infer<typeof rerunView>;

/** The signals on record, judged again with other settings. One at a time; nothing of it is put on record. */
export const rerunContract = {
  /** `change` as in `config.preview`. Another one that runs is ended. */
  'rerun.start': {
    request: z.strictObject({ change: z.record(z.string(), z.unknown()), from: epochMs.nullable(), to: epochMs.nullable() }),
    reply: rerunView,
  },
  'rerun.view': { request: z.strictObject({}), reply: rerunView },
  'rerun.cancel': { request: z.strictObject({}), reply: rerunView },
};
