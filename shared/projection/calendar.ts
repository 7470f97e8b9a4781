import type { NewsEvent } from '#shared/domain';

const HOUR_MS = 3_600_000;

/** The calendar as last read. Journals from before 0.6 have no `coversUntil`: their last event stands for it. */
export type CalendarCopy = {
  readonly readAt: number;
  readonly source: string;
  readonly events: readonly NewsEvent[];
  readonly coversUntil?: number | null | undefined;
  readonly notes?: readonly string[] | undefined;
};

/**
 * Why a calendar does not show what is near: there is none, it was read too long ago, it holds nothing, or its content has ended.
 * Null when it can be relied on. The age of a file is the age of its content: an old file read a minute ago is still old.
 */
export function calendarBlindness(calendar: CalendarCopy | null, maxAgeHours: number, nowMs: number): string | null {
  if (calendar === null) return 'There is no calendar';
  const { source, readAt, events } = calendar;
  const last = events.at(-1)?.at ?? null;
  const until = calendar.coversUntil === undefined ? last : calendar.coversUntil;
  if (until === null) return `The calendar (${source}) is empty`;
  if (until < nowMs) return `The calendar (${source}) ends on ${new Date(until).toISOString().slice(0, 10)}`;
  const hours = (nowMs - readAt) / HOUR_MS;
  return hours > maxAgeHours ? `The calendar (${source}) was read ${hours.toFixed(1)} h ago, limit ${maxAgeHours} h` : null;
}
