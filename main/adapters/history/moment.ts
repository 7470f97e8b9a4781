/** How the times of a file are written. `server`: a broker's own time, whose zone the file does not say. */
export type TimeStyle =
  | 'iso'
  | 'epoch_s'
  | 'epoch_ms'
  | 'epoch_us'
  | 'epoch_ns'
  | 'server'
  | 'compact'
  | 'day_first'
  | 'day_month'
  | 'month_day'
  | 'ms_of_day';
/** Which way round 03/04/2026 is written. */
export type DateOrder = 'dmy' | 'mdy';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
/** 2026.03.02 14:05[:06[.007]], as MetaTrader writes; also with slashes. */
const DOTTED = /^(\d{4})[./](\d{2})[./](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/;
/** 20260302 140506[007], and 20260302 14:05:06.007. */
const COMPACT = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[ T]?(?:(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]?(\d{3}))?)?$/;
/** 02.03.2026 14:05:06.007, with GMT+0100 where it is a local time. */
const DAY_FIRST =
  /^(\d{2})\.(\d{2})\.(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?(?: (?:GMT|UTC)?([+-])(\d{2}):?(\d{2}))?$/;

/** 3/2/2026 2:05[:06] [PM], as spreadsheets write; day and month either way round. */
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?(?: ?([AP])M)?)?$/i;

/** Counts since 1970, told apart by their digits for any moment from 1974 on. */
const EPOCHS = [
  { style: 'epoch_s', form: /^\d{9,11}(?:\.\d+)?$/, inMs: (count: number) => count * 1_000 },
  { style: 'epoch_ms', form: /^\d{12,14}(?:\.\d+)?$/, inMs: (count: number) => count },
  { style: 'epoch_us', form: /^\d{15,16}$/, inMs: (count: number) => count / 1_000 },
  { style: 'epoch_ns', form: /^\d{18,19}$/, inMs: (count: number) => count / 1_000_000 },
] as const;

/** How a cell writes its time; null: not as any that is known. */
export function styleOf(cell: string): TimeStyle | null {
  const epoch = COMPACT.test(cell) ? undefined : EPOCHS.find(({ form }) => form.test(cell));
  if (epoch !== undefined) return epoch.style;
  if (ISO.test(cell)) return 'iso';
  if (DOTTED.test(cell)) return 'server';
  if (DAY_FIRST.test(cell)) return 'day_first';
  if (SLASHED.test(cell)) return 'month_day';
  return COMPACT.test(cell) ? 'compact' : null;
}

/** A wall clock's reading as if it were UTC, and what it says of its own zone: milliseconds ahead of UTC, null where it says nothing. */
export type Reading = { readonly asIfUtcMs: number; readonly zoneMs: number | null };

/** Reads a cell; null where it is no such time, or an impossible one. */
export function readingOf(cell: string, style: TimeStyle): Reading | null {
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
      return wall(COMPACT.exec(cell)?.slice(1));
    case 'day_month':
    case 'month_day':
      return slashed(cell, style);
    case 'ms_of_day':
      return /^\d{1,8}(\.\d+)?$/.test(cell) && Number(cell) < DAY_MS
        ? { asIfUtcMs: Math.floor(Number(cell)), zoneMs: null }
        : null;
    case 'day_first': {
      const match = DAY_FIRST.exec(cell);
      if (match === null) return null;
      const [, day, month, year, ...clock] = match;
      const [sign, hours, minutes] = clock.slice(4);
      const zoneMs = sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
      const at = wall([year, month, day, ...clock.slice(0, 4)]);
      return at === null ? null : { ...at, zoneMs };
    }
  }
}

/**
 * Which way round a file's dates with slashes are, by a number over 12, or by which of the two goes on while the other stays;
 * null: the rows do not tell.
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | null {
  const steps = { first: 0, second: 0 };
  let before: readonly [number, number] | null = null;
  for (const text of texts) {
    const [, one, two] = SLASHED.exec(text) ?? [];
    if (one === undefined || two === undefined) continue;
    const [first, second] = [Number(one), Number(two)];
    if (first > 12 || second > 12) return first > 12 ? 'dmy' : 'mdy';
    if (before !== null && (before[0] === first) !== (before[1] === second)) steps[before[0] === first ? 'second' : 'first'] += 1;
    before = [first, second];
  }
  if (steps.first === steps.second) return null;
  return steps.first > steps.second ? 'dmy' : 'mdy';
}

function slashed(cell: string, style: 'day_month' | 'month_day'): Reading | null {
  const match = SLASHED.exec(cell);
  if (match === null) return null;
  const [, one, two, year, hour, minute, second, ms, half] = match;
  const [day, month] = style === 'day_month' ? [one, two] : [two, one];
  if (half === undefined) return wall([year, month, day, hour, minute, second, ms]);
  const of12 = Number(hour);
  if (of12 < 1 || of12 > 12) return null;
  return wall([year, month, day, String((of12 % 12) + (half.toUpperCase() === 'P' ? 12 : 0)), minute, second, ms]);
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
  const text = cell.slice(0, cell.length - (zone?.length ?? 0)).trim();
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
