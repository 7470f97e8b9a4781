import { meanInterval, meanOf, wilson, type Interval } from './interval.ts';
import { knownR, type Result } from './result.ts';

/** Figures of some closed trades. Money is net of commission and swap, in account currency. Null: they do not say it. */
export type Summary = {
  readonly count: number;
  /** A trade that ends at exactly zero is neither won nor lost. */
  readonly wins: number;
  readonly losses: number;
  readonly net: number;
  /** Of the sum of as many trades as these, if the next ones are drawn like them. */
  readonly netInterval: Interval | null;
  readonly rCount: number;
  readonly meanR: number | null;
  readonly meanRInterval: Interval | null;
  /** Wins among all, those at zero too: 0 to 1. */
  readonly winRate: number | null;
  readonly winRateInterval: Interval | null;
  readonly grossWin: number;
  readonly grossLoss: number;
  /** What was won for each unit that was lost; null while nothing was lost. */
  readonly profitFactor: number | null;
};

export function summaryOf(results: readonly Result[]): Summary {
  const money = results.map(({ trade }) => trade.pnl);
  const rs = knownR(results);
  const count = money.length;
  const wins = money.filter((pnl) => pnl > 0).length;
  const grossWin = money.reduce((sum, pnl) => sum + Math.max(pnl, 0), 0);
  const grossLoss = money.reduce((sum, pnl) => sum + Math.max(-pnl, 0), 0);
  const mean = meanInterval(money);
  return {
    count,
    wins,
    losses: money.filter((pnl) => pnl < 0).length,
    net: grossWin - grossLoss,
    netInterval: mean === null ? null : { low: mean.low * count, high: mean.high * count },
    rCount: rs.length,
    meanR: rs.length === 0 ? null : meanOf(rs),
    meanRInterval: meanInterval(rs),
    winRate: count === 0 ? null : wins / count,
    winRateInterval: wilson(wins, count),
    grossWin,
    grossLoss,
    profitFactor: grossLoss === 0 ? null : grossWin / grossLoss,
  };
}
