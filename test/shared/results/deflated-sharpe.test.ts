import { describe, expect, it } from 'vitest';
import { deflatedSharpe, luckySharpe, normalQuantile, normalShare, shareAbove } from '#shared/results/deflated-sharpe.ts';

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447],
    [-1.959964, 0.025],
    [2.3263479, 0.99],
    [4, 0.9999683],
  ])('below %d lies %d', (x, share) => {
    expect(normalShare(x)).toBeCloseTo(share, 6);
    expect(normalQuantile(share)).toBeCloseTo(x, 2);
  });
});

/** The numerical example of Bailey and Lopez de Prado (2014): 100 runs, 1,250 days, a Sharpe ratio of 2.5 a year of 250 days. */
describe('the example of the paper', () => {
  const beaten = luckySharpe(Math.sqrt(0.5 / 250), 100)!;
  it('the best of 100 worthless runs', () => expect(beaten).toBeCloseTo(0.1132, 4));
  it('the probability that the best is better than that', () => {
    const measured = { sharpe: 2.5 / Math.sqrt(250), count: 1_250, skew: -3, kurtosis: 10 };
    expect(shareAbove(measured, beaten)).toBeCloseTo(0.9004, 3);
  });
});

it('fat tails make a Sharpe ratio less sure', () => {
  // The normal distribution below 3 / sqrt(1 + (3 - 1) / 4), and below 3 / sqrt(1 + (11 - 1) / 4).
  expect(shareAbove({ sharpe: 1, count: 10, skew: 0, kurtosis: 3 }, 0)).toBeCloseTo(0.99285, 4);
  expect(shareAbove({ sharpe: 1, count: 10, skew: 0, kurtosis: 11 }, 0)).toBeCloseTo(0.94559, 4);
});

describe('of returns', () => {
  it('is what their moments say', () => {
    const returns = [0.01, -0.005, 0.02, 0, 0.012, -0.004];
    const mean = returns.reduce((sum, one) => sum + one, 0) / 6;
    const moment = (power: number) => returns.reduce((sum, one) => sum + (one - mean) ** power, 0) / 6;
    const deviation = Math.sqrt(moment(2));
    const shape = { skew: moment(3) / deviation ** 3, kurtosis: moment(4) / deviation ** 4 };
    expect(deflatedSharpe(returns, 0.1)).toBe(shareAbove({ sharpe: mean / deviation, count: 6, ...shape }, 0.1));
  });

  it('more runs need a better one; few days, or equal ones, say nothing', () => {
    expect(luckySharpe(1, 1)).toBeNull();
    expect(luckySharpe(1, 1_000)!).toBeGreaterThan(luckySharpe(1, 10)!);
    expect([deflatedSharpe([0.1, 0.2], 0), deflatedSharpe([0.1, 0.1, 0.1], 0)]).toEqual([null, null]);
    expect(shareAbove({ sharpe: 1, count: 9, skew: 9, kurtosis: 3 }, 0)).toBeNull();
  });
});
