import { sessionsOpen, wallTimeOf, type MarketCentre } from '#shared/instruments';
import type { DayReset } from '#shared/rulebooks';
import { zoneMinutes } from './zone-minutes.ts';

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;

/** Minutes since 1970 on a zone's wall clock. `zone` is an IANA name; an unknown one is a RangeError. */
const wallMinutes = (zone: string, atMs: number): number => Math.floor(atMs / 60_000) + zoneMinutes(zone, atMs);

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
export const weekdayOfDay = (day: PlainDay): number => wallTimeOf(day * DAY_MINUTES).weekday;

/** A day as 2026-08-04. */
export const isoDay = (day: PlainDay): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The sessions open at an instant, in Sydney-to-New York order; none at the weekend and in the quiet hours. */
export const openSessions = (atMs: number): readonly MarketCentre['session'][] =>
  sessionsOpen(atMs, (zone, at) => wallTimeOf(wallMinutes(zone, at)));
