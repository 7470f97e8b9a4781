import type { Config } from '#shared/config';
import { TIMEFRAME_MS, type Bar } from '#shared/domain';
import { strategyOfPattern } from '#shared/strategies';
import { createMarketState, foldBar, structureView, type Setup, type StructureView } from '#engine/market';
import { setupScore } from '#engine/u-cells';
import { DemoMarket, PAPER_SYMBOLS } from '../paper-broker/index.ts';

/** Closed M1 bars a symbol begins with: a whole day, so that volatility is ranked against all its sessions. */
export const WARM_UP_BARS = 1_440;
/** How far ahead the seed's walk is searched: further only when nearer held nothing. And how many places are tried for real in each. */
const AHEAD_MINUTES = [2_400, 9_600, 28_800] as const;
const TRIES_MAX = 200;
/** The walk is moved by whole M5 candles, so that its candles stay the ones that were searched. */
const GRID_MINUTES = 5;
/** The first setup completes so long after now: late enough for a slow start to be over, soon enough for an impatient trader. */
const SETUP_NOT_BEFORE_MS = 25_000;
/** An ordinary setup has its stop this many times the spread rule's least distance away: spreads differ from tick to tick. */
const SPREAD_ROOM = 1.6;
/** And a score so far above U1's least. */
const SCORE_ROOM = 0.02;

/** A setup that the detector will find, at a minute from now: 0 is the minute that runs now. */
type Prospect = { readonly minute: number; readonly isSound: boolean };

/**
 * Where on its walk a new demo market begins, so that a first run shows a setup within a minute and a half, and not in hours.
 * Only the place is chosen: the prices are the seed's own. Each place is tried for real, because the hour stretches moves and
 * spreads. Whole minutes; 0 when nothing was found.
 */
export function demoOffset(config: Config, nowMs: number): number {
  const minute = Math.floor(((nowMs % TIMEFRAME_MS.M1) + SETUP_NOT_BEFORE_MS) / TIMEFRAME_MS.M1);
  const tried = new Set<number>();
  for (const ahead of AHEAD_MINUTES) {
    for (const offset of placesOf(prospects(config, nowMs, 0, ahead), minute).slice(0, TRIES_MAX)) {
      if (tried.has(offset)) continue;
      tried.add(offset);
      if (prospects(config, nowMs, offset, minute + 1).some((one) => one.minute === minute && one.isSound)) return offset;
    }
  }
  return 0;
}

/** Places that bring a setup to the wanted minute, the sound ones first. */
const placesOf = (all: readonly Prospect[], wanted: number): readonly number[] =>
  all
    .filter(({ minute }) => minute >= wanted && (minute - wanted) % GRID_MINUTES === 0)
    .sort((a, b) => Number(b.isSound) - Number(a.isSound) || a.minute - b.minute)
    .map(({ minute }) => minute - wanted);

function prospects(config: Config, nowMs: number, offsetMinutes: number, minutes: number): readonly Prospect[] {
  const { seed, symbols, alwaysOpen } = config.paper;
  const market = new DemoMarket({ seed, symbols, nowMs, historyBars: WARM_UP_BARS, offsetMinutes, alwaysOpen, prices: {} });
  return symbols.flatMap((symbol) => prospectsOf(symbol, config, market.history(symbol), market.peek(symbol, minutes)));
}

function prospectsOf(symbol: string, config: Config, history: readonly Bar[], ahead: readonly Bar[]): readonly Prospect[] {
  const spec = PAPER_SYMBOLS.find((one) => one.symbol === symbol);
  if (spec === undefined) return [];
  const state = createMarketState();
  for (const bar of history) foldBar(state, bar, spec);
  return ahead.flatMap((bar, minute) => {
    const { fresh } = foldBar(state, { ...bar, source: 'live' }, spec);
    const view = fresh.length === 0 ? null : structureView(state, symbol);
    if (view === null) return [];
    return fresh.map((setup) => ({ minute, isSound: isSound(setup, view, bar.spreadPoints * spec.point, spec, config) }));
  });
}

/** As the engine is going to judge it: the strategy's market, a stop well beyond the spread, and U1's score. */
function isSound(setup: Setup, view: StructureView, spread: number, spec: { readonly pip: number }, config: Config): boolean {
  const { pattern, side, entry, stopLoss } = setup;
  const { refusedRegimes, needsTrend } = strategyOfPattern(pattern);
  const isInMarket = view.regime === 'unknown' || !refusedRegimes.includes(view.regime);
  const isWithTrend = !needsTrend || view.trend !== (side === 'BUY' ? 'down' : 'up');
  const isWide = Math.abs(entry - stopLoss) * config.limits.maxSpreadOfStop >= SPREAD_ROOM * spread;
  return isInMarket && isWithTrend && isWide && (setupScore(setup, view, spec) ?? 0) >= config.cells.u1.minScore + SCORE_ROOM;
}
