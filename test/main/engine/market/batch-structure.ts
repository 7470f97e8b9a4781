import type { Bar } from '#shared/domain';

/** Swings and breaks found over a whole series at once, with plain arrays: a second opinion on the streaming detector. */
export type BatchBreak = {
  readonly kind: 'bos' | 'choch';
  readonly side: 'BUY' | 'SELL';
  readonly level: number;
  readonly at: number;
};
type Five = { time: number; high: number; low: number; close: number; spread: number };

const FIVE = 300_000;

export function fiveMinuteBars(bars: readonly Bar[]): Five[] {
  const groups = Map.groupBy(bars, (bar) => Math.floor(bar.time / FIVE) * FIVE);
  const fives = [...groups].map(([time, group]) => ({
    time,
    high: Math.max(...group.map((bar) => bar.high)),
    low: Math.min(...group.map((bar) => bar.low)),
    close: group.at(-1)?.close ?? 0,
    spread: group.at(-1)?.spreadPoints ?? 0,
  }));
  // The last one counts only when its last minute is there.
  if ((bars.at(-1)?.time ?? 0) % FIVE !== FIVE - 60_000) fives.pop();
  return fives;
}

export function wilder(bars: readonly Five[], period: number): (number | null)[] {
  const ranges = bars.map((bar, i) => {
    const before = bars[i - 1]?.close ?? bar.close;
    return i === 0 ? bar.high - bar.low : Math.max(bar.high - bar.low, Math.abs(bar.high - before), Math.abs(bar.low - before));
  });
  let atr = ranges.slice(0, period).reduce((sum, range) => sum + range, 0) / period;
  return ranges.map((range, i) => {
    if (i >= period) atr = (atr * (period - 1) + range) / period;
    return i >= period - 1 ? atr : null;
  });
}

export function batchBreaks(bars: readonly Bar[], point: number): BatchBreak[] {
  const fives = fiveMinuteBars(bars);
  const atrs = wilder(fives, 14);
  const isPivot = (i: number, of: (bar: Five) => number): boolean =>
    i >= 3 && i + 3 < fives.length && [-3, -2, -1, 1, 2, 3].every((away) => of(fives[i] as Five) > of(fives[i + away] as Five));
  const found: BatchBreak[] = [];
  const used = new Set<string>();
  let trend = '';
  fives.forEach((bar, now) => {
    const atr = atrs[now];
    if (atr === null || atr === undefined) return;
    for (const [side, of, sign] of [
      ['BUY', (five: Five) => five.high, 1],
      ['SELL', (five: Five) => -five.low, -1],
    ] as const) {
      let pivot = now - 4;
      // Only swings confirmed after the ATR was known: the 14th bar or later.
      while (pivot + 3 >= 13 && !isPivot(pivot, of)) pivot -= 1;
      const key = `${side}${pivot}`;
      if (pivot + 3 < 13 || used.has(key)) continue;
      const level = sign * of(fives[pivot] as Five);
      if (sign * (bar.close - level) <= Math.max(0.1 * atr, bar.spread * point) + point / 1000) continue;
      used.add(key);
      found.push({ kind: trend !== '' && trend !== side ? 'choch' : 'bos', side, level, at: bar.time + FIVE });
      trend = side;
    }
  });
  return found;
}
