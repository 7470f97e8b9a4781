import { expect, it } from 'vitest';
import { createMarketState, DETECTOR_SETTINGS, foldBar } from '#engine/market';
import { barOf, EURUSD, walk } from './bars.ts';

it('a folded bar leaves its setups in its own market, and only those', () => {
  const state = createMarketState();
  let [withSetups, others] = [0, 0];
  for (const point of walk(3, 2000)) {
    const bar = barOf(point);
    const market = foldBar(state, bar, EURUSD);
    expect(market).toBe(state.get('EURUSD'));
    if (market.fresh.length > 0) withSetups += 1;
    others += foldBar(state, { ...bar, symbol: 'FLAT', open: 1, high: 1, low: 1, close: 1 }, EURUSD).fresh.length;
  }
  expect(withSetups).toBeGreaterThan(3);
  expect([others, state.size]).toEqual([0, 2]);
});

it('a new market takes the settings it is given, and the number of markets is bounded', () => {
  const state = createMarketState();
  const bar = barOf({ minute: 0, o: 1, h: 1, l: 1, c: 1 });
  expect(foldBar(state, bar, EURUSD, { ...DETECTOR_SETTINGS, swingLeft: 5 }).settings.swingLeft).toBe(5);
  for (let i = 0; i < 300; i += 1) foldBar(state, { ...bar, symbol: `S${i}` }, EURUSD);
  expect([state.size, state.has('EURUSD'), state.has('S299')]).toEqual([256, false, true]);
});

it('a market that was not seen for more than five days begins from nothing, after a weekend it goes on', () => {
  const DAY = 86_400_000;
  const remembers = (gapMs: number): boolean => {
    const state = createMarketState();
    const bars = walk(3, 400).map((point) => barOf(point));
    for (const bar of bars) foldBar(state, bar, EURUSD);
    const last = bars.at(-1)!;
    return foldBar(state, { ...last, time: last.time + gapMs }, EURUSD).structure.high !== null;
  };
  expect([remembers(5 * DAY + 60_000), remembers(5 * DAY), remembers(2 * DAY)]).toEqual([false, true, true]);
});
