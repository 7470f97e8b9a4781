import type { Side } from '#shared/domain';
import type { Regime } from '#shared/strategies';
import { atrValue } from './atr.ts';
import type { Retest } from './break-retest.ts';
import { cellAt, heldCandles, volumeRatio, type CandleRing } from './candle-ring.ts';
import type { Gap, MarketState } from './market-state.ts';
import { percentileOf } from './rank-window.ts';
import { regimeOf } from './regime.ts';
import type { Structure, StructureBreak } from './structure.ts';
import type { Swing } from './swing.ts';

/** What our own candles say of a symbol, for checking what a sender claims. */
export type StructureView = {
  readonly symbol: string;
  /** Closing moment of the last M1 bar. */
  readonly at: number;
  readonly lastClose: number;
  readonly spreadPoints: number;
  /** Median spread of the last 60 M1 candles; null while there are fewer than 20. */
  readonly spreadMedian: number | null;
  /** Bars taken since the start, also those no longer held. */
  readonly bars: { readonly M1: number; readonly M5: number };
  readonly missingMinutes: number;
  readonly lastGap: Gap | null;
  readonly atrM1: number | null;
  readonly atrM5: number | null;
  /** Where the M5 ATR stands among the last 500, 0 to 100. */
  readonly atrPercentile: number | null;
  readonly regime: Regime;
  /** Volume of the last closed candle over the mean of the 20 before it. */
  readonly volumeRatio: { readonly M1: number | null; readonly M5: number | null };
  readonly trend: Structure['trend'];
  readonly swingHigh: Swing | null;
  readonly swingLow: Swing | null;
  readonly lastBreak: Readonly<Record<Side, StructureBreak | null>>;
  /** The level followed on M1 now, and the newest ones that came to an end, oldest first. */
  readonly retest: Readonly<Retest> | null;
  readonly retests: readonly Readonly<Retest>[];
};

const SPREADS = 60;
const SPREADS_MIN = 20;
const SORTING = new Float64Array(SPREADS);

function medianSpread(ring: CandleRing): number | null {
  const count = Math.min(SPREADS, heldCandles(ring));
  if (count < SPREADS_MIN) return null;
  // One buffer for all: a view is made for every signal, and numbers in a typed array sort ten times as fast.
  const spreads = SORTING.subarray(0, count);
  for (let back = 0; back < count; back += 1) spreads[back] = cellAt(ring, ring.spreadPoints, back);
  return spreads.sort()[Math.floor(count / 2)] ?? null;
}

/** Fewer M5 bars than this are not a structure. */
const M5_SEEN_MIN = 60;

/** A view that later bars do not change, or null while fewer than 60 M5 bars are known. */
export function structureView(state: MarketState, symbol: string): StructureView | null {
  const market = state.get(symbol);
  if (market === undefined || market.m5.taken < M5_SEEN_MIN) return null;
  const { m1, m5, structure, atrWindow } = market;
  const atrM5 = atrValue(market.atrM5);
  return {
    symbol,
    at: market.lastTime + 60_000,
    lastClose: cellAt(m1, m1.close, 0),
    spreadPoints: cellAt(m1, m1.spreadPoints, 0),
    spreadMedian: medianSpread(m1),
    bars: { M1: m1.taken, M5: m5.taken },
    missingMinutes: market.missingMinutes,
    lastGap: market.lastGap,
    atrM1: atrValue(market.atrM1),
    atrM5,
    atrPercentile: atrM5 === null ? null : percentileOf(atrWindow, atrM5),
    regime: regimeOf(atrWindow, atrM5),
    volumeRatio: { M1: volumeRatio(m1), M5: volumeRatio(m5) },
    trend: structure.trend,
    swingHigh: structure.high,
    swingLow: structure.low,
    lastBreak: { BUY: structure.lastUp, SELL: structure.lastDown },
    retest: market.retest === null ? null : { ...market.retest },
    retests: [...market.retests],
  };
}
