import { describe, expect, it } from 'vitest';
import { createMarketState, foldBar, structureView } from '#engine/market';
import { barOf, EURUSD, MINUTE, MONDAY, walk } from './bars.ts';

const marketOf = (bars: number) => {
  const state = createMarketState();
  for (let minute = 0; minute < bars; minute += 1)
    foldBar(state, barOf({ minute, o: 1e5, h: 1e5 + 5, l: 1e5 - 5, c: 1e5 + 1, spread: 7 }), EURUSD);
  return state;
};

describe('the structure view', () => {
  it('is null before 60 M5 bars are known', () => {
    expect([structureView(marketOf(299), 'EURUSD'), structureView(marketOf(400), 'GBPUSD')]).toEqual([null, null]);
  });

  it('says what is known of a market without structure', () => {
    expect(structureView(marketOf(300), 'EURUSD')).toEqual({
      symbol: 'EURUSD',
      at: MONDAY + 300 * MINUTE,
      lastClose: 1.00001,
      spreadPoints: 7,
      spreadMedian: 7,
      bars: { M1: 300, M5: 60 },
      missingMinutes: 0,
      lastGap: null,
      atrM1: expect.closeTo(10e-5, 9),
      atrM5: expect.closeTo(10e-5, 9),
      atrPercentile: expect.any(Number),
      regime: 'unknown',
      volumeRatio: { M1: 1, M5: 1 },
      trend: 'none',
      swingHigh: null,
      swingLow: null,
      lastBreak: { BUY: null, SELL: null },
      retest: null,
      retests: [],
    });
  });

  it('knows the regime once 100 ATRs were seen', () =>
    expect(structureView(marketOf(5 * 113), 'EURUSD')?.regime).not.toBe('unknown'));

  it('does not change with later bars', () => {
    const state = createMarketState();
    const bars = walk(11, 3000);
    for (const point of bars.slice(0, 2000)) foldBar(state, barOf(point), EURUSD);
    const view = structureView(state, 'EURUSD');
    const before = JSON.stringify(view);
    for (const point of bars.slice(2000)) foldBar(state, barOf(point), EURUSD);
    expect(JSON.stringify(view)).toBe(before);
    expect(view?.lastBreak.BUY?.at).toBeLessThanOrEqual(view?.at ?? 0);
    expect(JSON.stringify(structureView(state, 'EURUSD'))).not.toBe(before);
  });
});
