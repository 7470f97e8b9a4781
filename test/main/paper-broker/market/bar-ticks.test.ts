import { expect, it } from 'vitest';
import type { Bar } from '#shared/domain';
import { BarBuilder, ticksOfBar } from '#main/paper-broker/index.ts';

const bar: Bar = {
  symbol: 'EURUSD',
  timeframe: 'M1',
  time: 60_000,
  open: 1.1,
  high: 1.3,
  low: 1,
  close: 1.2,
  volume: 9,
  spreadPoints: 12,
  source: 'live',
};

it('a rising bar dips first, a falling one rises first, the spread is the bar’s', () => {
  expect(ticksOfBar(bar, 0.00001)).toEqual([
    { symbol: 'EURUSD', bid: 1.1, ask: 1.10012, at: 60_000 },
    { symbol: 'EURUSD', bid: 1, ask: 1.00012, at: 75_000 },
    { symbol: 'EURUSD', bid: 1.3, ask: 1.30012, at: 90_000 },
    { symbol: 'EURUSD', bid: 1.2, ask: 1.20012, at: 119_000 },
  ]);
  expect(ticksOfBar({ ...bar, close: 1.05 }, 0.00001).map((tick) => tick.bid)).toEqual([1.1, 1.3, 1, 1.05]);
});

it('put together again they are the bar, but for its volume', () => {
  const builder = new BarBuilder('EURUSD', 0.00001, 0);
  for (const tick of ticksOfBar(bar, 0.00001)) builder.tick(tick);
  expect(builder.advance(120_000)).toEqual({ ...bar, volume: 4 });
});
