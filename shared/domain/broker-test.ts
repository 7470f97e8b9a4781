import { z } from 'zod';
import { epochMs } from './market.ts';

/** What a test of the broker does, in this order: the smallest volume that can be halved, in and out again. */
export const brokerTestStep = z.enum(['open', 'move_stops', 'close_part', 'close_rest']);
export type BrokerTestStep = z.infer<typeof brokerTestStep>;

const words = z.string().max(500);

/** What a test of the broker found. `ms`: from asking to knowing, by the monotonic clock. */
export const brokerTest = z.object({
  id: z.string().min(1).max(128),
  symbol: z.string(),
  account: z.string(),
  beganAt: epochMs,
  endedAt: epochMs,
  result: z.enum(['passed', 'failed']),
  /** Why it failed and what is left to do; of a test that passed, what it cost. */
  text: words,
  steps: z.array(z.object({ step: brokerTestStep, ok: z.boolean(), ms: z.number().nonnegative(), text: words })).max(4),
  findings: z.array(z.object({ about: z.string().max(60), text: words })).max(20),
});
export type BrokerTest = z.infer<typeof brokerTest>;
