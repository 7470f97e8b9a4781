import { z } from 'zod';
import { epochMs, stopScope } from '#shared/domain';

const id = z.string().min(1).max(128);
const words = z.string().max(500);

const certificateTicket = z.object({
  ticket: z.string(),
  symbol: z.string(),
  volume: z.number(),
  /** `scheduled`: the market is closed, asked again when it opens. */
  result: z.enum(['open', 'closed', 'cancelled', 'residual', 'scheduled']),
  price: z.number().nullable(),
  text: z.string(),
  /** Not opened by this cockpit. */
  foreign: z.boolean().optional(),
});
/** Proof of a stop: what was asked, every step with its time, every ticket, what remains. Signed by the journal key when served. */
export const certificate = z.object({
  id,
  reason: words,
  actor: z.string(),
  flatten: z.boolean(),
  state: z.enum(['latched', 'cancelling', 'flattening', 'verifying', 'halted', 'flat', 'residual']),
  latchedAt: epochMs,
  endedAt: epochMs.nullable(),
  steps: z.array(z.object({ step: z.string(), at: epochMs, text: z.string() })).max(100),
  tickets: z.array(certificateTicket).max(1000),
  /** Absent: the account. */
  scope: stopScope.optional(),
  /** When the terminal took the last look that showed nothing left; null when what came after it did. */
  lastCleanAt: epochMs.nullable().optional(),
});
export type Certificate = z.infer<typeof certificate>;
