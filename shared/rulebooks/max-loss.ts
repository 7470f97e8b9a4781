import { z } from 'zod';
import { limitPercent, percent } from './daily-loss.ts';

const shape = {
  limitPct: limitPercent.describe('loss limit of the account, in percent of the initial balance'),
  lowersWithWithdrawals: z.boolean().optional().describe('a withdrawal lowers the floor below where it began'),
  atOnce: z.boolean().optional().describe('the floor follows booked profit at once, not at the next reset'),
  limitOf: z
    .enum(['initial', 'peak'])
    .optional()
    .describe('what the limit is a share of: initial balance, or the peak it follows'),
  payoutLocks: z.boolean().optional().describe('after a withdrawal the floor is at initial plus `lockOffsetPct`, or higher'),
};
const lockOffset = percent.describe('the floor follows no higher than initial balance plus this');

/**
 * The floor under the account's whole life: `static_initial` never moves; `trailing_eod` follows the highest balance at
 * a reset; `trailing_intraday` follows the highest equity; `trailing_locked` follows the highest reset balance until the
 * floor reaches initial plus `lockOffsetPct`, and stays there. With `atOnce` those that follow reset balances follow the highest balance of any
 * moment: profit that is booked lifts the floor the same second.
 *
 * `trailing_intraday` with a lock stops at it too (FuturesElite, help 12901322: it trails the equity, and locks at the initial balance
 * once profit equals the limit, or once a payout was made: `payoutLocks`). A limit of the peak is the larger the higher the peak
 * is (My Funded Capital, help 9083313: 102,000 gives 95,880).
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
      lockOffsetPct: lockOffset.optional(),
    }),
    z.strictObject({
      mode: z.literal('trailing_locked').describe('how the floor moves; see the page on rulebooks'),
      ...shape,
      lockOffsetPct: lockOffset.default(0),
    }),
  ])
  .describe('The floor under the whole account.');
export type MaxLoss = z.infer<typeof maxLoss>;
