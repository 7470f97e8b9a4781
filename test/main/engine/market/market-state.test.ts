import { describe, expect, it } from 'vitest';
import { copyMarketState, createMarketState, createSymbolMarket, foldBar, recentCandles } from '#engine/market';
import { barOf, EURUSD, walk } from './bars.ts';

const filled = (bars: number) => {
  const state = createMarketState();
  for (const point of walk(7, bars)) foldBar(state, barOf(point), EURUSD);
  return state;
};

describe('the market state', () => {
  it('is copied without sharing', () => {
    const state = filled(400);
    const copy = copyMarketState(state);
    expect(copy).toEqual(state);
    foldBar(copy, barOf({ minute: 9999, o: 1, h: 2, l: 1, c: 2 }), EURUSD);
    expect(copy).not.toEqual(state);
    expect(filled(400)).toEqual(state);
  });

  it('stops growing', () => {
    const sizes = [12_000, 24_000].map((bars) => JSON.stringify([...filled(bars)]).length);
    for (const size of sizes) expect(size).toBeLessThan(160_000);
  });

  it('gives the newest candles', () => {
    const state = filled(700);
    expect(recentCandles(state, 'EURUSD', 'M1', 1000).length).toBe(600);
    expect(recentCandles(state, 'EURUSD', 'M5', 2).length).toBe(2);
    expect(recentCandles(state, 'XAUUSD', 'M1', 10)).toEqual([]);
  });

  it('starts empty, with the preset', () => {
    expect(createSymbolMarket('EURUSD')).toMatchObject({ lastTime: -1, fresh: [], retest: null, settings: { swingLeft: 3 } });
  });
});
