import { describe, expect, it } from 'vitest';
import { createMarketState, foldBar, structureView, type DetectorSpec, type Setup } from '#engine/market';
import { createCandleRing, pushCandle } from '#engine/market/candle-ring.ts';
import { atrValue, createAtr, foldAtr } from '#engine/market/atr.ts';
import { DETECTOR_SETTINGS } from '#engine/market/settings.ts';
import { createStructure, foldStructure } from '#engine/market/structure.ts';
import type { Bar } from '#shared/domain';
import { EURUSD, run } from './bars.ts';
import { batchBreaks } from './batch-structure.ts';
import { marketRows, recordedBars } from './market-files.ts';

const GOLD: DetectorSpec = { point: 0.01, pip: 0.1, tickSize: 0.01, digits: 2, stopsLevel: 0 };
const PREFIXES = 60;
const FORGOTTEN_MS = 5 * 86_400_000;

/** The bars between holes that no market has: after one of them nothing is known of what was before. */
function stretchesOf(bars: readonly Bar[]): readonly (readonly Bar[])[] {
  const stretches: Bar[][] = [];
  for (const bar of bars) {
    const last = stretches.at(-1)?.at(-1);
    if (last === undefined || bar.time - last.time > FORGOTTEN_MS) stretches.push([bar]);
    else stretches.at(-1)?.push(bar);
  }
  return stretches;
}

describe.each([
  ['EURUSD', EURUSD],
  ['XAUUSD', GOLD],
] as const)('recorded %s minutes', (symbol, spec) => {
  const bars = recordedBars(symbol);

  it.skipIf(bars === null)('hold breaks of structure and retests, the same ones in a second reading', () => {
    const { setups, state } = run(bars ?? [], spec);
    const counts: Record<string, number> = {};
    for (const { pattern, side, kind } of setups)
      counts[`${pattern} ${side} ${kind}`] = (counts[`${pattern} ${side} ${kind}`] ?? 0) + 1;
    console.info(`${symbol}, ${bars?.length} bars:`, counts);
    const stretches = stretchesOf(bars ?? []);
    const breaks = setups.filter(({ pattern }) => pattern === 'M5_BOS');
    expect(breaks.length).toBeGreaterThan(50);
    expect(setups.length - breaks.length).toBeGreaterThan(15);
    expect(Object.keys(counts).length).toBe(8);
    expect(new Set(setups.map(({ id }) => id)).size).toBe(setups.length);
    expect(
      breaks.map((setup) => ({ kind: setup.kind, side: setup.side, level: setup.levels.structureBreak, at: setup.madeAt })),
    ).toEqual(stretches.flatMap((stretch) => batchBreaks(stretch, spec.point)));
    expect(structureView(state, symbol)?.bars.M1).toBe(stretches.at(-1)?.length);
  });

  it.skipIf(bars === null)('rewrite nothing over 60 prefixes', () => {
    const told: [number, string][] = [];
    const state = createMarketState();
    bars?.forEach((bar, i) => {
      for (const setup of foldBar(state, bar, spec).fresh) told.push([i, JSON.stringify(setup)]);
    });
    const all = bars ?? [];
    for (let k = 1; k <= PREFIXES; k += 1) {
      const length = Math.floor((all.length * k) / PREFIXES);
      const prefix: Setup[] = run(all.slice(0, length), spec).setups;
      expect(prefix.map((setup) => JSON.stringify(setup))).toEqual(told.filter(([i]) => i < length).map(([, text]) => text));
    }
  });
});

describe('a published year of 15-minute candles', () => {
  const rows = marketRows('smart-money-concepts/EURUSD_15M.csv');

  it.skipIf(rows === null)('rewrites nothing over 60 prefixes', () => {
    const reading = (length: number): { breaks: string[]; swings: number } => {
      const ring = createCandleRing(600);
      const atr = createAtr(14);
      const structure = createStructure();
      const breaks: string[] = [];
      let swings = 0;
      rows?.slice(0, length).forEach((row, i) => {
        const [open = 0, high = 0, low = 0, close = 0, volume = 0] = row.slice(1, 6).map(Number);
        pushCandle(ring, { time: i * 300_000, open, high, low, close, volume, spreadPoints: 0 }, 5);
        foldAtr(atr, high, low, close);
        const value = atrValue(atr);
        if (value === null) return;
        const made = foldStructure(
          structure,
          ring,
          { atr: value, spread: Number(row[7]) * 1e-5, slack: 1e-8 },
          DETECTOR_SETTINGS,
        );
        if (made !== null) breaks.push(JSON.stringify(made));
        if (structure.swings.at(-1)?.confirmedAt === (i + 1) * 300_000) swings += 1;
      });
      return { breaks, swings };
    };
    const count = rows?.length ?? 0;
    const whole = reading(count);
    console.info(`EURUSD 15M: ${whole.swings} bars confirmed swings, ${whole.breaks.length} breaks`);
    expect(whole.breaks.length).toBeGreaterThan(500);
    for (let k = 1; k < PREFIXES; k += 1) {
      const { breaks } = reading(Math.floor((count * k) / PREFIXES));
      expect(whole.breaks.slice(0, breaks.length)).toEqual(breaks);
    }
  });
});
