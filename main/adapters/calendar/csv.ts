import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { newsEvent, type NewsEvent } from '#shared/domain';

const row = newsEvent.extend({
  at: z.iso
    .datetime({ offset: true, message: 'is not a time with its zone, such as 2026-11-27T13:30:00Z' })
    .transform((text) => Date.parse(text)),
  currency: z.string().trim().toUpperCase().length(3),
  impact: z.string().trim().toLowerCase().pipe(newsEvent.shape.impact),
});

/** A table with the columns time, currency, impact and title, in any order; other columns are left alone. */
export function eventsOfCsv(text: string): readonly NewsEvent[] {
  const header = (names: string[]): string[] => names.map((name) => name.trim().toLowerCase());
  const rows: Readonly<Record<string, string>>[] = parse(text, {
    columns: header,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 10_000,
  });
  return rows.map((cells, at) => {
    const read = row.safeParse({
      at: cells['time'],
      currency: cells['currency'],
      impact: cells['impact'],
      title: cells['title'],
    });
    if (read.success) return read.data;
    const { path, message } = read.error.issues[0] ?? { path: [], message: 'is no event' };
    throw new Error(`row ${at + 2}, ${path.join('.').replace('at', 'time')}: ${message}`);
  });
}
