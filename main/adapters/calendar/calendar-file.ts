import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { NewsEvent } from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { Calendar, CalendarReading } from '#ports';
import { eventsOf, type Events } from './events.ts';
import { icsEvents } from './ics.ts';
import { jsonEvents } from './json.ts';
import { tableOf } from './table.ts';
import { textOf } from './text.ts';

/** A larger file is no calendar. */
const BYTES_MAX = 5_000_000;
const EVENTS_MAX = 2_000;
const DAY_MS = 86_400_000;
/** What is kept of a file: what still matters, and enough to plan by. */
const BACK_MS = 2 * DAY_MS;
const AHEAD_MS = 60 * DAY_MS;

/** `now`: UTC ms. `timeZone`: of times without a zone, an IANA name or `mt5`; null: each source's own. */
export type CalendarOptions = { readonly now: () => number; readonly timeZone: string | null };

/** Files of a folder that are calendars by their names, as they are downloaded: calendar.csv, ff_calendar_thisweek.json. */
export const isCalendarName = (name: string): boolean => /(calendar|news)[^/\\]*\.(json|csv|ics)$/i.test(name);

/**
 * The calendars of a folder, looked for at every reading and read together; `otherwise` (the terminal's own) serves while the
 * folder has none. A file that is wrong rejects the reading, naming file, row and reason.
 */
export function calendarsIn(folder: string, options: CalendarOptions, otherwise: Calendar | null = null): Calendar {
  return {
    read: async () => {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter(isCalendarName).sort();
      if (files.length > 0)
        return calendarOf(
          files.map((name) => join(folder, name)),
          options,
        ).read();
      return otherwise === null ? null : otherwise.read();
    },
  };
}

/** These files as one calendar. */
export function calendarOf(files: readonly string[], options: CalendarOptions): Calendar {
  return {
    read: async () => {
      const now = options.now();
      const read = await Promise.all(
        files.map((file) => readOne(file, options.timeZone, { from: now - BACK_MS, to: now + AHEAD_MS })),
      );
      return merged(files, read, now);
    },
  };
}

function merged(files: readonly string[], read: readonly Events[], now: number): CalendarReading {
  const sorted = sortedOf(read);
  const near = sorted.filter(({ at }) => at >= now - BACK_MS && at <= now + AHEAD_MS);
  return readingOf(files, read, sorted, near);
}

function sortedOf(read: readonly Events[]): readonly NewsEvent[] {
  const all = new Map(
    read.flatMap(({ events }) => events).map((event) => [`${event.at} ${event.currency} ${event.title}`, event]),
  );
  return [...all.values()].sort((one, other) => one.at - other.at);
}

function readingOf(
  files: readonly string[],
  read: readonly Events[],
  sorted: readonly NewsEvent[],
  near: readonly NewsEvent[],
): CalendarReading {
  const last = sorted.at(-1)?.at;
  return {
    source: files
      .map((file) => basename(file))
      .join(', ')
      .slice(0, 200),
    events: withinBound(near),
    coversUntil: last === undefined ? null : endOfCover(last),
    notes: files.flatMap((file, index) => notesOf(basename(file), read[index])).slice(0, 20),
  };
}

/** Files of the past, read once: what they say at each moment of it. */
export type HeldCalendar = {
  /** When the first and the last event are, UTC ms. */
  readonly begins: number;
  readonly ends: number;
  readonly at: (now: () => number) => Calendar;
};

/** What a replay sees of them at once: enough for every window around an event, and no more than is worth recording each hour. */
const [HELD_BACK_MS, HELD_AHEAD_MS] = [DAY_MS, 3 * DAY_MS];

/**
 * Reads the files now, for a past that is played later: nothing is read from the disk then. Before the day of its first event a
 * calendar is silent, which is not the same as empty. Rejects when a file is wrong or has no event.
 */
export async function heldCalendar(
  files: readonly string[],
  { timeZone, from, to }: { readonly timeZone: string | null; readonly from: number; readonly to: number },
): Promise<HeldCalendar> {
  const read = await Promise.all(files.map((file) => readOne(file, timeZone, { from: from - BACK_MS, to: to + AHEAD_MS })));
  const sorted = sortedOf(read);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`${files.join(', ')}: there is no event in it`);
  const begins = Math.floor(first.at / DAY_MS) * DAY_MS;
  const reading = (now: number): CalendarReading | null => {
    if (now < begins) return null;
    const near = sorted.filter(({ at }) => at >= now - HELD_BACK_MS && at <= now + HELD_AHEAD_MS);
    return readingOf(files, read, sorted, near);
  };
  return { begins: first.at, ends: last.at, at: (now) => ({ read: () => Promise.resolve(reading(now())) }) };
}

/** Only high-impact events where there are too many of all: they are the ones that keep entries away. */
function withinBound(events: readonly NewsEvent[]): readonly NewsEvent[] {
  if (events.length <= EVENTS_MAX) return events;
  const high = events.filter(({ impact }) => impact === 'high');
  if (high.length > EVENTS_MAX) throw new Error(`${high.length} high-impact events within 60 days, limit ${EVENTS_MAX}`);
  return high;
}

/** A calendar is good to the end of the day (UTC) of its last event; one that ends on a Friday, over the weekend after it. */
function endOfCover(last: number): number {
  const end = (Math.floor(last / DAY_MS) + 1) * DAY_MS;
  const isSaturday = new Date(end).getUTCDay() === 6;
  return isSaturday ? end + DAY_MS : end;
}

const notesOf = (name: string, read: Events | undefined): readonly string[] => [
  ...(read?.notes ?? []).map((note) => `${name}: ${note}`),
  ...[...(read?.leftOut ?? [])].map(([why, count]) => `${name}: ${count} ${count === 1 ? 'row' : 'rows'} ${why} left out`),
];

type Span = { readonly from: number; readonly to: number };

async function readOne(file: string, timeZone: string | null, span: Span): Promise<Events> {
  const { size } = await stat(file);
  if (size > BYTES_MAX) throw new Error(`${basename(file)}: ${size} bytes are more than a calendar has`);
  try {
    return parsed(extname(file).toLowerCase(), textOf(await readFile(file)), timeZone, span);
  } catch (error) {
    throw new Error(`${basename(file)} ${messageOf(error)}`, { cause: error });
  }
}

function parsed(extension: string, text: string, timeZone: string | null, { from, to }: Span): Events {
  if (extension === '.ics') return icsEvents(text, from, to);
  const { rows, source } = extension === '.json' ? jsonEvents(text) : tableOf(text);
  return eventsOf(rows, source, timeZone);
}
