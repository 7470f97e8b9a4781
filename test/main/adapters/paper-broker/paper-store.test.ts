import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BARS_MAX, openPaperStore, type PriceWrite } from '#main/adapters/paper-broker/paper-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'paper-store-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MINUTE = 60_000;
const bars = (symbol: string, count: number): PriceWrite['bars'] =>
  Array.from({ length: count }, (_, minute) => ({
    ...{ symbol, timeframe: 'M1' as const, source: 'live' as const, time: minute * MINUTE },
    ...{ open: 1.1, high: 1.2, low: 1, close: 1.15, volume: 9, spreadPoints: 7 },
  }));

test('at a start the newest candles of each symbol are kept, and the others are gone from the file too', () => {
  const file = join(folder, 'paper.db');
  const store = openPaperStore(file);
  const all = [...bars('EURUSD', BARS_MAX + 5), ...bars('XAUUSD', 3), ...bars('GBPUSD', BARS_MAX)];
  store.writePrices({ head: {} as never, bars: all, pathMinutes: 0 });
  const kept = (): unknown => {
    const times = Map.groupBy(store.load()?.bars ?? [], ({ symbol }) => symbol);
    return [...times].map(([symbol, own]) => [symbol, own.length, own[0]?.time, own.at(-1)?.time]);
  };
  const expected = [
    ['EURUSD', BARS_MAX, 5 * MINUTE, (BARS_MAX + 4) * MINUTE],
    ['GBPUSD', BARS_MAX, 0, (BARS_MAX - 1) * MINUTE],
    ['XAUUSD', 3, 0, 2 * MINUTE],
  ];
  expect(kept()).toEqual(expected);
  expect(kept()).toEqual(expected);
  store.close();
});
