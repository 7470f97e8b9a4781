import { directionOf, TIMEFRAME_MS, type Side } from '#shared/domain';
import { cellAt, volumeRatio, type CandleRing } from './candle-ring.ts';
import type { DetectorSettings } from './settings.ts';
import { confirmedSwing, type Swing } from './swing.ts';

/** An M5 close beyond a confirmed swing: with the trend a break of structure, against it a change of character. */
export type StructureBreak = {
  readonly kind: 'bos' | 'choch';
  readonly side: Side;
  /** The swing's price and the opening moment of its bar. */
  readonly level: number;
  readonly levelTime: number;
  /** Closing moment of the M5 candle that broke it. */
  readonly at: number;
  readonly close: number;
  /** How far beyond the level it had to close, as a price distance. */
  readonly tolerance: number;
  readonly atr: number;
  readonly volumeRatio: number | null;
  readonly previousHigh: number | null;
  readonly previousLow: number | null;
};

/** What M5 has built. `isHighBroken` is true once the last swing high had its break: a level breaks once. */
export type Structure = {
  trend: 'up' | 'down' | 'none';
  high: Swing | null;
  isHighBroken: boolean;
  low: Swing | null;
  isLowBroken: boolean;
  lastUp: StructureBreak | null;
  lastDown: StructureBreak | null;
  /** The newest swings, oldest first, at most 64; for charts. */
  readonly swings: Swing[];
  /** The newest breaks, oldest first, at most 32; for charts. */
  readonly breaks: StructureBreak[];
};

const SWINGS_MAX = 64;
const BREAKS_MAX = 32;

export const createStructure = (): Structure => ({
  trend: 'none',
  high: null,
  isHighBroken: false,
  low: null,
  isLowBroken: false,
  lastUp: null,
  lastDown: null,
  swings: [],
  breaks: [],
});

/** Distances of one M5 close: its ATR and spread, and the slack that decimal prices need when they are compared. */
export type Measure = { readonly atr: number; readonly spread: number; readonly slack: number };

/**
 * Takes the newest M5 candle of the ring and returns the break it made. Call it only once the ATR is known: a swing
 * confirmed earlier could be passed by while no break can be measured, and would then break long after the fact.
 */
export function foldStructure(
  structure: Structure,
  ring: CandleRing,
  measure: Measure,
  settings: DetectorSettings,
): StructureBreak | null {
  const made = brokenBy(structure, ring, measure, settings, 'BUY') ?? brokenBy(structure, ring, measure, settings, 'SELL');
  if (made !== null) {
    if (made.side === 'BUY') {
      structure.isHighBroken = true;
      structure.lastUp = made;
    } else {
      structure.isLowBroken = true;
      structure.lastDown = made;
    }
    structure.trend = made.side === 'BUY' ? 'up' : 'down';
    keep(structure.breaks, made, BREAKS_MAX);
  }
  // A pivot's right-hand bars lie inside it, so the candle that confirms a swing cannot also break it.
  const high = confirmedSwing(ring, 'high', settings.swingLeft, settings.swingRight);
  if (high !== null) {
    structure.high = high;
    structure.isHighBroken = false;
    keep(structure.swings, high, SWINGS_MAX);
  }
  const low = confirmedSwing(ring, 'low', settings.swingLeft, settings.swingRight);
  if (low !== null) {
    structure.low = low;
    structure.isLowBroken = false;
    keep(structure.swings, low, SWINGS_MAX);
  }
  return made;
}

function brokenBy(
  of: Structure,
  ring: CandleRing,
  measure: Measure,
  settings: DetectorSettings,
  side: Side,
): StructureBreak | null {
  const swing = side === 'BUY' ? of.high : of.low;
  if (swing === null || (side === 'BUY' ? of.isHighBroken : of.isLowBroken)) return null;
  const close = cellAt(ring, ring.close, 0);
  const tolerance = Math.max(settings.breakAtr * measure.atr, settings.breakSpreads * measure.spread);
  if (directionOf(side) * (close - swing.price) <= tolerance + measure.slack) return null;
  return {
    kind: of.trend === (side === 'BUY' ? 'down' : 'up') ? 'choch' : 'bos',
    side,
    level: swing.price,
    levelTime: swing.time,
    at: cellAt(ring, ring.time, 0) + TIMEFRAME_MS.M5,
    close,
    tolerance,
    atr: measure.atr,
    volumeRatio: volumeRatio(ring),
    previousHigh: of.high?.price ?? null,
    previousLow: of.low?.price ?? null,
  };
}

function keep<T>(list: T[], item: T, max: number): void {
  list.push(item);
  if (list.length > max) list.shift();
}
