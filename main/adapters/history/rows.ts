import { HistoryFault } from './history-fault.ts';
import type { Content } from './content.ts';
import { layoutOf, type Layout } from './layout.ts';
import { lineBatches } from './lines.ts';
import { hstLines, isHst } from './metatrader-hst.ts';
import { readingOf, styleOf, type DateOrder, type Reading } from './moment.ts';

const HOUR_MS = 3_600_000;

export type RowOptions = {
  /** First and last moment wanted, UTC ms, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Counts bad rows instead of stopping at the first. */
  readonly skipBad?: boolean;
  /** Makes UTC of a time without a zone, given as if it were UTC. Without it such times are what the file's kind says, else UTC. */
  readonly localToUtc?: (asIfUtcMs: number) => number;
  /** Which way round dates with slashes are, where the rows do not tell. */
  readonly dates?: DateOrder;
};

/** What parts thousands where a comma is before the decimals: 24.123,5 or 24 123,5. */
const THOUSANDS = /(?<=\d)[.'\u00a0\u202f ](?=\d{3}(?:\D|$))/g;

/** One row's cells by the header's column names. */
export type Cells = (column: string) => string | undefined;
/** Makes an item of a row, or says what is wrong with it. */
export type RowReader<T> = (atMs: number, cells: Cells) => T | string;

/** Reads a table: times in order, rows checked, bad ones an error with their line or counted. */
export async function readRows<T>(
  file: string,
  content: Content,
  columns: readonly string[],
  mayRepeatTime: boolean,
  options: RowOptions,
  read: RowReader<T>,
): Promise<{ readonly items: readonly T[]; readonly skipped: number }> {
  const items: T[] = [];
  let good = 0;
  let firstBad: string | null = null;
  let rows: Rows | null = null;
  let skipped = 0;
  let line = 0;
  let last = -Infinity;
  const batches = isHst(content.name) ? hstLines(file, content) : lineBatches(content);
  for await (const batch of batches) {
    rows ??= new Rows(file, content.name, batch, columns, options);
    for (const text of batch) {
      line += 1;
      const row = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (row === '' || line <= rows.layout.firstRow) continue;
      const cells = rows.cellsOf(row);
      const at = rows.timeOf(cells, last, mayRepeatTime);
      const item = typeof at === 'string' ? at : read(at, rows.byName(cells));
      if (typeof item !== 'string') {
        good += 1;
        last = typeof at === 'string' ? last : at;
        if (last >= (options.fromMs ?? 0) && last <= (options.toMs ?? Infinity)) items.push(item);
      } else {
        if (options.skipBad !== true) throw new HistoryFault(file, line, item);
        firstBad ??= `line ${line}: ${item}`;
        skipped += 1;
      }
    }
  }
  // What is mostly bad is not a file with a few bad rows: newest first, a wrong first price.
  if (skipped > good && firstBad !== null)
    throw new HistoryFault(
      file,
      0,
      `${skipped} of ${skipped + good} rows are bad, more than --skip-bad leaves out; the first is ${firstBad}`,
    );
  if (rows === null) throw new HistoryFault(file, 0, 'is empty');
  return { items, skipped };
}

/** Rows of one file by its layout. */
class Rows {
  readonly layout: Layout;
  readonly #localToUtc: RowOptions['localToUtc'];

  constructor(
    file: string,
    name: string,
    batch: readonly string[],
    columns: readonly string[],
    { localToUtc, dates }: RowOptions,
  ) {
    const lines = batch.map((line) => line.replace(/\r$/, '').replace(/^\uFEFF/, ''));
    if (lines.every((line) => line.trim() === '')) throw new HistoryFault(file, 0, 'is empty');
    this.layout = layoutOf({ file, name, dates }, lines, columns);
    this.#localToUtc = localToUtc;
    if (this.layout.zoneMs === null && localToUtc === undefined) throw new HistoryFault(file, 0, NO_ZONE);
  }

  cellsOf(row: string): readonly string[] {
    const cells = row.split(this.layout.separator);
    return row.includes('"') ? cells.map((cell) => cell.replaceAll('"', '')) : cells;
  }

  byName(cells: readonly string[]): Cells {
    const { columns, isDecimalComma } = this.layout;
    return (column) => {
      const cell = cells[columns.get(column) ?? -1];
      return isDecimalComma ? cell?.replace(THOUSANDS, '').replace(',', '.') : cell;
    };
  }

  /** UTC ms, or what is wrong with the time. */
  timeOf(cells: readonly string[], last: number, mayRepeat: boolean): number | string {
    const { time, style, dayMs } = this.layout;
    const [one = -1, two] = time;
    const text = two === undefined ? (cells[one] ?? '').trim() : `${(cells[one] ?? '').trim()} ${(cells[two] ?? '').trim()}`;
    const read = readingOf(text, style) ?? otherReading(text);
    if (read === null) return 'the time is neither ISO nor epoch milliseconds, nor as the rows before write it';
    const reading = { ...read, asIfUtcMs: dayMs + read.asIfUtcMs };
    const isInOrder = (at: number): boolean => at > last || (mayRepeat && at === last);
    const at = this.#utc(reading);
    if (isInOrder(at)) return at;
    // In the hour that a clock shows twice, the second time.
    if (this.#isTwice(reading, at) && isInOrder(at + HOUR_MS)) return at + HOUR_MS;
    return 'the time is not after the row before';
  }

  #utc({ asIfUtcMs, zoneMs }: Reading): number {
    if (zoneMs !== null) return asIfUtcMs - zoneMs;
    return this.#localToUtc === undefined ? asIfUtcMs - (this.layout.zoneMs ?? 0) : this.#localToUtc(asIfUtcMs);
  }

  #isTwice({ asIfUtcMs, zoneMs }: Reading, at: number): boolean {
    return zoneMs === null && this.#localToUtc !== undefined && this.#localToUtc(asIfUtcMs + HOUR_MS) - at === 2 * HOUR_MS;
  }
}

/** A file may change how it writes times, such as from seconds to milliseconds. */
function otherReading(text: string): Reading | null {
  const style = styleOf(text);
  return style === 'iso' || style?.startsWith('epoch_') === true ? readingOf(text, style) : null;
}

const NO_ZONE =
  'its times are a server’s or a computer’s own and do not say which zone: give it with --server-zone mt5 (New York + 7 h, as most MetaTrader servers) or an IANA zone such as Europe/Athens';

/** Epoch milliseconds or ISO. Without a zone JavaScript would take the computer's own, so it is never left to that. */
export function timeOf(cell: string, localToUtc: RowOptions['localToUtc']): number | null {
  const style = /^\d{12,15}$/.test(cell) ? 'epoch_ms' : 'iso'; // Fewer digits are seconds, or a time before 1973.
  const reading = readingOf(cell, style);
  if (reading === null) return null;
  const { asIfUtcMs, zoneMs } = reading;
  return zoneMs === null && localToUtc !== undefined ? localToUtc(asIfUtcMs) : asIfUtcMs - (zoneMs ?? 0);
}

/** A cell as a number; null when it is missing, empty or not a number. */
export function numberIn(cell: string | undefined): number | null {
  if (cell === undefined || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** A price in its own unit; digits that the multiplication made up are dropped. */
export const scaled = (price: number | null, scale: number | undefined): number | null =>
  price === null || scale === undefined ? price : Number((price * scale).toPrecision(12));
