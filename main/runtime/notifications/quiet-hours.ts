import { zoneOffsetMs } from '#engine';
import type { Alarm } from '#shared/domain';

/** Times of a day, `HH:MM`, in an IANA zone; they may go over midnight. Levels in `except` are told all the same. */
export type QuietHours = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly except: readonly Alarm['level'][];
};

const DAY_MIN = 1_440;

/** From `from`, inclusive, until `to`, exclusive, by the clock on the wall there. */
export function isQuiet({ from, to, timeZone }: QuietHours, atMs: number): boolean {
  const minute = Math.floor((atMs + zoneOffsetMs(timeZone, atMs)) / 60_000);
  const now = ((minute % DAY_MIN) + DAY_MIN) % DAY_MIN;
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start < end ? now >= start && now < end : now >= start || now < end;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
