import type { SymbolSpec } from '#shared/domain';

type Sessions = NonNullable<SymbolSpec['sessions']>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 1970 began on a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Sessions of each weekday (Sunday is 0; from and to in minutes of the day) as those of the week, in order, touching ones joined. */
export function weekOf(days: readonly (readonly [day: number, from: number, to: number])[]): Sessions {
  const all = days
    .filter(([, from, to]) => to > from)
    .map(([day, from, to]): [number, number] => [day * DAY_MINUTES + from, day * DAY_MINUTES + to])
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [from, to] of all) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** Minutes of the server's week, from Sunday 00:00, with their fraction. */
const minuteOf = (serverMs: number): number =>
  (((serverMs / MINUTE_MS + EPOCH_WEEKDAY * DAY_MINUTES) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;

/** Whether it is traded at a moment of the trade server's clock (ms). Without any session nothing is. */
export function isInSession(sessions: Sessions, serverMs: number): boolean {
  const minute = minuteOf(serverMs);
  return sessions.some(([from, to]) => minute >= from && minute < to);
}

/**
 * When a market opens next (UTC ms), from its sessions and the server's offset from UTC; null while it is open, and where there
 * is no session at all.
 */
export function opensNext(sessions: Sessions, utcMs: number, offsetMs: number): number | null {
  const serverMs = utcMs + offsetMs;
  if (sessions.length === 0 || isInSession(sessions, serverMs)) return null;
  const minute = minuteOf(serverMs);
  const waits = sessions.map(([from]) => (from > minute ? from - minute : from - minute + WEEK_MINUTES));
  return Math.round(utcMs + Math.min(...waits) * MINUTE_MS);
}
