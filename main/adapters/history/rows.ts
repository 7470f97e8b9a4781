import { timeText } from './clock-digits.ts';
import type { Content } from './content.ts';
import type { Encoding } from './encoding.ts';
import type { Shape } from './json-text.ts';
import { HistoryFault, HistoryQuestion } from './history-fault.ts';
import { inOrder } from './in-order.ts';
import { layoutOf, type Known, type Layout } from './layout.ts';
import type { DateOrder } from './loose-moment.ts';
import { readingOf, styleOf, type Reading, type TimeStyle } from './moment.ts';
import { plainNumber, plainVolume, type DecimalMark } from './number-form.ts';
import { sourceOf } from './source.ts';
import { splitRow } from './split-row.ts';
import { showsTwice, zonedMoment } from './zoned-moment.ts';

const HOUR_MS = 3_600_000;

/** How a file was found to be written. */
export type FileForm = { readonly encoding: Encoding | null; readonly shape: Shape; readonly layout: Layout };

export type RowOptions = {
  /** The symbol of a file by its name, over what its name says by itself; undefined: it says nothing. */
  readonly symbolFor?: (file: string) => string | undefined;
  /** First and last moment wanted, UTC ms, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Counts bad rows instead of stopping at the first. */
  readonly skipBad?: boolean;
  /** Makes UTC of a time without a zone, given as if it were UTC. Without it such times are what the file's kind says, else UTC. */
  readonly localToUtc?: (asIfUtcMs: number) => number;
  /** Which way round dates with slashes are, where the rows do not tell. */
  readonly dates?: DateOrder;
  /** What stands before the decimals, where the numbers do not tell. */
  readonly decimals?: DecimalMark;
  /** Hears how the file is written, before its rows are read. */
  readonly told?: (form: FileForm) => void;
};

/** One row's cells by the header's column names. */
export type Cells = (column: string) => string | undefined;
/** Makes an item of a row, or says what is wrong with it. */
export type RowReader<T> = (atMs: number, cells: Cells) => T | string;

/** A table that is read. */
export type Table = { readonly file: string; readonly content: Content; readonly symbol: string | null };
/** What its rows have to hold. */
export type Wanted = { readonly columns: readonly string[]; readonly mayRepeatTime: boolean };

/** What a table gave. `unfinished`: candles that were not complete when the file was made, which are left out. */
export type ReadRows<T> = { readonly items: readonly T[]; readonly skipped: number; readonly unfinished: number };

/** Reads a table: times in order, rows checked, bad ones an error with their line or counted. */
export async function readRows<T>(
  { file, content, symbol }: Table,
  { columns, mayRepeatTime }: Wanted,
  options: RowOptions,
  read: RowReader<T>,
): Promise<ReadRows<T>> {
  const items: T[] = [];
  let good = 0;
  let firstBad: string | null = null;
  let skipped = 0;
  let unfinished = 0;
  let last = -Infinity;
  let encoding: Encoding | null = null;
  const source = await sourceOf(file, content, (found) => (encoding = found));
  const { batches, shape } = source;
  // JSON has a point before its decimals.
  const decimals = options.decimals ?? (shape === 'text' ? undefined : '.');
  const known = { file, name: content.name, symbol, dates: options.dates, decimals };
  const begin = async (first: readonly string[]): Promise<Rows> => {
    const layout = await surely(known, first, columns, batches);
    options.told?.({ encoding, shape, layout });
    return new Rows(file, layout, options);
  };
  let isEmpty = true;
  for await (const { head: table, lines, first, step } of inOrder(batches(), begin)) {
    isEmpty = false;
    let line = first - step;
    for (const text of lines) {
      line += step;
      const row = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (row === '' || line <= table.layout.firstRow) continue;
      const cells = table.cellsOf(row);
      if (table.isUnfinished(cells)) {
        unfinished += 1;
        continue;
      }
      const at = table.timeOf(cells, last, mayRepeatTime);
      const item = typeof at === 'string' ? at : (table.surplusOf(cells) ?? read(at, table.byName(cells)));
      if (typeof item !== 'string') {
        good += 1;
        last = typeof at === 'string' ? last : at;
        if (last >= (options.fromMs ?? 0) && last <= (options.toMs ?? Infinity)) items.push(item);
      } else {
        if (options.skipBad !== true) throw source.faultAt(line, item);
        firstBad ??= shape === 'json' ? `candle ${line - 1}: ${item}` : `line ${line}: ${item}`;
        skipped += 1;
      }
    }
  }
  // What is mostly bad is not a file with a few bad rows: a wrong first price.
  if (skipped > good && firstBad !== null)
    throw new HistoryFault(
      file,
      0,
      `${skipped} of ${skipped + good} rows are bad, more than --skip-bad leaves out; the first is ${firstBad}`,
    );
  if (isEmpty) throw new HistoryFault(file, 0, 'is empty');
  return { items, skipped, unfinished };
}

const bare = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/\r$/, '').replace(/^\uFEFF/, ''));

/** What the first lines leave open is looked for in all of them. */
async function surely(
  known: Known,
  first: readonly string[],
  columns: readonly string[],
  batches: () => AsyncGenerator<readonly string[]>,
): Promise<Layout> {
  const lines = bare(first);
  if (lines.every((line) => line.trim() === '')) throw new HistoryFault(known.file, 0, 'is empty');
  try {
    return layoutOf(known, lines, columns);
  } catch (error) {
    if (!(error instanceof HistoryQuestion)) throw error;
    const all: string[] = [];
    for await (const batch of batches()) for (const line of bare(batch)) all.push(line);
    return layoutOf(known, all, columns);
  }
}

/** Rows of one file by its layout. */
class Rows {
  readonly layout: Layout;
  readonly #localToUtc: RowOptions['localToUtc'];

  constructor(file: string, layout: Layout, { localToUtc }: RowOptions) {
    this.layout = layout;
    this.#localToUtc = localToUtc;
    const { zoned, zoneMs, firstRow } = layout;
    const first = zoned === null ? null : zonedMoment(zoned, localToUtc);
    if (typeof first === 'string') throw new HistoryFault(file, firstRow + 1, first);
    if (zoned === null && zoneMs === null && localToUtc === undefined) throw new HistoryFault(file, 0, NO_ZONE);
  }

  get isNewestFirst(): boolean {
    return this.layout.isNewestFirst;
  }

  cellsOf(row: string): readonly string[] {
    return splitRow(row, this.layout.separator);
  }

  /** More cells than titles, where a comma separates: some of the commas are in numbers. */
  surplusOf(cells: readonly string[]): string | null {
    const { titles, separator } = this.layout;
    if (titles === null || separator !== ',' || cells.length <= titles) return null;
    const count = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    return count <= titles ? null : `has ${count} cells for ${titles} titles: numbers with a comma need quotes around them`;
  }

  /** A candle that goes on: it says so itself (OANDA). */
  isUnfinished(cells: readonly string[]): boolean {
    const at = this.layout.columns.get('complete');
    return at !== undefined && /^ *false *$/i.test(cells[at] ?? '');
  }

  byName(cells: readonly string[]): Cells {
    const { columns, decimals } = this.layout;
    return (column) => {
      const cell = cells[columns.get(column) ?? -1];
      if (cell === undefined) return undefined;
      return column === 'volume' ? plainVolume(cell, decimals) : plainNumber(cell, decimals);
    };
  }

  /** UTC ms, or what is wrong with the time. */
  timeOf(cells: readonly string[], last: number, mayRepeat: boolean): number | string {
    const { time, style, dayMs, clockDigits } = this.layout;
    const text = timeText(cells, time, clockDigits);
    const read = readingOf(text, style) ?? otherReading(text, style);
    if (read === null)
      return `the time is neither ISO nor epoch milliseconds, nor as the rows before write it: "${text.slice(0, 40)}"${
        /^\d(\.\d+)?e\+?\d+$/i.test(text) ? ' was rounded by a spreadsheet, so export it again' : ''
      }`;
    const reading = { ...read, asIfUtcMs: dayMs + read.asIfUtcMs };
    const isInOrder = (at: number): boolean => at > last || (mayRepeat && at === last);
    const at = this.#utc(reading);
    if (typeof at === 'string' || isInOrder(at)) return at;
    // In the hour that a clock shows twice, the second time.
    if (showsTwice(reading, this.#localToUtc) && isInOrder(at + HOUR_MS)) return at + HOUR_MS;
    return this.layout.isNewestFirst
      ? 'the time is not before the row above, in a file that goes back'
      : 'the time is not after the row before';
  }

  #utc(reading: Reading): number | string {
    const { asIfUtcMs, zoneMs, zone } = reading;
    if (zoneMs === 0) return asIfUtcMs;
    if (zoneMs !== null || zone !== undefined) return zonedMoment(reading, this.#localToUtc);
    if (this.#localToUtc !== undefined) return this.#localToUtc(asIfUtcMs);
    return this.layout.zoneMs === null ? NO_ZONE_HERE : asIfUtcMs - this.layout.zoneMs;
  }
}

/** A file may change how it writes times, such as from seconds to milliseconds, or leave naughts away: 2026/1/2 after 2025/12/31. */
function otherReading(text: string, style: TimeStyle): Reading | null {
  const other = styleOf(text);
  if (other === 'iso' || other?.startsWith('epoch_') === true) return readingOf(text, other);
  if (other !== 'loose') return null;
  return style === 'day_first' ? readingOf(text, 'dmy') : style === 'server' || style === 'iso' ? readingOf(text, 'ymd') : null;
}

const NO_ZONE_HERE = 'the time says no zone, and the first row’s does';
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
