import { MARKET_CENTRES, WEEK_TURN, type MarketCentre } from '#shared/instruments';
import type { DayReset } from '#shared/rulebooks';

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;
/** 1970 began on a Thursday; Sunday is 0. */
const EPOCH_WEEKDAY = 4;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes since 1970 on a zone's wall clock. `zone` is an IANA name; an unknown one is a RangeError. */
function wallMinutes(zone: string, atMs: number): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000;
}

const weekdayOf = (days: number): number => (days + EPOCH_WEEKDAY) % 7;

/** A day without a time or a zone: days since 1970. */
export type PlainDay = number;

/**
 * The firm's day that an instant belongs to. A day that begins in the afternoon is the one its trading ends on: what is done
 * after 17:00 in New York on a Sunday belongs to Monday.
 */
export function firmDay(atMs: number, { zone, minuteOfDay }: Pick<DayReset, 'zone' | 'minuteOfDay'>): PlainDay {
  const shift = minuteOfDay > DAY_MINUTES / 2 ? DAY_MINUTES - minuteOfDay : -minuteOfDay;
  return Math.floor((wallMinutes(zone, atMs) + shift) / DAY_MINUTES);
}

/** 0 is Sunday. */
export const weekdayOfDay = (day: PlainDay): number => weekdayOf(day);

/** A day as 2026-08-04. */
export const isoDay = (day: PlainDay): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The sessions open at an instant, in Sydney-to-New York order; none at the weekend and in the quiet hours. */
export function openSessions(atMs: number): readonly MarketCentre['session'][] {
  const turn = wallMinutes(WEEK_TURN.zone, atMs);
  const [weekday, minutes] = [weekdayOf(Math.floor(turn / DAY_MINUTES)), turn % DAY_MINUTES];
  const isShut =
    weekday === 6 || (weekday === 5 && minutes >= WEEK_TURN.minutes) || (weekday === 0 && minutes < WEEK_TURN.minutes);
  return isShut ? [] : MARKET_CENTRES.filter((centre) => isOffice(centre, atMs)).map(({ session }) => session);
}

function isOffice({ zone, opens, closes }: MarketCentre, atMs: number): boolean {
  const there = wallMinutes(zone, atMs);
  const [weekday, minutes] = [weekdayOf(Math.floor(there / DAY_MINUTES)), there % DAY_MINUTES];
  return weekday !== 0 && weekday !== 6 && minutes >= opens && minutes < closes;
}
