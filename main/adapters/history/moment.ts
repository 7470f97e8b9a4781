/** How the times of a file are written. `server`: a broker's own time, whose zone the file does not say. */
export type TimeStyle = 'iso' | 'epoch_s' | 'epoch_ms' | 'server' | 'compact' | 'day_first';

const HOUR_MS = 3_600_000;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
/** 2026.03.02 14:05[:06[.007]], as MetaTrader writes; also with slashes. */
const DOTTED = /^(\d{4})[./](\d{2})[./](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/;
/** 20260302 140506[007], and 20260302 14:05:06.007. */
const COMPACT = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[ T]?(?:(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]?(\d{3}))?)?$/;
/** 02.03.2026 14:05:06.007, with GMT+0100 where it is a local time. */
const DAY_FIRST =
  /^(\d{2})\.(\d{2})\.(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?(?: (?:GMT|UTC)?([+-])(\d{2}):?(\d{2}))?$/;

/** How a cell writes its time; null: not as any that is known. */
export function styleOf(cell: string): TimeStyle | null {
  if (/^\d{12,15}$/.test(cell) && !COMPACT.test(cell)) return 'epoch_ms';
  if (/^\d{9,11}$/.test(cell)) return 'epoch_s';
  if (ISO.test(cell)) return 'iso';
  if (DOTTED.test(cell)) return 'server';
  if (DAY_FIRST.test(cell)) return 'day_first';
  return COMPACT.test(cell) ? 'compact' : null;
}

/** A wall clock's reading as if it were UTC, and what it says of its own zone: milliseconds ahead of UTC, null where it says nothing. */
export type Reading = { readonly asIfUtcMs: number; readonly zoneMs: number | null };

/** Reads a cell; null where it is no such time, or an impossible one. */
export function readingOf(cell: string, style: TimeStyle): Reading | null {
  switch (style) {
    case 'epoch_ms':
      return /^\d{12,15}$/.test(cell) ? { asIfUtcMs: Number(cell), zoneMs: 0 } : null;
    case 'epoch_s':
      return /^\d{9,11}$/.test(cell) ? { asIfUtcMs: Number(cell) * 1_000, zoneMs: 0 } : null;
    case 'iso':
      return isoReading(cell);
    case 'server':
      return wall(DOTTED.exec(cell)?.slice(1));
    case 'compact':
      return wall(COMPACT.exec(cell)?.slice(1));
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
