import { TIMEFRAME_MS } from '#shared/domain';
import { cellAt, heldCandles, type CandleRing } from './candle-ring.ts';

/** A turning point of M5. It exists from `confirmedAt`, the close of its last right-hand bar, and not before. */
export type Swing = {
  readonly side: 'high' | 'low';
  readonly price: number;
  /** Opening moment of the pivot's bar. */
  readonly time: number;
  readonly confirmedAt: number;
};

/** The swing that the newest candle confirms, or null. Bars that are equal to the pivot on either side deny it. */
export function confirmedSwing(ring: CandleRing, side: Swing['side'], left: number, right: number): Swing | null {
  if (heldCandles(ring) < left + right + 1) return null;
  const column = side === 'high' ? ring.high : ring.low;
  const direction = side === 'high' ? 1 : -1;
  const price = cellAt(ring, column, right);
  for (let back = 0; back <= left + right; back += 1) {
    if (back !== right && direction * (price - cellAt(ring, column, back)) <= 0) return null;
  }
  return { side, price, time: cellAt(ring, ring.time, right), confirmedAt: cellAt(ring, ring.time, 0) + TIMEFRAME_MS.M5 };
}
