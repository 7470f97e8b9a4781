import { newYorkLagHours } from '#shared/instruments';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Whose summer time a trade server's clock follows. */
export const ZONE_RULES = ['new-york', 'europe', 'none'] as const;
export type ZoneRule = (typeof ZONE_RULES)[number];

/**
 * How far summer time has put a clock forward at a moment, ms. Europe: from the last Sunday of March to that of October, 01:00 UTC
 * (Directive 2000/84/EC); New York: from the second Sunday of March to the first of November, 02:00 local.
 */
export function forwardMs(rule: ZoneRule, utcMs: number): number {
  if (rule === 'none') return 0;
  if (rule === 'new-york') return (5 - newYorkLagHours(utcMs)) * HOUR;
  const year = new Date(utcMs).getUTCFullYear();
  return utcMs >= lastSunday(year, 2) + HOUR && utcMs < lastSunday(year, 9) + HOUR ? HOUR : 0;
}

/** Midnight UTC of the last Sunday of a month of 31 days (January = 0). */
function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month, 31);
  return last - new Date(last).getUTCDay() * DAY;
}

/** An offset from UTC that a server's clock had at a moment, both ms. */
export type SeenOffset = { readonly at: number; readonly offsetMs: number };

/** The rules under which all that was seen is one clock: it has the same offset in winter each time. */
export const rulesFor = (seen: readonly SeenOffset[]): readonly ZoneRule[] =>
  ZONE_RULES.filter((rule) => new Set(seen.map(({ at, offsetMs }) => offsetMs - forwardMs(rule, at))).size === 1);

/**
 * What is worth keeping of what was seen: the newest of each offset and season, as only they tell rules apart. A clock that follows no
 * rule any more has been set otherwise: what was seen before says nothing of it.
 */
export function kept(seen: readonly SeenOffset[], next: SeenOffset): readonly SeenOffset[] {
  const seasonOf = ({ at, offsetMs }: SeenOffset): string =>
    [offsetMs, forwardMs('new-york', at), forwardMs('europe', at)].join();
  const all = [...seen.filter((one) => seasonOf(one) !== seasonOf(next)), next];
  return rulesFor(all).length === 0 ? [next] : all;
}
