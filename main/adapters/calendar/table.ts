import { parse } from 'csv-parse/sync';
import { missingColumns, rawEvent, type RawEvent } from './fields.ts';
import { SERVER_ZONE } from './moment.ts';
import type { Source } from './events.ts';

export type Table = { readonly rows: readonly RawEvent[]; readonly source: Source };

/** Header names that only one source uses, with how it writes its times. */
const SOURCES: readonly { readonly isIt: (header: readonly string[], text: string) => boolean; readonly source: Source }[] = [
  // MetaTrader's calendar functions give the trade server's time.
  {
    isIt: (_header, text) => /CALENDAR_IMPORTANCE_/i.test(text),
    source: { order: null, zone: SERVER_ZONE, needsEvidence: true },
  },
  // The weekly export of Forex Factory: MM-DD-YYYY and 12:30pm, in UTC.
  {
    isIt: (header) => header.includes('country') && header.includes('time'),
    source: { order: 'month-first', zone: 'UTC', needsEvidence: false },
  },
  // Investing.com as investpy writes it: DD/MM/YYYY, UTC unless asked otherwise.
  {
    isIt: (header) => header.includes('importance') && header.includes('zone'),
    source: { order: 'day-first', zone: 'UTC', needsEvidence: false },
  },
  // FXStreet's export: MM/DD/YYYY HH:MM:SS, UTC.
  {
    isIt: (header) => header.includes('start') && header.includes('name'),
    source: { order: 'month-first', zone: 'UTC', needsEvidence: false, hasClasses: true },
  },
  // Scrapers of Forex Factory.
  {
    isIt: (header, text) => /impact expected|non-economic/i.test(text) || header.includes('local_datetime'),
    source: { order: null, zone: 'UTC', needsEvidence: false },
  },
];
const UNKNOWN: Source = { order: null, zone: null, needsEvidence: false };

const DELIMITERS = [',', ';', '\t', '|'] as const;
const ROW_MAX = 10_000;

/** A table of events: comma, semicolon, tab or bar between the cells, the columns by their names in any order. */
export function tableOf(text: string): Table {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string): number => head.split(mark).length;
  const delimiter = [...DELIMITERS].sort((one, other) => count(other) - count(one))[0] ?? ',';
  let header: readonly string[] = [];
  const lines: readonly { readonly record: Readonly<Record<string, string>>; readonly info: { readonly lines: number } }[] =
    parse(text, {
      columns: (names: string[]) =>
        (header = names.map((name) =>
          name
            .trim()
            .toLowerCase()
            .replace(/^["<]|[">]$/g, ''),
        )),
      delimiter,
      info: true,
      relax_column_count_more: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: ROW_MAX,
    });
  const missing = missingColumns(header);
  if (header.length > 0 && missing.length > 0)
    throw new Error(`row 1: no column for ${missing.join(', ')}; it has ${header.join(', ').slice(0, 200)}`);
  const rows = lines.map(({ record, info }) => rawEvent(record, `row ${info.lines}, `));
  return { rows, source: SOURCES.find(({ isIt }) => isIt(header, text))?.source ?? UNKNOWN };
}
