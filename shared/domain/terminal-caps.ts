import { z } from 'zod';

/** Where a limit is set, for its remedy: an input of the Expert Advisor, or a key of the configuration. */
const setting = z.string().max(40);

/**
 * What the terminal's own program refuses beyond. Known before an order is sized, so that nothing is approved that dies there.
 */
export const terminalCaps = z.object({
  /** Lots of one order. */
  lots: z.object({ most: z.number().positive(), setting }),
  /** Positions of ours at once, those on their way counted. */
  positions: z.object({ most: z.int().positive(), setting }),
  /** Requests that it counts by itself: so many were made within the last minute or day. */
  requests: z
    .array(z.object({ within: z.enum(['minute', 'day']), made: z.int().nonnegative(), most: z.int().nonnegative(), setting }))
    .max(8),
  /** Symbols it trades, by our names; null: all. */
  symbols: z.array(z.string().max(64)).max(200).nullable(),
});
export type TerminalCaps = z.infer<typeof terminalCaps>;
