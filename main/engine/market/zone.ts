import { Temporal } from 'temporal-polyfill';
import { setBounded } from '#shared/lib';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A stretch of time in which a zone keeps one offset: from, inclusive, until, exclusive. */
type Stretch = { readonly from: number; readonly until: number; readonly offset: number };
type LocalDay = { readonly start: number; readonly end: number };

/** Remembered answers. They never change, so forgetting or keeping them changes nothing but the time an answer takes. */
type ZoneMemory = { stretches: Stretch[]; day: LocalDay };

const STRETCHES_MAX = 8;
const ZONES_MAX = 64;
const memories = new Map<string, ZoneMemory>();

/** Local time minus UTC at an instant, in milliseconds. `zone` is an IANA name; an unknown one is a RangeError. */
export const zoneOffsetMs = (zone: string, atMs: number): number => stretchAt(memoryOf(zone), zone, atMs).offset;

/** The first instant of the local day that contains an instant. */
export const localDayStart = (zone: string, atMs: number): number => localDayAt(zone, atMs).start;

/** The first instant of the local day after it: 23, 24 or 25 hours past its start where clocks change by an hour. */
export const nextLocalMidnight = (zone: string, atMs: number): number => localDayAt(zone, atMs).end;

/** The instant at which a local day's clock shows a time, in minutes past midnight. Clock changes must be before that time. */
export function localTimeOf(zone: string, dayStartMs: number, minutes: number): number {
  const plain = dayStartMs + minutes * 60_000;
  return plain + zoneOffsetMs(zone, dayStartMs) - zoneOffsetMs(zone, plain);
}

function memoryOf(zone: string): ZoneMemory {
  const known = memories.get(zone);
  if (known !== undefined) return known;
  const memory = { stretches: [], day: { start: 0, end: 0 } };
  setBounded(memories, zone, memory, ZONES_MAX);
  return memory;
}

function stretchAt(memory: ZoneMemory, zone: string, atMs: number): Stretch {
  for (const stretch of memory.stretches) if (atMs >= stretch.from && atMs < stretch.until) return stretch;
  const here = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const next = here.getTimeZoneTransition('next');
  // 'previous' looks strictly before its moment, so ask from a moment later to count a change at this very instant.
  const last = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const stretch = {
    from: last?.epochMilliseconds ?? -Infinity,
    until: next?.epochMilliseconds ?? Infinity,
    offset: here.offsetNanoseconds / 1e6,
  };
  memory.stretches = [stretch, ...memory.stretches.slice(0, STRETCHES_MAX - 1)];
  return stretch;
}

function localDayAt(zone: string, atMs: number): LocalDay {
  const memory = memoryOf(zone);
  if (atMs >= memory.day.start && atMs < memory.day.end) return memory.day;
  const { from, until, offset } = stretchAt(memory, zone, atMs);
  const local = atMs + offset;
  const start = local - (((local % DAY_MS) + DAY_MS) % DAY_MS) - offset;
  const end = start + DAY_MS;
  // A clock change near either midnight can move it, skip it or make it happen twice: leave those days to Temporal.
  memory.day = start - 3 * HOUR_MS >= from && end + 3 * HOUR_MS < until ? { start, end } : changedDay(zone, atMs);
  return memory.day;
}

function changedDay(zone: string, atMs: number): LocalDay {
  const start = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).startOfDay();
  return { start: start.epochMilliseconds, end: start.toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds };
}
