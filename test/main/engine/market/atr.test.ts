import { describe, expect, it } from 'vitest';
import { atrValue, createAtr, foldAtr } from '#engine/market/atr.ts';

const fed = (period: number, bars: readonly (readonly [number, number, number])[]): number | null => {
  const atr = createAtr(period);
  for (const [high, low, close] of bars) foldAtr(atr, high, low, close);
  return atrValue(atr);
};

describe('the average true range', () => {
  it.each([
    [
      'is unknown before its period is full',
      3,
      [
        [12, 10, 11],
        [13, 11, 12],
      ],
      null,
    ],
    [
      'begins as the plain mean',
      3,
      [
        [12, 10, 11],
        [13, 11, 12],
        [16, 12, 15],
      ],
      (2 + 2 + 4) / 3,
    ],
    [
      'goes on with a weight of one over the period',
      3,
      [
        [12, 10, 11],
        [13, 11, 12],
        [16, 12, 15],
        [16, 15, 15],
      ],
      (((2 + 2 + 4) / 3) * 2 + 1) / 3,
    ],
    [
      'counts a gap up from the previous close',
      1,
      [
        [12, 10, 11],
        [21, 20, 20],
      ],
      10,
    ],
    [
      'counts a gap down from the previous close',
      1,
      [
        [12, 10, 11],
        [3, 2, 2],
      ],
      9,
    ],
    [
      'is zero in a market that stands still',
      2,
      [
        [5, 5, 5],
        [5, 5, 5],
        [5, 5, 5],
      ],
      0,
    ],
  ] as const)('%s', (_, period, bars, expected) => {
    const value = fed(period, bars);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 12);
  });

  it.each([0, -1, 0.5, 2.5, NaN, Infinity])('refuses a period that is no number of bars: %d', (period) =>
    expect(() => createAtr(period)).toThrow('at least one bar'),
  );
});
