import type { Performance } from '#shared/projection';

/** Ratios of closed trades; null where there is nothing to divide by. Rates 0..1, money in account currency. */
export type PerformanceView = {
  /** Winning trades over all closed ones; a trade that ended at exactly zero is not a win. */
  readonly winRate: number | null;
  /** Mean result in R over the trades whose risk is known. */
  readonly avgRr: number | null;
  /** Money won over money lost; null until something was lost. */
  readonly profitFactor: number | null;
  /** Mean result of a trade. */
  readonly expectancy: number | null;
};

export const performanceView = (past: Performance): PerformanceView => ({
  winRate: past.trades === 0 ? null : past.wins / past.trades,
  avgRr: past.rCount === 0 ? null : past.rSum / past.rCount,
  profitFactor: past.grossLoss === 0 ? null : past.grossWin / past.grossLoss,
  expectancy: past.trades === 0 ? null : past.pnl / past.trades,
});
