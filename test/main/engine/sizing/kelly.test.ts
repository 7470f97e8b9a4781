import { describe, expect, it } from 'vitest';
import { kellyPercent, kellyShare, wilsonLower } from '#engine/sizing';
import { NO_PERFORMANCE } from '#shared/projection';

describe('Kelly', () => {
  it.each([
    [0.55, 2, 0.325],
    [0.6, 2, 0.4],
    [0.7, 2.5, 0.58],
    [0.4, 2.5, 0.16],
    [0.7, 1, 0.4],
    [0.35, 1.5, 0],
  ])('p %d, R %d', (p, payoff, share) => expect(kellyShare(p, payoff)).toBeCloseTo(share, 9));

  it.each([
    [20, 0.516, 0.323],
    [50, 0.585, 0.42],
    [100, 0.62, 0.468],
    [300, 0.655, 0.517],
  ])('70 %% over %d trades', (trades, lower, share) => {
    expect(wilsonLower(0.7, trades)).toBeCloseTo(lower, 3);
    expect(kellyShare(wilsonLower(0.7, trades), 2.5)).toBeCloseTo(share, 3);
  });

  const past = { ...NO_PERFORMANCE, trades: 50, wins: 35, losses: 15, grossWin: 35 * 250, grossLoss: 15 * 100 };
  it.each([
    ['half of it, in percent', past, 20.98],
    ['unknown below 30 trades', { ...past, trades: 29 }, null],
    ['unknown without a loss', { ...past, losses: 0, grossLoss: 0 }, null],
    ['zero without an edge', { ...past, wins: 15, losses: 35, grossWin: 1_500, grossLoss: 3_500 }, 0],
  ])('%s', (_, of, percent) =>
    percent === null ? expect(kellyPercent(of, 0.5)).toBeNull() : expect(kellyPercent(of, 0.5)).toBeCloseTo(percent, 1),
  );
});
