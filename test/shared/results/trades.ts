import type { ClosedTrade } from '#shared/domain';
import type { Result } from '#shared/results';

/** A Tuesday, 10:00 UTC: London is open and New York is not. */
export const TUESDAY = Date.UTC(2026, 7, 4, 10);

export function resultOf(pnl: number, part: Partial<ClosedTrade> = {}, score: number | null = null): Result {
  return {
    score,
    trade: {
      ticket: 't',
      signalId: 's',
      strategyId: 'm5_bos',
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 1,
      entry: 1.1,
      exit: 1.2,
      openedAt: TUESDAY,
      closedAt: TUESDAY + 600_000,
      pnl,
      r: pnl / 100,
      reason: 'tp',
      ...part,
    },
  };
}
