import type { ClosedTrade } from '#shared/domain';
import { NO_PERFORMANCE } from './create.ts';
import type { Performance } from './state.ts';

/** Performance after one more closed trade. A trade that ends at exactly zero counts as neither won nor lost. */
export function withTrade(past: Performance, { pnl, r }: ClosedTrade): Performance {
  const sum = past.pnl + pnl;
  const peak = Math.max(past.peak, sum);
  return {
    trades: past.trades + 1,
    wins: past.wins + (pnl > 0 ? 1 : 0),
    losses: past.losses + (pnl < 0 ? 1 : 0),
    pnl: sum,
    grossWin: past.grossWin + Math.max(pnl, 0),
    grossLoss: past.grossLoss + Math.max(-pnl, 0),
    rSum: past.rSum + (r ?? 0),
    rCount: past.rCount + (r === null ? 0 : 1),
    peak,
    maxDrawdown: Math.max(past.maxDrawdown, peak - sum),
    losingStreak: pnl < 0 ? past.losingStreak + 1 : pnl > 0 ? 0 : past.losingStreak,
  };
}

/**
 * Performance once a trade's result was corrected. `kept` are the trades that are still held one by one, with the correction:
 * while that is all of them, everything is summed again. Beyond that the sums are corrected, and peak and drawdown take the
 * correction as the newest move.
 */
export function withCorrection(
  past: Performance,
  before: ClosedTrade,
  after: ClosedTrade,
  kept: readonly ClosedTrade[],
): Performance {
  const again = kept.reduce(withTrade, NO_PERFORMANCE);
  if (kept.length >= past.trades) return again;
  const [was, is] = [withTrade(NO_PERFORMANCE, before), withTrade(NO_PERFORMANCE, after)];
  const pnl = past.pnl + is.pnl - was.pnl;
  const peak = Math.max(past.peak, pnl);
  return {
    ...past,
    wins: past.wins + is.wins - was.wins,
    losses: past.losses + is.losses - was.losses,
    pnl,
    grossWin: past.grossWin + is.grossWin - was.grossWin,
    grossLoss: past.grossLoss + is.grossLoss - was.grossLoss,
    rSum: past.rSum + is.rSum - was.rSum,
    peak,
    maxDrawdown: Math.max(past.maxDrawdown, peak - pnl),
    losingStreak: again.losingStreak,
  };
}
