import { HistoryFault } from './history-fault.ts';
import { lineBatches } from './lines.ts';

export type RowOptions = {
  /** First and last moment wanted, UTC ms, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Counts bad rows instead of stopping at the first. */
  readonly skipBad?: boolean;
  /** Makes UTC of a time without a zone, given as if it were UTC. Without it such times are UTC. */
  readonly localToUtc?: (asIfUtcMs: number) => number;
};

/** One row's cells by the header's column names. */
export type Cells = (column: string) => string | undefined;
/** Makes an item of a row, or says what is wrong with it. */
export type RowReader<T> = (atMs: number, cells: Cells) => T | string;

/** Reads a CSV with a header: times in order, rows checked, bad ones an error with their line or counted. */
export async function readRows<T>(
  file: string,
  columns: readonly string[],
  mayRepeatTime: boolean,
  options: RowOptions,
  read: RowReader<T>,
): Promise<{ readonly items: readonly T[]; readonly skipped: number }> {
  const items: T[] = [];
  let header: ReadonlyMap<string, number> | null = null;
  let skipped = 0;
  let line = 0;
  let last = -Infinity;
  for await (const batch of lineBatches(file))
    for (const text of batch) {
      line += 1;
      const row = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (header === null) header = headerOf(file, row, columns);
      else if (row !== '') {
        const cells = row.split(',');
        const at = timeOf(cells[header.get('time') ?? 0] ?? '', options.localToUtc);
        const item =
          at === null
            ? 'the time is neither ISO nor epoch milliseconds'
            : (ordered(at, last, mayRepeatTime) ?? read(at, cellsBy(header, cells)));
        if (typeof item !== 'string') {
          last = at ?? last;
          if (last >= (options.fromMs ?? 0) && last <= (options.toMs ?? Infinity)) items.push(item);
        } else if (options.skipBad === true) skipped += 1;
        else throw new HistoryFault(file, line, item);
      }
    }
  if (header === null) throw new HistoryFault(file, 0, 'is empty');
  return { items, skipped };
}

function headerOf(file: string, row: string, columns: readonly string[]): ReadonlyMap<string, number> {
  const names = row.replace(/^\uFEFF/, '').split(',');
  const header = new Map(names.map((name, at) => [name.trim().toLowerCase(), at]));
  const missing = columns.filter((column) => !header.has(column));
  if (missing.length > 0)
    throw new HistoryFault(file, 1, `the header lacks ${missing.join(', ')}; it must name ${columns.join(',')}`);
  return header;
}

const cellsBy =
  (header: ReadonlyMap<string, number>, cells: readonly string[]): Cells =>
  (column) =>
    cells[header.get(column) ?? -1];

const ordered = (at: number, last: number, mayRepeat: boolean): string | null =>
  at > last || (mayRepeat && at === last) ? null : 'the time is not after the row before';

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Epoch milliseconds or ISO. Without a zone JavaScript would take the computer's own, so it is never left to that. */
export function timeOf(cell: string, localToUtc: RowOptions['localToUtc']): number | null {
  if (/^\d{12,15}$/.test(cell)) return Number(cell); // Fewer digits are seconds, or a time before 1973.
  const match = ISO.exec(cell);
  if (match === null) return null;
  const zoned = match[1] !== undefined;
  const ms = Date.parse(zoned || cell.length === 10 ? cell : `${cell.replace(' ', 'T')}Z`);
  if (Number.isNaN(ms)) return null;
  return zoned || localToUtc === undefined ? ms : localToUtc(ms);
}

/** A cell as a number; null when it is missing, empty or not a number. */
export function numberIn(cell: string | undefined): number | null {
  if (cell === undefined || cell.trim() === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
