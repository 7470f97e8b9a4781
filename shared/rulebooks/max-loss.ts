import { z } from 'zod';
import { limitPercent, percent } from './daily-loss.ts';

const shape = {
  limitPct: limitPercent.describe('loss limit of the account, in percent of the initial balance'),
  lowersWithWithdrawals: z.boolean().optional().describe('a withdrawal lowers the floor below where it began'),
  atOnce: z.boolean().optional().describe('the floor follows booked profit at once, not at the next reset'),
};

/**
 * The floor under the account's whole life: `static_initial` never moves; `trailing_eod` follows the highest balance at
 * a reset; `trailing_intraday` follows the highest equity; `trailing_locked` follows the highest reset balance until the
 * floor reaches initial plus `lockOffsetPct`, and stays there. With `atOnce` those that follow reset balances follow the highest balance of any
 * moment: profit that is booked lifts the floor the same second.
 *
 * A deposit lifts the floor, and a withdrawal takes that back. Below where it began a withdrawal lowers it only with
 * `lowersWithWithdrawals`: a firm that pays a profit out does not move its floor.
 */
export const maxLoss = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z
        .enum(['static_initial', 'trailing_eod', 'trailing_intraday'])
        .describe('how the floor moves; see the page on rulebooks'),
      ...shape,
    }),
    z.strictObject({
      mode: z.literal('trailing_locked').describe('how the floor moves; see the page on rulebooks'),
      ...shape,
      lockOffsetPct: percent.default(0).describe('`trailing_locked`: it stays at initial balance plus this'),
    }),
  ])
  .describe('The floor under the whole account.');
export type MaxLoss = z.infer<typeof maxLoss>;
