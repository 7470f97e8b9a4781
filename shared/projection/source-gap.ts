import type { Source } from '#shared/domain';
import type { ReadonlyCockpit } from './state.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Why a source is silent for longer than its rhythm allows, in words; null: it is not. Time counts only while something is expected:
 * from Monday to Friday, within its hours (UTC), and since the source is set as it is.
 */
export function sourceGap(
  { intake, sourceSince }: Pick<ReadonlyCockpit, 'intake' | 'sourceSince'>,
  source: Source,
  nowMs: number,
): string | null {
  const { rhythm, enabled, id } = source;
  if (rhythm === null || !enabled) return null;
  const opened = expectedSince(rhythm.hours, nowMs);
  if (opened === null) return null;
  const heard = intake.bySource?.[id]?.lastAt ?? 0;
  const since = Math.max(opened, heard, sourceSince.get(id) ?? 0);
  const silentMin = Math.floor((nowMs - since) / MINUTE_MS);
  if (silentMin < rhythm.everyMinutes) return null;
  return `Nothing came for ${silentMin} min; it should come every ${rhythm.everyMinutes} min`;
}

/** Since when something is expected without a break, UTC ms; null: nothing is expected now. */
function expectedSince(hours: NonNullable<Source['rhythm']>['hours'], nowMs: number): number | null {
  const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const weekday = new Date(midnight).getUTCDay();
  if (hours === null) return weekday === 0 || weekday === 6 ? null : midnight - (weekday - 1) * DAY_MS;
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const now = Math.floor((nowMs - midnight) / MINUTE_MS);
  const isOverMidnight = from > to;
  if (isOverMidnight ? now < from && now >= to : now < from || now >= to) return null;
  // After midnight the hours began the day before.
  const began = isOverMidnight && now < to ? midnight - DAY_MS : midnight;
  const day = new Date(began).getUTCDay();
  return day === 0 || day === 6 ? null : began + from * MINUTE_MS;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
