import { meanOf } from './interval.ts';

/** The share of the standard normal distribution below `x` (Abramowitz and Stegun 7.1.26, within 1.5e-7). */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-(x * x) / 2);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}

/** The inverse of `normalShare` for 0 < share < 1, by halving: exact to the precision of that function. */
export function normalQuantile(share: number): number {
  let [low, high] = [-10, 10];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Returns that differ by less than this are equal ones. */
const DUST = 1e-12;

/** Euler and Mascheroni's constant. */
const GAMMA = 0.5772156649015329;

/**
 * The highest Sharpe ratio to be expected of so many runs of which none is worth anything, in the unit of `deviation`, the standard
 * deviation of the runs' Sharpe ratios (Bailey and Lopez de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 2014,
 * equation 1). Null for fewer than two runs.
 */
export function luckySharpe(deviation: number, runs: number): number | null {
  if (runs < 2) return null;
  return deviation * ((1 - GAMMA) * normalQuantile(1 - 1 / runs) + GAMMA * normalQuantile(1 - 1 / (runs * Math.E)));
}

/** A Sharpe ratio of a period, and what it was measured on. `kurtosis` is 3 for a normal distribution. */
export type MeasuredSharpe = {
  readonly sharpe: number;
  readonly count: number;
  readonly skew: number;
  readonly kurtosis: number;
};

/**
 * The probability that the true Sharpe ratio behind a measured one is above `beaten`, allowing for skewness and fat tails (same
 * paper, equation 2). Null where the measure does not say it.
 */
export function shareAbove({ sharpe, count, skew, kurtosis }: MeasuredSharpe, beaten: number): number | null {
  const spread = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  return spread <= 0 ? null : normalShare(((sharpe - beaten) * Math.sqrt(count - 1)) / Math.sqrt(spread));
}

/** `shareAbove` for the Sharpe ratio of these returns; null for fewer than three, or where none differs. */
export function deflatedSharpe(returns: readonly number[], beaten: number): number | null {
  const count = returns.length;
  if (count < 3) return null;
  const mean = meanOf(returns);
  const moment = (power: number): number => meanOf(returns.map((value) => (value - mean) ** power));
  const deviation = Math.sqrt(moment(2));
  if (deviation < DUST) return null;
  const shape = { skew: moment(3) / deviation ** 3, kurtosis: moment(4) / deviation ** 4 };
  return shareAbove({ sharpe: mean / deviation, count, ...shape }, beaten);
}
