import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import { tidy } from '../account/index.ts';

/** Shares of the bar's time at which its four ticks come. The close comes a second before the end of a minute. */
const MOMENTS = [0, 0.25, 0.5, 59 / 60] as const;

/**
 * Four ticks that a closed bar may have been made of: open, then the two extremes, then close. A rising bar is taken to
 * have dipped first and a falling one to have risen first: the order that hurts a trade with the bar's direction, so a
 * stop and a target inside one bar count as the stop. The ask is the bid plus the bar's spread throughout.
 */
export function ticksOfBar(bar: Bar, point: number): readonly Quote[] {
  const { symbol, time, open, high, low, close, timeframe } = bar;
  const path = close >= open ? [open, low, high, close] : [open, high, low, close];
  const spread = bar.spreadPoints * point;
  return path.map((bid, step) => ({
    symbol,
    bid,
    ask: tidy(bid + spread),
    at: time + (MOMENTS[step] ?? 0) * TIMEFRAME_MS[timeframe],
  }));
}
