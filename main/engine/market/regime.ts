import type { Regime } from '#shared/strategies';
import { percentileOf, type RankWindow } from './rank-window.ts';

/** M5 ATRs compared: about two trading days. */
export const REGIME_WINDOW = 500;
/** Fewer than this say nothing. */
const REGIME_SEEN_MIN = 100;
const LOW_PERCENTILE = 25;
const HIGH_PERCENTILE = 75;

/** The regime of an ATR among the ATRs of the window: low below the 25th percentile, high above the 75th. */
export function regimeOf(window: RankWindow, atr: number | null): Regime {
  const percentile = atr === null || window.sorted.length < REGIME_SEEN_MIN ? null : percentileOf(window, atr);
  if (percentile === null) return 'unknown';
  return percentile < LOW_PERCENTILE ? 'low' : percentile > HIGH_PERCENTILE ? 'high' : 'medium';
}
