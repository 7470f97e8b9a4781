import { newYorkLagHours } from '#shared/instruments';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The server's wall clock as if it were UTC: New York + 7 h, so that the day changes at 17:00 in New York. */
export const serverTime = (atMs: number): number => atMs + (7 - newYorkLagHours(atMs)) * HOUR;

/** The next moment at which the server's day changes. */
export function nextMidnight(atMs: number): number {
  const wall = (Math.floor(serverTime(atMs) / DAY) + 1) * DAY;
  const guess = wall - (7 - newYorkLagHours(atMs)) * HOUR;
  return wall - (7 - newYorkLagHours(guess)) * HOUR;
}

/** Open from and to, in minutes of the server's day, for each weekday beginning with Sunday. */
export type Sessions = readonly (readonly (readonly [from: number, to: number])[])[];
export type Hours = 'fx' | 'metal' | Sessions;

const week = (weekday: readonly (readonly [number, number])[]): Sessions => [[], weekday, weekday, weekday, weekday, weekday, []];
/** Spot FX: Sunday to Friday 17:00 New York. Metals also rest in the hour from 17:00 New York. */
const NAMED = { fx: week([[0, 1_440]]), metal: week([[60, 1_440]]) } as const;

export function isTradingTime(hours: Hours, atMs: number, holidays: readonly string[] = []): boolean {
  const local = serverTime(atMs);
  if (holidays.length > 0 && holidays.includes(new Date(local).toISOString().slice(0, 10))) return false;
  const sessions = typeof hours === 'string' ? NAMED[hours] : hours;
  const minute = (((local % DAY) + DAY) % DAY) / MINUTE;
  return (sessions[new Date(local).getUTCDay()] ?? []).some(([from, to]) => minute >= from && minute < to);
}

/** A market that does not open within this is treated as closed without an opening time. */
const LOOK_AHEAD = 21 * DAY;

/** The next moment the market opens after a closed one; null while it is open, and when it stays closed for three weeks. */
export function opensNext(hours: Hours, atMs: number, holidays: readonly string[] = []): number | null {
  if (isTradingTime(hours, atMs, holidays)) return null;
  const step = typeof hours === 'string' ? 30 * MINUTE : MINUTE;
  for (let next = Math.floor(atMs / step) * step + step; next < atMs + LOOK_AHEAD; next += step)
    if (isTradingTime(hours, next, holidays)) return next;
  return null;
}
