import { Temporal } from 'temporal-polyfill';

/** What a date such as 04/09/2026 begins with. */
export type DayOrder = 'day-first' | 'month-first';

/** A moment as written: an instant, a wall time whose zone the file does not say, or no time of day at all. */
export type Written =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'wall'; readonly wall: Temporal.PlainDateTime }
  | { readonly kind: 'day' }
  | { readonly kind: 'unreadable' };

/** The zone of MetaTrader's trade servers: seven hours ahead of New York, so that the day ends with its close. */
export const SERVER_ZONE = 'mt5';
const SERVER_AHEAD_HOURS = 7;

const NO_TIME = /all[ -]?day|tentative|^day \d|^tbd$|^n\/?a$/i;
const ISO = /^(\d{4})[-./](\d{2})[-./](\d{2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?))?$/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m)?$/i;
const EPOCH = /^\d{10}(\d{3})?$/;
const UNREADABLE: Written = { kind: 'unreadable' };

/** Reads a date cell and, where there is one, a time cell. `order` decides what 04/09/2026 means. */
export function readMoment(date: string, time: string, order: DayOrder | null): Written {
  if (NO_TIME.test(date) || NO_TIME.test(time)) return { kind: 'day' };
  if (EPOCH.test(date)) return { kind: 'instant', at: date.length === 10 ? Number(date) * 1000 : Number(date) };
  const iso = ISO.exec(date);
  if (iso !== null) {
    const [, year = '', month = '', day = '', clock = time, offset] = iso;
    return momentOf([Number(year), Number(month), Number(day)], clock, offset);
  }
  const slashed = SLASHED.exec(date);
  if (slashed === null || order === null) return UNREADABLE;
  const [, first = '', second = '', year = '', clock = time] = slashed;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return momentOf([Number(year), Number(month), Number(day)], clock, undefined);
}

function momentOf([year, month, day]: readonly [number, number, number], clock: string, offset: string | undefined): Written {
  if (clock.trim() === '') return { kind: 'day' };
  const parts = CLOCK.exec(clock.trim());
  if (parts === null) return UNREADABLE;
  const [, hours = '', minutes = '', seconds = '0', half] = parts;
  const isNoon = half !== undefined && Number(hours) === 12;
  const hour = (isNoon ? 0 : Number(hours)) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  try {
    const fields = { year, month, day, hour, minute: Number(minutes), second: Number(seconds) };
    const wall = Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
    if (offset === undefined) return { kind: 'wall', wall };
    const zone = /^(Z|UTC|GMT)$/i.test(offset) ? 'UTC' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
    return { kind: 'instant', at: wall.toZonedDateTime(zone).epochMilliseconds };
  } catch {
    return UNREADABLE;
  }
}

/** A wall time of a zone as UTC milliseconds. Of an hour that comes twice the first counts. Throws RangeError for an unknown zone. */
export const instantIn = (wall: Temporal.PlainDateTime, zone: string): number =>
  zone === SERVER_ZONE
    ? wall.subtract({ hours: SERVER_AHEAD_HOURS }).toZonedDateTime('America/New_York').epochMilliseconds
    : wall.toZonedDateTime(zone).epochMilliseconds;

/** True for names this machine knows as a time zone, and for `mt5`. */
export function isKnownZone(zone: string): boolean {
  if (zone === SERVER_ZONE) return true;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** How a file writes its dates, from one whose first or second number can only be a day; null while all could be both. */
export function dayOrderOf(dates: readonly string[]): DayOrder | null {
  for (const date of dates) {
    const [, first = '0', second = '0'] = SLASHED.exec(date) ?? [];
    if (Number(first) > 12) return 'day-first';
    if (Number(second) > 12) return 'month-first';
  }
  return null;
}
