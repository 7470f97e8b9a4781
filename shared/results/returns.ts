import { meanOf } from './interval.ts';

/** Yearly figures of fewer days than these are noise: they are not shown without that number. */
export const FEW_DAYS = 60;

/** Trading days of a year, as the figures that are compared between funds count them. */
const DAYS_A_YEAR = 252;

/** Figures of a series of returns, each a share of what was there before (0.01 is 1 %). Null: the series does not say it. */
export type ReturnFigures = {
  readonly count: number;
  /** Compounded, as a share a year; tells little for less than a year. */
  readonly annual: number | null;
  readonly volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  /** The deepest fall from a height, as a share of that height: 0 or below. */
  readonly deepest: number;
};

/**
 * Annual figures without a risk-free rate, as the library empyrical defines and tests them: Sharpe (mean over the sample's standard
 * deviation), Sortino (annual mean over the root mean square of what is below zero), Calmar (compounded annual return over the
 * deepest fall). `periods`: how many of these returns make a year.
 */
export function returnFigures(returns: readonly number[], periods = DAYS_A_YEAR): ReturnFigures {
  const count = returns.length;
  const deepest = deepestShare(returns);
  if (count < 2) return { count, annual: null, volatility: null, sharpe: null, sortino: null, calmar: null, deepest };
  const mean = meanOf(returns);
  const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const downside = Math.sqrt(meanOf(returns.map((value) => Math.min(value, 0) ** 2)) * periods);
  const end = returns.reduce((product, value) => product * (1 + value), 1);
  const annual = end <= 0 ? -1 : end ** (periods / count) - 1;
  return {
    count,
    annual,
    volatility: deviation * Math.sqrt(periods),
    sharpe: deviation === 0 ? null : (mean / deviation) * Math.sqrt(periods),
    sortino: downside === 0 ? null : (mean * periods) / downside,
    calmar: deepest === 0 ? null : annual / -deepest,
    deepest,
  };
}

function deepestShare(returns: readonly number[]): number {
  let [height, value, deepest] = [1, 1, 0];
  for (const change of returns) {
    value *= 1 + change;
    height = Math.max(height, value);
    deepest = Math.min(deepest, value / height - 1);
  }
  return deepest;
}

/** The returns between values that follow each other, such as an account's at the end of each day; `start`: what it began with. */
export const returnsOf = (start: number, values: readonly number[]): readonly number[] =>
  values.map((value, index) => value / (values[index - 1] ?? start) - 1);
