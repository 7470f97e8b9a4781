import type { Config } from '../../shared/config/index.ts';
import type { Bar } from '../../shared/domain/index.ts';
import { createMarketState, foldBar } from '../engine/market/index.ts';
import { DemoMarket, PAPER_SYMBOLS } from '../paper/index.ts';

/** Closed M1 bars a symbol begins with: twelve hours, enough for structure and for a volatility regime. */
export const WARM_UP_BARS = 720;
/** How far ahead the seed's walk is searched, and how many places are tried. */
const AHEAD_MINUTES = 600;
const TRIES_MAX = 6;
/** The walk is moved by whole M5 candles, so that its candles stay the ones that were searched. */
const GRID_MINUTES = 5;
/** A setup is worth waiting for when its stop is this many spreads away: then the spread rule does not refuse it. */
const SPREADS_MIN = 6;

/**
 * Where on its walk a new demo market begins, so that its first setup comes within minutes of the start instead of within
 * hours. Only the place is chosen: the prices are the seed's own.
 */
export function demoOffset({ paper }: Config, nowMs: number): number {
  const market = marketAt(paper, nowMs, 0);
  const tried = new Set<number>();
  let best = { offset: 0, minutes: Infinity };
  for (const minutes of setupMinutes(paper, market, AHEAD_MINUTES)) {
    const offset = Math.max(0, Math.floor((minutes - 1) / GRID_MINUTES) * GRID_MINUTES);
    if (tried.has(offset)) continue;
    tried.add(offset);
    const comes = setupMinutes(paper, marketAt(paper, nowMs, offset), GRID_MINUTES + 1)[0] ?? Infinity;
    if (comes < best.minutes) best = { offset, minutes: comes };
    if (comes <= 1 || tried.size >= TRIES_MAX) break;
  }
  return best.offset;
}

const marketAt = (paper: Config['paper'], nowMs: number, offsetMinutes: number): DemoMarket =>
  new DemoMarket({
    seed: paper.seed,
    symbols: paper.symbols,
    nowMs,
    historyBars: WARM_UP_BARS,
    offsetMinutes,
    alwaysOpen: paper.alwaysOpen,
    prices: {},
  });

/** How many minutes ahead setups come that the spread would not spoil, soonest first. 0 is the minute that runs now. */
function setupMinutes(paper: Config['paper'], market: DemoMarket, ahead: number): readonly number[] {
  return paper.symbols
    .flatMap((symbol) => minutesOf(symbol, market.history(symbol), market.peek(symbol, ahead)))
    .sort((a, b) => a - b);
}

function minutesOf(symbol: string, history: readonly Bar[], ahead: readonly Bar[]): readonly number[] {
  const spec = PAPER_SYMBOLS.find((one) => one.symbol === symbol);
  if (spec === undefined) return [];
  const state = createMarketState();
  for (const bar of history) foldBar(state, bar, spec);
  return ahead.flatMap((bar, minute) => {
    const { fresh } = foldBar(state, { ...bar, source: 'live' }, spec);
    return fresh.some((setup) => Math.abs(setup.entry - setup.stopLoss) >= SPREADS_MIN * bar.spreadPoints * spec.point)
      ? [minute]
      : [];
  });
}
