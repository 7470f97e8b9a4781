import { describe, expect, it } from 'vitest';
import { createCandleRing, pushCandle } from '#engine/market/candle-ring.ts';
import { confirmedSwing } from '#engine/market/swing.ts';

const FIVE = 300_000;
/** Swings found while highs arrive one by one, as [pivot, confirming bar]; lows are the highs turned over. */
const found = (highs: readonly number[], side: 'high' | 'low', left = 3, right = 3): number[][] => {
  const ring = createCandleRing(32);
  const swings: number[][] = [];
  highs.forEach((price, i) => {
    const [high, low] = side === 'high' ? [price, 0] : [100, 50 - price];
    pushCandle(ring, { time: i * FIVE, open: 1, high, low, close: 1, volume: 0, spreadPoints: 0 }, 5);
    const swing = confirmedSwing(ring, side, left, right);
    if (swing !== null) swings.push([swing.time / FIVE, swing.confirmedAt / FIVE]);
  });
  return swings;
};

describe.each(['high', 'low'] as const)('a swing %s', (side) => {
  it.each([
    ['needs three lower bars on both sides', [1, 2, 3, 9, 3, 2, 1], [[3, 7]]],
    ['is not there before its third right bar has closed', [1, 2, 3, 9, 3, 2], []],
    ['needs three bars on the left', [2, 3, 9, 3, 2, 1], []],
    ['is denied by an equal bar on the right', [1, 2, 3, 9, 3, 9, 1, 1, 1], []],
    ['is denied by an equal bar on the left', [1, 9, 3, 9, 3, 2, 1], []],
    ['does not mind equals among its neighbours', [1, 1, 1, 9, 1, 1, 1], [[3, 7]]],
    [
      'does not mind an equal bar out of reach',
      [9, 1, 1, 1, 9, 1, 1, 1, 9, 1, 1, 1],
      [
        [4, 8],
        [8, 12],
      ],
    ],
    ['is not a slope', [1, 2, 3, 4, 5, 6, 7, 8], []],
  ] as const)('%s', (_, highs, swings) => expect(found(highs, side)).toEqual(swings));

  it('takes other widths', () =>
    expect(found([1, 5, 1, 4, 2, 6, 0], side, 1, 1)).toEqual([
      [1, 3],
      [3, 5],
      [5, 7],
    ]));
});
