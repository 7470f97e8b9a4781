import { z } from 'zod';
import { newsEvent, type NewsEvent } from '#shared/domain';

/** `at` as epoch milliseconds or ISO 8601 with a zone. */
const moment = z.union([z.int().nonnegative(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);
const calendarEvents = z.strictObject({ events: z.array(newsEvent.extend({ at: moment })).max(2_000) });

/** `{"events":[{"at":"2026-11-27T13:30:00Z","currency":"USD","impact":"high","title":"..."}]}` */
export function eventsOfJson(text: string): readonly NewsEvent[] {
  const read = calendarEvents.safeParse(JSON.parse(text));
  if (read.success) return read.data.events;
  const { path, message } = read.error.issues[0] ?? { path: [], message: 'is not a calendar' };
  throw new Error(`${path.join('.')}: ${message}`);
}
