import { assert } from '#shared/lib';

/** A closed candle as charts and checks read it. `minutes` is how many M1 bars it was made of. */
export type Candle = {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly spreadPoints: number;
  readonly minutes: number;
};

/** The last `capacity` candles in columns: taking one overwrites the oldest and allocates nothing. */
export type CandleRing = {
  readonly capacity: number;
  /** Candles taken since the start, also those overwritten. */
  taken: number;
  readonly time: number[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
  readonly spreadPoints: number[];
  readonly minutes: number[];
};

export function createCandleRing(capacity: number): CandleRing {
  assert(Number.isInteger(capacity) && capacity > 0, 'a ring holds at least one candle');
  const column = (): number[] => new Array<number>(capacity).fill(0);
  return {
    capacity,
    taken: 0,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    spreadPoints: column(),
    minutes: column(),
  };
}

export function pushCandle(ring: CandleRing, candle: Omit<Candle, 'minutes'>, minutes: number): void {
  const slot = ring.taken % ring.capacity;
  ring.time[slot] = candle.time;
  ring.open[slot] = candle.open;
  ring.high[slot] = candle.high;
  ring.low[slot] = candle.low;
  ring.close[slot] = candle.close;
  ring.volume[slot] = candle.volume;
  ring.spreadPoints[slot] = candle.spreadPoints;
  ring.minutes[slot] = minutes;
  ring.taken += 1;
}

/** How many candles can be read. */
export const heldCandles = (ring: CandleRing): number => Math.min(ring.taken, ring.capacity);

/** One cell of a column, `back` candles before the newest (0 is the newest). The candle must still be held. */
export const cellAt = (ring: CandleRing, column: readonly number[], back: number): number =>
  column[(ring.taken - 1 - back) % ring.capacity] ?? 0;

/** The newest candles, oldest first, at most `count`. */
export function candlesOf(ring: CandleRing, count: number): Candle[] {
  const candles: Candle[] = [];
  for (let back = Math.min(count, heldCandles(ring)) - 1; back >= 0; back -= 1) {
    candles.push({
      time: cellAt(ring, ring.time, back),
      open: cellAt(ring, ring.open, back),
      high: cellAt(ring, ring.high, back),
      low: cellAt(ring, ring.low, back),
      close: cellAt(ring, ring.close, back),
      volume: cellAt(ring, ring.volume, back),
      spreadPoints: cellAt(ring, ring.spreadPoints, back),
      minutes: cellAt(ring, ring.minutes, back),
    });
  }
  return candles;
}

/** The newest candle's volume over the mean of up to 20 before it; null when those had none. */
export function volumeRatio(ring: CandleRing): number | null {
  const before = Math.min(20, heldCandles(ring) - 1);
  let sum = 0;
  for (let back = 1; back <= before; back += 1) sum += cellAt(ring, ring.volume, back);
  return sum > 0 ? (cellAt(ring, ring.volume, 0) * before) / sum : null;
}
