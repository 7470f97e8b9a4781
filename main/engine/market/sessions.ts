import {
  isOfficeHour,
  isWeekShut,
  MARKET_CENTRES,
  sessionsOpen,
  wallTimeOf,
  WEEK_TURN as WEEK_TURN_THERE,
  type MarketCentre,
  type WallTime,
} from '#shared/instruments';
import { present } from '#shared/lib';
import type { SessionName } from '#shared/strategies';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from './zone.ts';

/** A centre whose office hours are a session. */
export type MarketSession = Exclude<SessionName, 'any'>;

/** The market is closed from Friday to Sunday at this time in New York. */
export const WEEK_ZONE = WEEK_TURN_THERE.zone;
export const WEEK_TURN = WEEK_TURN_THERE.minutes;
export const SUNDAY = 0;
export const FRIDAY = 5;

/** Weekday (0 is Sunday) and minutes past midnight on a zone's wall clock. */
export const wallClock = (zone: string, atMs: number): WallTime =>
  wallTimeOf(Math.floor((atMs + zoneOffsetMs(zone, atMs)) / 60_000));

/** True from Friday 17:00 to Sunday 17:00 in New York. */
export const isWeekend = (nowMs: number): boolean => isWeekShut(nowMs, wallClock);

/** The sessions open at an instant: two where they overlap, none at the weekend and in the quiet hours between. */
export const sessionsAt = (nowMs: number): MarketSession[] => sessionsOpen(nowMs, wallClock);

/** The next instant after this one at which a session opens: any, or the one named. Ties go to the first in Sydney-to-New York order. */
export function nextSessionStart(
  nowMs: number,
  session: SessionName = 'any',
): { readonly session: MarketSession; readonly at: number } {
  let next: { session: MarketSession; at: number } | null = null;
  for (const hours of MARKET_CENTRES) {
    if (session !== 'any' && session !== hours.session) continue;
    const at = nextStart(hours, nowMs);
    if (next === null || at < next.at) next = { session: hours.session, at };
  }
  return present(next, 'every session opens again');
}

/** A session starts with its office hours, or with the week when the office opens before the market does. */
function nextStart(hours: MarketCentre, nowMs: number): number {
  for (let day = localDayStart(hours.zone, nowMs); ; day = nextLocalMidnight(hours.zone, day)) {
    const opens = localTimeOf(hours.zone, day, hours.opens);
    const at = isWeekend(opens) ? weekStart(opens) : opens;
    if (at > nowMs && isOfficeHour(hours, at, wallClock) && at < localTimeOf(hours.zone, day, hours.closes)) return at;
  }
}

/** Sunday 17:00 in New York of the weekend that contains an instant. */
export function weekStart(atMs: number): number {
  let day = localDayStart(WEEK_ZONE, atMs);
  while (wallClock(WEEK_ZONE, day).weekday !== SUNDAY) day = nextLocalMidnight(WEEK_ZONE, day);
  return localTimeOf(WEEK_ZONE, day, WEEK_TURN);
}
