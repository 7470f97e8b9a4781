import { dayIn, looseTime, type DateOrder } from './loose-moment.ts';
import { isSerial, serialMoment } from './serial-moment.ts';
import { zoneBehind } from './zone-words.ts';

/** How the times of a file are written. `server`: a broker's own time, whose zone the file does not say; `loose`: the way round is open. */
export type TimeStyle =
  | 'iso'
  | 'epoch_s'
  | 'epoch_ms'
  | 'epoch_us'
  | 'epoch_ns'
  | 'server'
  | 'compact'
  | 'day_first'
  | 'serial'
  | 'loose'
  | DateOrder
  | 'ms_of_day';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;
/** 2026.03.02 14:05[:06[.007]], as MetaTrader writes; also with slashes. */
const DOTTED = /^(\d{4})[./](\d{2})[./](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/;
/** 20260302 140506[007], 20260302 14:05:06.007, and 20260302 140506 0070000 as NinjaTrader has ticks. */
const COMPACT =
  /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[ T]?(?:(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]?(\d{3})| (\d{3})\d{4})?)?$/;
/** 20260302-14:05:06.007: UTC by the FIX protocol, and so at Interactive Brokers. */
const FIX = /^(\d{4})(\d{2})(\d{2})-(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3}))?$/;
/** 02.03.2026 14:05:06.007, with GMT+0100 where it is a local time. */
const DAY_FIRST =
  /^(\d{2})\.(\d{2})\.(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?(?: (?:GMT|UTC)?([+-])(\d{2}):?(\d{2}))?$/;

/** Counts since 1970, told apart by their digits for any moment from 1974 on. */
const EPOCHS = [
  { style: 'epoch_s', form: /^\d{9,11}(?:\.\d+)?$/, inMs: (count: number) => count * 1_000 },
  { style: 'epoch_ms', form: /^\d{12,14}(?:\.\d+)?$/, inMs: (count: number) => count },
  { style: 'epoch_us', form: /^\d{15,16}$/, inMs: (count: number) => count / 1_000 },
  { style: 'epoch_ns', form: /^\d{18,19}$/, inMs: (count: number) => count / 1_000_000 },
] as const;

/** How a cell writes its time, with a zone's name behind it perhaps; null: not as any that is known. */
export const styleOf = (cell: string): TimeStyle | null => plainStyle(cell) ?? plainStyle(zoneBehind(cell)?.local ?? '');

function plainStyle(cell: string): TimeStyle | null {
  const epoch = COMPACT.test(cell) ? undefined : EPOCHS.find(({ form }) => form.test(cell));
  if (epoch !== undefined) return epoch.style;
  if (ISO.test(cell)) return 'iso';
  if (DOTTED.test(cell)) return 'server';
  if (DAY_FIRST.test(cell)) return 'day_first';
  if (COMPACT.test(cell) || FIX.test(cell)) return 'compact';
  if (isSerial(cell)) return 'serial';
  return looseTime(cell) === null ? null : 'loose';
}

/**
 * A wall clock's reading as if it were UTC, and what it says of its own zone: milliseconds ahead of UTC, null where it says none; or the
 * zone's name.
 */
export type Reading = { readonly asIfUtcMs: number; readonly zoneMs: number | null; readonly zone?: string };

/** Reads a cell; null where it is no such time, or an impossible one. */
export const readingOf = (cell: string, style: TimeStyle): Reading | null =>
  plainReading(cell, style) ?? namedReading(cell, style);

/** With a zone's name behind it; an offset beside the name (`-05:00[America/New_York]`) says more. */
function namedReading(cell: string, style: TimeStyle): Reading | null {
  const zoned = zoneBehind(cell);
  const reading = zoned === null ? null : plainReading(zoned.local, style);
  if (zoned === null || reading === null) return null;
  return reading.zoneMs === null ? { ...reading, zone: zoned.word } : reading;
}

function plainReading(cell: string, style: TimeStyle): Reading | null {
  switch (style) {
    case 'epoch_s':
    case 'epoch_ms':
    case 'epoch_us':
    case 'epoch_ns':
      return epochReading(cell, style);
    case 'iso':
      return isoReading(cell);
    case 'server':
      return wall(DOTTED.exec(cell)?.slice(1));
    case 'compact':
      return compactReading(cell);
    case 'serial': {
      const at = serialMoment(cell);
      return at === null ? null : { asIfUtcMs: at, zoneMs: null };
    }
    case 'loose':
    case 'dmy':
    case 'mdy':
    case 'ymd':
      return looseReading(cell, style === 'loose' ? 'dmy' : style);
    case 'ms_of_day':
      return /^\d{1,8}(\.\d+)?$/.test(cell) && Number(cell) < DAY_MS
        ? { asIfUtcMs: Math.floor(Number(cell)), zoneMs: null }
        : null;
    case 'day_first':
      return dayFirst(DAY_FIRST.exec(cell));
  }
}

function compactReading(cell: string): Reading | null {
  const match = COMPACT.exec(cell);
  if (match !== null) return wall([...match.slice(1, 7), match[7] ?? match[8]]);
  const at = wall(FIX.exec(cell)?.slice(1));
  return at === null ? null : { ...at, zoneMs: 0 };
}

function dayFirst(match: RegExpExecArray | null): Reading | null {
  if (match === null) return null;
  const [, day, month, year, ...clock] = match;
  const [sign, hours, minutes] = clock.slice(4);
  const zoneMs = sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
  const at = wall([year, month, day, ...clock.slice(0, 4)]);
  return at === null ? null : { ...at, zoneMs };
}

function looseReading(cell: string, order: DateOrder): Reading | null {
  const time = looseTime(cell);
  const day = time === null ? null : dayIn(time, order);
  return time === null || day === null || time.clockMs === null ? null : { asIfUtcMs: day + time.clockMs, zoneMs: time.zoneMs };
}

/** To the nearest millisecond; a count of other digits than the style's is none. */
function epochReading(cell: string, style: (typeof EPOCHS)[number]['style']): Reading | null {
  const epoch = EPOCHS.find((each) => each.style === style && each.form.test(cell));
  return epoch === undefined ? null : { asIfUtcMs: Math.round(epoch.inMs(Number(cell))), zoneMs: 0 };
}

function isoReading(cell: string): Reading | null {
  const match = ISO.exec(cell);
  if (match === null) return null;
  const [, zone] = match;
  const text = cell
    .slice(0, cell.length - (zone?.length ?? 0))
    .trim()
    .replace(',', '.');
  const asIfUtcMs = Date.parse(text.length === 10 ? text : `${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(asIfUtcMs)) return null;
  if (zone === undefined) return { asIfUtcMs, zoneMs: null };
  if (zone === 'Z' || zone === 'UTC') return { asIfUtcMs, zoneMs: 0 };
  const digits = zone.replace(':', '');
  const away = Number(digits.slice(1, 3)) * HOUR_MS + Number(digits.slice(3)) * 60_000;
  return { asIfUtcMs, zoneMs: digits.startsWith('-') ? -away : away };
}

/** Year, month, day, hour, minute, second and millisecond as text; null where a calendar has no such day. */
function wall(parts: readonly (string | undefined)[] | undefined): Reading | null {
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(0, 6).map((part) => Number(part ?? 0));
  const ms = Number((parts[6] ?? '0').padEnd(3, '0'));
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const made = new Date(at);
  const isReal = made.getUTCMonth() === month - 1 && made.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? { asIfUtcMs: at, zoneMs: null } : null;
}
