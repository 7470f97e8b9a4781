import { TIMEFRAME_MS } from '#shared/domain';
import { cellAt, heldCandles } from './candle-ring.ts';
import type { MarketState, SymbolMarket } from './market-state.ts';

const HOUR = 3_600_000;
/** Fewer hours in common than these say nothing. */
const HOURS_MIN = 24;

/**
 * Pearson's correlation (-1..1) of the hourly returns of two symbols over the hours that both have: at most the 50 that the
 * M5 candles cover. Null while there are fewer than 24, or one of them did not move.
 */
export function hourlyCorrelation(state: MarketState, one: string, other: string): number | null {
  const [a, b] = [state.get(one), state.get(other)];
  if (a === undefined || b === undefined) return null;
  const [ofA, ofB] = [hourlyReturns(a), hourlyReturns(b)];
  const x: number[] = [];
  const y: number[] = [];
  for (const [hour, value] of ofA) {
    const beside = ofB.get(hour);
    if (beside === undefined) continue;
    x.push(value);
    y.push(beside);
  }
  return x.length < HOURS_MIN ? null : pearson(x, y);
}

type Returns = ReadonlyMap<number, number>;
const KNOWN = new WeakMap<SymbolMarket['m5'], { readonly taken: number; readonly returns: Returns }>();

/** Counted once for every candle: many pairs ask for the same symbol. */
function hourlyReturns({ m5 }: SymbolMarket): Returns {
  const known = KNOWN.get(m5);
  if (known?.taken === m5.taken) return known.returns;
  const returns = countedReturns(m5);
  KNOWN.set(m5, { taken: m5.taken, returns });
  return returns;
}

/** Return of each whole hour, by its end; hours without a candle at both ends have none. */
function countedReturns(m5: SymbolMarket['m5']): Returns {
  const closes = new Map<number, number>();
  for (let back = heldCandles(m5) - 1; back >= 0; back -= 1) {
    const end = cellAt(m5, m5.time, back) + TIMEFRAME_MS.M5;
    if (end % HOUR === 0) closes.set(end, cellAt(m5, m5.close, back));
  }
  const returns = new Map<number, number>();
  for (const [end, close] of closes) {
    const before = closes.get(end - HOUR);
    if (before !== undefined && before > 0) returns.set(end, close / before - 1);
  }
  return returns;
}

function pearson(x: readonly number[], y: readonly number[]): number | null {
  const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [at, value] of x.entries()) {
    const [dx, dy] = [value - mx, (y[at] ?? my) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx <= 0 || yy <= 0 ? null : xy / Math.sqrt(xx * yy);
}
