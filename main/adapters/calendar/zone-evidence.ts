import type { Temporal } from 'temporal-polyfill';
import { instantIn, SERVER_ZONE } from './moment.ts';

/** A release whose time of day in New York is published and does not move. */
type FixedRelease = { readonly title: RegExp; readonly hour: number; readonly minute: number };

/** Bureau of Labor Statistics, Census Bureau and Federal Reserve schedules. ADP's payroll report comes earlier and is left out. */
const FIXED_IN_NEW_YORK: readonly FixedRelease[] = [
  {
    title: /non-?farm (payrolls|employment change)|\bcpi\b.*[my]\/[my]|retail sales m\/m|unemployment claims|initial jobless/i,
    hour: 8,
    minute: 30,
  },
  { title: /ism (manufacturing|services|non-manufacturing) pmi|jolts/i, hour: 10, minute: 0 },
  { title: /fomc statement|federal funds rate|fed interest rate decision|fomc meeting minutes/i, hour: 14, minute: 0 },
];
const NOT_FIXED = /\badp\b/i;

export type WallEvent = { readonly title: string; readonly currency: string | null; readonly wall: Temporal.PlainDateTime };

/** Whether a zone puts the releases of a file at their published times: how many fit and how many do not. */
export function evidenceFor(zone: string, events: readonly WallEvent[]): { readonly fits: number; readonly misses: number } {
  let fits = 0;
  let misses = 0;
  for (const { title, currency, wall } of events) {
    const release =
      currency === 'USD' && !NOT_FIXED.test(title) ? FIXED_IN_NEW_YORK.find((one) => one.title.test(title)) : undefined;
    if (release === undefined) continue;
    const { hour, minute } = newYork(instantIn(wall, zone), wall);
    if (hour === release.hour && minute === release.minute) fits += 1;
    else misses += 1;
  }
  return { fits, misses };
}

const newYork = (at: number, like: Temporal.PlainDateTime): Temporal.PlainDateTime =>
  like
    .toZonedDateTime('UTC')
    .toInstant()
    .add({ milliseconds: at - like.toZonedDateTime('UTC').epochMilliseconds })
    .toZonedDateTimeISO('America/New_York')
    .toPlainDateTime();

const CANDIDATES = [
  'UTC',
  SERVER_ZONE,
  'America/New_York',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Athens',
  'Asia/Tokyo',
] as const;

/** The first usual zone that all fixed releases fit; null when none does or there are no such releases. */
export function fittingZone(events: readonly WallEvent[]): string | null {
  return (
    CANDIDATES.find((zone) => {
      const { fits, misses } = evidenceFor(zone, events);
      return fits > 0 && misses === 0;
    }) ?? null
  );
}
