import { describe, expect, it } from 'vitest';
import type { Bar } from '#shared/domain';
import { Excursions, Shadows } from '#main/replay/figures/index.ts';

const POINT = 0.0001;
const bar = (open: number, high: number, low: number, close: number, spreadPoints = 0): Bar => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', time: 0, open, high, low, close, volume: 1, spreadPoints, source: 'live' },
});
const buy = { signalId: 'b', symbol: 'EURUSD', isBuy: true, stop: 1.09, target: 1.12 };
const sell = { signalId: 's', symbol: 'EURUSD', isBuy: false, stop: 1.11, target: 1.08 };

/** Begins both at 1.1, and plays the bars after it. */
const followed = (...bars: readonly Bar[]): Shadows => {
  const shadows = new Shadows();
  shadows.bar(bar(1.1, 1.1, 1.1, 1.1), POINT);
  shadows.begin(buy);
  shadows.begin(sell);
  for (const one of bars) shadows.bar(one, POINT);
  return shadows;
};

describe('what a refused signal would have made', () => {
  it.each<[name: string, bar: Bar, id: 'b' | 's', r: number, end: string]>([
    ['a buy at its target', bar(1.1, 1.12, 1.1, 1.1), 'b', 2, 'target'],
    ['a buy at its stop', bar(1.1, 1.1, 1.09, 1.1), 'b', -1, 'stop'],
    ['stop and target in one bar: the stop', bar(1.1, 1.13, 1.08, 1.1), 'b', -1, 'stop'],
    ['a bar that opens beyond the stop: the open', bar(1.085, 1.1, 1.085, 1.1), 'b', -1.5, 'stop'],
    ['a sale at its target, dealt at the ask', bar(1.1, 1.1, 1.079, 1.09, 10), 's', 2, 'target'],
    ['a sale at its stop, dealt at the ask', bar(1.1, 1.109, 1.1, 1.1, 10), 's', -1, 'stop'],
  ])('%s', (_name, one, id, r, end) => {
    expect(followed(one).ended.get(id)).toEqual({ r, end });
  });

  it('a sale has not reached its target while the ask has not', () => {
    expect(followed(bar(1.1, 1.1, 1.0799, 1.09, 10)).ended.has('s')).toBe(false);
  });

  it('ends with the data at the newest price, and is followed no further', () => {
    const shadows = followed(bar(1.1, 1.105, 1.1, 1.105));
    shadows.end();
    expect([shadows.ended.get('b'), shadows.ended.get('s')]).toEqual([
      { r: 0.5, end: 'data' },
      { r: -0.5, end: 'data' },
    ]);
    shadows.bar(bar(1.1, 1.2, 1, 1.1), POINT);
    expect(shadows.ended.get('b')!.end).toBe('data');
  });

  it('begins at ask or bid, and not where its levels do not stand around the price, nor before there is one', () => {
    const shadows = new Shadows();
    shadows.begin(buy);
    shadows.tick({ symbol: 'EURUSD', bid: 1.1, ask: 1.11 });
    for (const [signalId, stop, target] of [
      ['under', 1.12, 1.13],
      ['over', 1.08, 1.1],
    ] as const)
      shadows.begin({ signalId, symbol: 'EURUSD', isBuy: true, stop, target });
    shadows.begin(buy);
    shadows.tick({ symbol: 'EURUSD', bid: 1.12, ask: 1.13 });
    expect([...shadows.ended]).toEqual([['b', { r: 0.5, end: 'target' }]]);
  });

  it('begins, goes on and ends at the prices of its own symbol alone', () => {
    const shadows = followed();
    shadows.begin({ signalId: 'other', symbol: 'USDJPY', isBuy: true, stop: 140, target: 160 });
    shadows.bar({ ...bar(150, 150, 150, 150), symbol: 'USDJPY' }, 0.01);
    shadows.begin({ signalId: 'yen', symbol: 'USDJPY', isBuy: true, stop: 140, target: 160 });
    shadows.tick({ symbol: 'GBPUSD', bid: 1.2, ask: 1.2 });
    shadows.bar({ ...bar(1.2, 1.2, 1, 1), symbol: 'GBPUSD' }, POINT);
    expect(shadows.ended.size).toBe(0);
    shadows.tick({ symbol: 'USDJPY', bid: 155, ask: 155 });
    shadows.end('USDJPY');
    expect([...shadows.ended]).toEqual([['yen', { r: 0.5, end: 'data' }]]);
    shadows.end();
    expect([...shadows.ended.keys()]).toEqual(['yen', 'b', 's']);
  });
});

describe('how far a trade went', () => {
  it('against it and for it, at the price that would close it, and in R of its first stop', () => {
    const excursions = new Excursions();
    excursions.opened('b', { symbol: 'EURUSD', isBuy: true, entry: 1.1, stop: 1.09 });
    excursions.opened('s', { symbol: 'EURUSD', isBuy: false, entry: 1.1, stop: null });
    excursions.price({ symbol: 'EURUSD', bid: 1.105, ask: 1.106 });
    excursions.price({ symbol: 'EURUSD', bid: 1.095, ask: 1.096 });
    expect(excursions.closed('b', 1.1)).toEqual({ mae: 0.005, mfe: 0.005, maeR: 0.5, mfeR: 0.5 });
    expect(excursions.closed('s', 1.1)).toEqual({ mae: 0.006, mfe: 0.004, maeR: null, mfeR: null });
    expect(excursions.closed('s', 1.1)).toBeNull();
  });

  it('the price it was closed at counts', () => {
    const excursions = new Excursions();
    excursions.opened('b', { symbol: 'EURUSD', isBuy: true, entry: 1.1, stop: 1.09 });
    expect(excursions.closed('b', 1.088)).toMatchObject({ maeR: 1.2, mfeR: 0 });
  });

  it('at the prices of its own symbol alone', () => {
    const excursions = new Excursions();
    excursions.opened('b', { symbol: 'EURUSD', isBuy: true, entry: 1.1, stop: 1.09 });
    excursions.price({ symbol: 'GBPUSD', bid: 1.3, ask: 1.3 });
    excursions.price({ symbol: 'USDJPY', bid: 0.9, ask: 0.9 });
    excursions.price({ symbol: 'EURUSD', bid: 1.101, ask: 1.102 });
    expect(excursions.closed('b', 1.1)).toMatchObject({ maeR: 0, mfeR: 0.1 });
  });
});
