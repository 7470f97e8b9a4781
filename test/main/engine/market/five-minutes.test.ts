import { describe, expect, it } from 'vitest';
import { createMarketState, foldBar, recentCandles } from '#engine/market';
import { addMinute, createFiveMinutes, fiveMinutesOf, isLastMinute, isLeftBehind } from '#engine/market/five-minutes.ts';
import { barOf, EURUSD, MINUTE, MONDAY } from './bars.ts';

const flat = (minute: number, price = 100_000, over = {}) =>
  barOf({ minute, o: price, h: price + 2, l: price - 3, c: price + 1 }, over);
const fives = (minutes: readonly number[]) => {
  const state = createMarketState();
  for (const minute of minutes) foldBar(state, flat(minute, 100_000 + minute), EURUSD);
  const market = state.get('EURUSD');
  return {
    candles: recentCandles(state, 'EURUSD', 'M5', 600).map((candle) => [(candle.time - MONDAY) / MINUTE, candle.minutes]),
    missing: market?.missingMinutes,
    gap: market?.lastGap && [(market.lastGap.from - MONDAY) / MINUTE, (market.lastGap.to - MONDAY) / MINUTE],
  };
};

describe('five minutes', () => {
  it('are folded from their M1 bars', () => {
    const forming = createFiveMinutes();
    addMinute(forming, barOf({ minute: 1, o: 10, h: 15, l: 9, c: 12, spread: 3, volume: 5 }, { source: 'history' }));
    addMinute(forming, barOf({ minute: 4, o: 12, h: 13, l: 4, c: 6, spread: 8, volume: 6 }));
    expect(forming).toEqual({
      time: MONDAY,
      open: 10e-5,
      high: 15e-5,
      low: 4e-5,
      close: 6e-5,
      volume: 11,
      spreadPoints: 8,
      minutes: 2,
      fromHistory: false,
    });
    expect([isLeftBehind(forming, MONDAY + 4 * MINUTE), isLeftBehind(forming, MONDAY + 5 * MINUTE)]).toEqual([false, true]);
    expect([fiveMinutesOf(MONDAY + 299_999), fiveMinutesOf(MONDAY + 300_000)]).toEqual([MONDAY, MONDAY + 300_000]);
    expect([3, 4, 9].map((minute) => isLastMinute(MONDAY + minute * MINUTE))).toEqual([false, true, true]);
  });

  it.each([
    ['close with their last minute', [0, 1, 2, 3, 4], [[0, 5]], 0, null],
    ['stay open without it', [0, 1, 2, 3], [], 0, null],
    ['close late when a later minute comes', [0, 1, 2, 3, 5], [[0, 4]], 1, [4, 5]],
    [
      'are made of what there is',
      [2, 4, 7, 9],
      [
        [0, 2],
        [5, 2],
      ],
      4,
      [8, 9],
    ],
    [
      'are left out when nothing was traded',
      [0, 4, 21, 24],
      [
        [0, 2],
        [20, 2],
      ],
      21,
      [22, 24],
    ],
    [
      'may close twice in one bar: the late one and that of its own',
      [3, 9],
      [
        [0, 1],
        [5, 1],
      ],
      5,
      [4, 9],
    ],
    [
      'span a weekend without inventing bars',
      [4, 2 * 1440 + 4],
      [
        [0, 1],
        [2880, 1],
      ],
      2879,
      [5, 2884],
    ],
  ] as const)('%s', (_, minutes, candles, missing, gap) => expect(fives(minutes)).toEqual({ candles, missing, gap }));

  it('ignore bars that are old, repeated or not M1, and count them', () => {
    const state = createMarketState();
    for (const bar of [flat(0), flat(1), flat(1), flat(0), flat(2, 100_000, { timeframe: 'M5' }), flat(2)])
      foldBar(state, bar, EURUSD);
    expect([state.get('EURUSD')?.ignoredBars, state.get('EURUSD')?.m1.taken]).toEqual([3, 3]);
  });
});
