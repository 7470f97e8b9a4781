import { describe, expect, it } from 'vitest';
import { candlesOf, cellAt, createCandleRing, heldCandles, pushCandle, volumeRatio } from '#engine/market/candle-ring.ts';

const ringOf = (capacity: number, volumes: readonly number[]) => {
  const ring = createCandleRing(capacity);
  volumes.forEach((volume, i) => pushCandle(ring, { time: i, open: 1, high: 3, low: 0.5, close: 2, volume, spreadPoints: 4 }, 5));
  return ring;
};

describe('the candle ring', () => {
  it('keeps the newest candles, oldest first', () => {
    const ring = ringOf(3, [10, 11, 12, 13, 14]);
    expect([ring.taken, heldCandles(ring), cellAt(ring, ring.time, 0), cellAt(ring, ring.time, 2)]).toEqual([5, 3, 4, 2]);
    expect(candlesOf(ring, 9).map(({ time }) => time)).toEqual([2, 3, 4]);
    expect(candlesOf(ring, 1)).toEqual([
      { time: 4, open: 1, high: 3, low: 0.5, close: 2, volume: 14, spreadPoints: 4, minutes: 5 },
    ]);
  });

  it('never grows', () => {
    const ring = ringOf(
      4,
      Array.from({ length: 50 }, () => 1),
    );
    expect(
      Object.values(ring)
        .filter(Array.isArray)
        .map((column) => column.length),
    ).toEqual(Array.from({ length: 8 }, () => 4));
  });

  it.each([
    ['the mean of those before', [10, 20, 30], 2],
    ['at most the 20 before', [1000, ...Array.from({ length: 20 }, () => 10), 5], 0.5],
    ['nothing, when there was no volume', [0, 0, 7], null],
    ['nothing, for the first', [7], null],
  ] as const)('compares volume with %s', (_, volumes, ratio) => expect(volumeRatio(ringOf(30, volumes))).toBe(ratio));
});
