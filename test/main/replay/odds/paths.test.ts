import { describe, expect, it } from 'vitest';
import { drawn, inOtherOrders, slippedMore } from '#main/replay/odds/trade-paths.ts';
import { createChance } from '#main/paper-broker/index.ts';
import { quantileOf } from '#shared/results';

const trade = (pnl: number, pointMoney: number | null = null) => ({ pnl, pointMoney });

/** numpy 2.4.6: np.quantile([-3.5, -1, 0, 0.25, 2, 7.75, 11], q). */
it('a quantile is that of numpy', () => {
  const sorted = [-3.5, -1, 0, 0.25, 2, 7.75, 11];
  const at = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map((share) => quantileOf(sorted, share));
  for (const [index, value] of [-3.5, -2.75, -0.5, 0.25, 4.875, 10.025, 11].entries()) expect(at[index]).toBeCloseTo(value, 9);
  expect([quantileOf([4], 0.3), quantileOf([], 0.5)]).toEqual([4, NaN]);
});

describe('paths of the same trades', () => {
  /** numpy 2.4.6 over the falls of all 120 orders: 250, 270, 335 between 320 and 350, 420, 420. */
  const five = [300, -100, -250, 150, -70].map((pnl) => trade(pnl));

  it('in other orders: the end stays, and the falls are spread as over all orders there are', () => {
    const { end, fall } = inOtherOrders(five, 1_000, 20_000, createChance(7));
    expect(new Set(Object.values(end))).toEqual(new Set([1_030]));
    expect(fall).toMatchObject({ p5: 250, p25: 270, p75: 420, p95: 420 });
    expect(Math.abs(fall.median - 335)).toBeLessThanOrEqual(15);
  });

  /** 40 draws of +1 or -1: twice a binomial count less 40; scipy 1.17.1: binom.ppf(q, 40, 0.5). */
  it('drawn with replacement: the end is spread as a binomial count', () => {
    const even = Array.from({ length: 40 }, (_, index) => trade(index % 2 === 0 ? 1 : -1));
    expect(drawn(even, 100, 20_000, createChance(3)).end).toEqual({ p5: 90, p25: 96, median: 100, p75: 104, p95: 110 });
  });

  it('with more slippage: never better, by at most twice the points, and by the points on average', () => {
    const paid = Array.from({ length: 50 }, () => trade(10, 2));
    const { end } = slippedMore(paid, 0, 5_000, createChance(5), 4);
    expect(end.p95).toBeLessThan(500);
    expect(end.p5).toBeGreaterThan(500 - 50 * 2 * 8);
    expect(end.median).toBeCloseTo(500 - 50 * 2 * 4, -1);
    const same = slippedMore(paid, 0, 10, createChance(5), 0);
    expect(new Set(Object.values(same.end))).toEqual(new Set([500]));
    expect(slippedMore([trade(10), trade(-4)], 0, 10, createChance(5), 9).end.p5).toBe(6);
  });

  it('are the same for the same seed, and others for another', () => {
    const paths = (seed: number) => drawn(five, 1_000, 50, createChance(seed));
    expect(paths(1)).toEqual(paths(1));
    expect(paths(2)).not.toEqual(paths(1));
  });
});
