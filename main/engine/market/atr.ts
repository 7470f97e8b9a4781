import { assert } from '#shared/lib';

/** Wilder's average true range, in price units, one bar at a time. `value` counts once `seen` has reached `period`. */
export type Atr = { readonly period: number; seen: number; lastClose: number; value: number };

export function createAtr(period: number): Atr {
  assert(Number.isInteger(period) && period > 0, 'an average true range covers at least one bar');
  return { period, seen: 0, lastClose: 0, value: 0 };
}

/** Takes one closed bar. The first `period` ranges are averaged plainly; after that the new one weighs 1/period (Wilder 1978). */
export function foldAtr(atr: Atr, high: number, low: number, close: number): void {
  // max(high, previous close) - min(low, previous close) is the largest of Wilder's three ranges.
  const range = atr.seen === 0 ? high - low : Math.max(high, atr.lastClose) - Math.min(low, atr.lastClose);
  atr.seen += 1;
  atr.value += (range - atr.value) / Math.min(atr.seen, atr.period);
  atr.lastClose = close;
}

/** The average, or null while fewer than `period` bars were seen. */
export const atrValue = (atr: Atr): number | null => (atr.seen >= atr.period ? atr.value : null);
