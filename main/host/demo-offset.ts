import type { Config } from '#shared/config';
import type { Bar } from '#shared/domain';
import { createMarketState, foldBar, structureView } from '#engine/market';
import { DemoMarket, PAPER_SYMBOLS } from '../paper-broker/index.ts';

/** Closed M1 bars a symbol begins with: a whole day, so that volatility is ranked against all its sessions. */
export const WARM_UP_BARS = 1_440;
/** How far ahead the seed's walk is searched, and how many places are tried for real. */
const AHEAD_MINUTES = 2_400;
const TRIES_MAX = 6;
/** The walk is moved by whole M5 candles, so that its candles stay the ones that were searched. */
const GRID_MINUTES = 5;
/** A setup is worth waiting for when its stop is this many spreads away: then the spread rule does not refuse it. */
const SPREADS_MIN = 6;
/** A market that is neither dull nor wild is worth this many minutes of waiting, for each symbol. */
const REGIME_MINUTES = 4;

/** What a symbol's candles ahead will show, by the minute: 0 is the minute that runs now. */
type Prospect = { readonly setups: readonly number[]; readonly isMedium: readonly boolean[] };

/**
 * Where on its walk a new demo market begins, so that a first run shows an ordinary market and a setup within minutes, and not
 * in hours. Only the place is chosen: the prices are the seed's own.
 */
export function demoOffset({ paper }: Config, nowMs: number): number {
  const ahead = prospects(paper, nowMs, 0, AHEAD_MINUTES);
  const places = Array.from({ length: Math.floor(AHEAD_MINUTES / 2 / GRID_MINUTES) }, (_, at) => at * GRID_MINUTES);
  const best = places
    .map((offset) => ({ offset, cost: costOf(ahead, offset) }))
    .sort((a, b) => a.cost - b.cost || a.offset - b.offset);
  const tried = best.slice(0, TRIES_MAX).map(({ offset }) => ({ offset, cost: costOf(prospects(paper, nowMs, offset, 60), 0) }));
  return tried.sort((a, b) => a.cost - b.cost)[0]?.offset ?? 0;
}

/** Minutes until the first setup after a place, and what its market is like there. */
function costOf(ahead: readonly Prospect[], from: number): number {
  const waits = ahead.flatMap(({ setups }) => setups.filter((minute) => minute >= from).map((minute) => minute - from));
  const strange = ahead.filter(({ isMedium }) => isMedium[from] !== true).length;
  return Math.min(60, ...waits) + REGIME_MINUTES * strange;
}

function prospects(paper: Config['paper'], nowMs: number, offsetMinutes: number, minutes: number): readonly Prospect[] {
  const { seed, symbols, alwaysOpen } = paper;
  const market = new DemoMarket({ seed, symbols, nowMs, historyBars: WARM_UP_BARS, offsetMinutes, alwaysOpen, prices: {} });
  return symbols.map((symbol) => prospectOf(symbol, market.history(symbol), market.peek(symbol, minutes)));
}

function prospectOf(symbol: string, history: readonly Bar[], ahead: readonly Bar[]): Prospect {
  const spec = PAPER_SYMBOLS.find((one) => one.symbol === symbol);
  if (spec === undefined) return { setups: [], isMedium: [] };
  const state = createMarketState();
  for (const bar of history) foldBar(state, bar, spec);
  const setups: number[] = [];
  const isMedium: boolean[] = [];
  for (const [minute, bar] of ahead.entries()) {
    isMedium.push(structureView(state, symbol)?.regime === 'medium');
    const { fresh } = foldBar(state, { ...bar, source: 'live' }, spec);
    if (fresh.some((setup) => Math.abs(setup.entry - setup.stopLoss) >= SPREADS_MIN * bar.spreadPoints * spec.point))
      setups.push(minute);
  }
  return { setups, isMedium };
}
