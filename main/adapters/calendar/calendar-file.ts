import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { NewsEvent } from '#shared/domain';
import type { Calendar } from '#ports';
import { eventsOfCsv } from './csv.ts';
import { eventsOfIcs } from './ics.ts';
import { eventsOfJson } from './json.ts';

/** A larger file is no calendar. */
const BYTES_MAX = 5_000_000;
const EVENTS_MAX = 2_000;

/** How each kind of file is read; what is wrong with it is an error that says where. */
const READERS: Readonly<Record<string, (text: string) => readonly NewsEvent[]>> = {
  '.json': eventsOfJson,
  '.csv': eventsOfCsv,
  '.ics': eventsOfIcs,
};
const NAMES = ['calendar.json', 'calendar.csv', 'calendar.ics'] as const;

/**
 * The calendars of a folder, read together and sorted by time; null when there is none. A look at a file that is wrong or
 * gone rejects, naming which and what it is.
 */
export function calendarsIn(folder: string): Calendar | null {
  const files = NAMES.map((name) => join(folder, name)).filter((file) => existsSync(file));
  return files.length === 0 ? null : calendarOf(files);
}

export function calendarOf(files: readonly string[]): Calendar {
  return {
    source: files.map((file) => basename(file)).join(', '),
    read: async () => {
      const all = (await Promise.all(files.map(read))).flat().sort((a, b) => a.at - b.at);
      if (all.length > EVENTS_MAX) throw new Error(`${all.length} events are more than the ${EVENTS_MAX} that can be kept`);
      return all;
    },
  };
}

async function read(file: string): Promise<readonly NewsEvent[]> {
  const { size } = await stat(file);
  if (size > BYTES_MAX) throw new Error(`${basename(file)}: ${size} bytes are more than a calendar has`);
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  try {
    return READERS[extname(file)]?.(text) ?? [];
  } catch (error) {
    throw new Error(`${basename(file)} ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
