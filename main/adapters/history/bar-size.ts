import type { Bar } from '#shared/domain';
import { HistoryFault } from './history-fault.ts';

const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
const MINUTES: Readonly<Record<string, number>> = { M1: 1, M5: 5, M15: 15, M30: 30, H1: 60, H4: 240, D1: 1_440, W1: 10_080 };
/** Rows that this many of the first ones are looked at, and fewer than which tell nothing. */
const [LOOKED_AT, ENOUGH] = [2_000, 10];

/** The usual distance of bars, ms; 0 where there are fewer than two. */
function usualDistance(bars: readonly Bar[]): number {
  const counts = new Map<number, number>();
  for (const [index, { time }] of bars.slice(0, LOOKED_AT).entries()) {
    const before = bars[index - 1];
    if (before !== undefined) counts.set(time - before.time, (counts.get(time - before.time) ?? 0) + 1);
  }
  const [usual] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0]);
  return usual;
}

/** How long the bars of a file are, ms: as its name says, else as they are apart. */
export function sizeOf(named: string | null, bars: readonly Bar[]): number {
  const minutes = MINUTES[named ?? ''];
  if (minutes !== undefined) return minutes * MINUTE_MS;
  const usual = Math.max(usualDistance(bars), MINUTE_MS);
  // Two days around a weekend are days.
  return usual > DAY_MS && usual < 7 * DAY_MS ? DAY_MS : usual;
}

/** M1, H4, D1, or so many minutes. */
export const sizeName = (everyMs: number): string =>
  Object.entries(MINUTES).find(([, minutes]) => minutes * MINUTE_MS === everyMs)?.[0] ?? `${everyMs / MINUTE_MS}-minute`;

/** Bars of five minutes, or of an hour, are no M1 bars, whatever the file is called. */
export function checkSpacing(file: string, everyMs: number, bars: readonly Bar[]): void {
  const usual = usualDistance(bars);
  if (bars.length < ENOUGH || usual <= everyMs) return;
  const [name, asked, seen] = [sizeName(everyMs), everyMs / MINUTE_MS, usual / MINUTE_MS];
  throw new HistoryFault(file, 0, `the bars are ${seen} minutes apart, ${name} bars ${asked}: give a file of ${name} bars`);
}
