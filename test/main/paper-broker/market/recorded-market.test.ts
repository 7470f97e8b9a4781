import { expect, it } from 'vitest';
import { createRecordedMarket } from '#main/paper-broker/index.ts';

const quotes = [5_000, 65_000, 66_000].map((at) => ({ symbol: 'EURUSD', bid: 1, ask: 1.1, at }));

it('plays a file from now on, moved by whole minutes, and says what it is', () => {
  const market = createRecordedMarket({ name: 'EURUSD_TICKS_x.csv', kind: 'ticks', quotes, history: [], playFromMs: 1_000_000 });
  expect(market.source).toBe('file EURUSD_TICKS_x.csv, ticks');
  expect(market.advance(1_000_000)).toEqual([]);
  expect(market.advance(1_085_500).map((quote) => quote.at)).toEqual([1_025_000, 1_085_000]);
  expect(market.advance(9_000_000).map((quote) => quote.at)).toEqual([1_086_000]);
});

it('keeps the file’s own time when asked to', () => {
  const market = createRecordedMarket({ name: 'f', kind: 'bars', quotes, history: [], playFromMs: null });
  expect(market.advance(65_000).map((quote) => quote.at)).toEqual([5_000, 65_000]);
});
