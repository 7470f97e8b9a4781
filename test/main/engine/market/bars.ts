import type { Bar } from '#shared/domain';
import { createMarketState, foldBar, type DetectorSpec, type MarketState, type Setup } from '#engine/market';

export const EURUSD: DetectorSpec = { point: 1e-5, pip: 1e-4, tickSize: 1e-5, digits: 5, stopsLevel: 0 };
/** Monday, 2026-02-02 00:00 UTC. */
export const MONDAY = Date.UTC(2026, 1, 2);
export const MINUTE = 60_000;

/** One M1 bar in whole points: open, high, low, close. */
export type Points = {
  readonly minute: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly spread?: number;
  readonly volume?: number;
};

export const barOf = (
  { minute, o, h, l, c, spread = 10, volume = 100 }: Points,
  over: Partial<Bar> = {},
  pointsPerUnit = 1e5,
): Bar => ({
  symbol: 'EURUSD',
  timeframe: 'M1',
  time: MONDAY + minute * MINUTE,
  open: o / pointsPerUnit,
  high: h / pointsPerUnit,
  low: l / pointsPerUnit,
  close: c / pointsPerUnit,
  volume,
  spreadPoints: spread,
  source: 'live',
  ...over,
});

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A random walk with trends, quiet spells, spread changes and missing minutes. */
export function walk(seed: number, length: number): Points[] {
  const next = chance(seed);
  const bars: Points[] = [];
  let price = 110_000;
  let drift = 0;
  for (let minute = 0; bars.length < length; minute += next() < 0.02 ? 1 + Math.floor(next() * 9) : 1) {
    if (next() < 0.03) drift = Math.round((next() - 0.5) * 12);
    const o = price;
    const c = o + drift + Math.round((next() - 0.5) * 30);
    const h = Math.max(o, c) + Math.floor(next() * 8);
    const l = Math.min(o, c) - Math.floor(next() * 8);
    bars.push({ minute, o, h, l, c, spread: 5 + Math.floor(next() * 10), volume: Math.floor(next() * 200) });
    price = c;
  }
  return bars;
}

export type Run = { readonly state: MarketState; readonly setups: Setup[] };

/** Folds bars one after the other into a new market and keeps every setup. */
export function run(bars: readonly Bar[], spec: DetectorSpec = EURUSD): Run {
  const state = createMarketState();
  const setups: Setup[] = [];
  for (const bar of bars) setups.push(...foldBar(state, bar, spec).fresh);
  return { state, setups };
}
