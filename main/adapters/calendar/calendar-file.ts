import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { newsEvent } from '../../../shared/domain/index.ts';
import type { Calendar } from '../../ports/index.ts';

/** `at` as epoch milliseconds or ISO 8601 with a zone. */
const moment = z.union([z.int().nonnegative(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);
const calendarEvents = z.strictObject({ events: z.array(newsEvent.extend({ at: moment })).max(2_000) });

/** The calendar of a file, sorted by time; null when there is no file. A look at a file that is wrong or gone rejects, naming what it is. */
export function calendarFile(file: string): Calendar | null {
  if (!existsSync(file)) return null;
  return {
    source: basename(file),
    read: async () => {
      const read = calendarEvents.safeParse(JSON.parse(await readFile(file, 'utf8')));
      if (read.success) return [...read.data.events].sort((a, b) => a.at - b.at);
      const { path, message } = read.error.issues[0] ?? { path: [], message: 'is not a calendar' };
      throw new Error(`${basename(file)} ${path.join('.')}: ${message}`);
    },
  };
}
