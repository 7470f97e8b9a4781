import { join } from 'node:path';
import type { LogBook, LogLevel, LogLine, LogQuery } from '#ports';
import { RotatedFiles, type Bounds } from './rotated-files.ts';

/** What pino calls them. */
const LEVELS: ReadonlyMap<number, LogLevel> = new Map([
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
  [50, 'error'],
]);
const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
/** Files that one look reads, at most. */
const FILES_MAX = 3;
const MESSAGE_MAX = 500;
const FIELDS_MAX = 2_000;
/** Of every line alike: nobody looks for them. */
const COMMON = new Set(['level', 'time', 'pid', 'message']);

export type KeptLog = LogBook & { append(line: string): void };

/** The log of a data folder. `open` shows a folder on the desktop; null: there is none. */
export function logBook(dataDir: string, open: ((folder: string) => Promise<void>) | null, bounds?: Bounds): KeptLog {
  const files = new RotatedFiles(join(dataDir, 'logs'), bounds);
  return {
    folder: files.folder,
    append: (line) => files.append(line),
    tail: (query) => ({ lines: tailOf(files, query), problem: files.problem }),
    show: async () => {
      if (open === null) throw new Error(`There is no desktop here: the log is in ${files.folder}.`);
      await open(files.folder);
    },
  };
}

function tailOf(files: RotatedFiles, { level, text, limit }: LogQuery): readonly LogLine[] {
  const least = ORDER.indexOf(level);
  const wanted = text.toLowerCase();
  const found: LogLine[] = [];
  for (let age = 0; age < Math.min(files.ages, FILES_MAX); age += 1) {
    const lines = files.read(age)?.split('\n') ?? [];
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const raw = lines[at] ?? '';
      if (raw === '' || (wanted !== '' && !raw.toLowerCase().includes(wanted))) continue;
      const line = lineOf(raw);
      if (line === null || ORDER.indexOf(line.level) < least) continue;
      found.push(line);
      if (found.length >= limit) return found;
    }
  }
  return found;
}

/** Null for what is no line of ours: half of one, after a crash. */
function lineOf(raw: string): LogLine | null {
  try {
    const all = JSON.parse(raw) as Readonly<Record<string, unknown>>;
    const level = LEVELS.get(Number(all['level']));
    const at = Date.parse(String(all['time']));
    if (level === undefined || Number.isNaN(at)) return null;
    const fields = Object.entries(all).filter(([key]) => !COMMON.has(key));
    return {
      at,
      level,
      message: String(all['message']).slice(0, MESSAGE_MAX),
      fields: fields.length === 0 ? '' : JSON.stringify(Object.fromEntries(fields)).slice(0, FIELDS_MAX),
    };
  } catch {
    return null;
  }
}
