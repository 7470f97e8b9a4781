import { meanOf } from './interval.ts';
import { knownR, type Result } from './result.ts';

/** What a trade is like, on average and in a row. Money net of costs, account currency; null: no trade says it. */
export type TradeFigures = {
  /** Mean result of a trade. */
  readonly expectancy: number | null;
  readonly meanWin: number | null;
  /** Below zero. */
  readonly meanLoss: number | null;
  /** Mean win over mean loss. */
  readonly payoff: number | null;
  readonly longestWinning: number;
  readonly longestLosing: number;
  /**
   * System Quality Number: the root of the number of trades times the mean of R over its sample's standard deviation (Van Tharp,
   * Definitive Guide to Position Sizing, 2008). Of at most 100 trades, as the book has it, so that more of the same is not better.
   */
  readonly sqn: number | null;
  /** From opening to close, ms. */
  readonly meanHeldMs: number | null;
  readonly medianHeldMs: number | null;
};

const SQN_MOST = 100;

export function tradeFigures(results: readonly Result[]): TradeFigures {
  const money = results.map(({ trade }) => trade.pnl);
  const [wins, losses] = [money.filter((pnl) => pnl > 0), money.filter((pnl) => pnl < 0)];
  const [meanWin, meanLoss] = [mean(wins), mean(losses)];
  const held = results.map(({ trade }) => trade.closedAt - trade.openedAt).sort((a, b) => a - b);
  return {
    expectancy: mean(money),
    meanWin,
    meanLoss,
    payoff: meanWin === null || meanLoss === null ? null : meanWin / -meanLoss,
    longestWinning: longest(money, (pnl) => pnl > 0),
    longestLosing: longest(money, (pnl) => pnl < 0),
    sqn: sqnOf(knownR(results)),
    meanHeldMs: mean(held),
    medianHeldMs: held.length === 0 ? null : ((held[(held.length - 1) >> 1] ?? 0) + (held[held.length >> 1] ?? 0)) / 2,
  };
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : meanOf(values));

function longest(money: readonly number[], isOne: (pnl: number) => boolean): number {
  let [run, most] = [0, 0];
  for (const pnl of money) {
    run = isOne(pnl) ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return most;
}

function sqnOf(rs: readonly number[]): number | null {
  if (rs.length < 2) return null;
  const centre = meanOf(rs);
  const deviation = Math.sqrt(rs.reduce((sum, r) => sum + (r - centre) ** 2, 0) / (rs.length - 1));
  return deviation === 0 ? null : (Math.sqrt(Math.min(rs.length, SQN_MOST)) * centre) / deviation;
}
