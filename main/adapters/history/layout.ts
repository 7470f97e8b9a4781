import { decimalMarkOf } from './decimal-mark.ts';
import { dayOf } from './file-name.ts';
import { HistoryFault } from './history-fault.ts';
import type { DateOrder } from './loose-moment.ts';
import { styleOf } from './moment.ts';
import type { DecimalMark } from './number-form.ts';
import { splitRow } from './split-row.ts';
import { timeFactsOf, type TimeFacts } from './time-facts.ts';
import type { Series } from './side-titles.ts';
import { endStamping } from './stamps.ts';
import { clean, titlesOf, type Column } from './titles.ts';

export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close'] as const;
export const TICK_COLUMNS = ['time', 'bid', 'ask'] as const;

/** How a file's rows are written, found in its first lines. */
export type Layout = TimeFacts & {
  readonly separator: string;
  readonly decimals: DecimalMark;
  /** The line of the first row, counted from 0. */
  readonly firstRow: number;
  readonly columns: ReadonlyMap<string, number>;
  /** Cells of the header; null: there is none. */
  readonly titles: number | null;
  /** Whose prices are read, where the titles say whose they are. */
  readonly series: Series;
  /** The program that wrote it and calls bars by their end; null: none that is known. */
  readonly exporter: string | null;
  /** One column with the whole time, or a date and a time of day. */
  readonly time: readonly number[];
};

/** What is known of a file besides its lines. `name`: the table's own, which tells some zones. `dates`, `decimals`: what the trader says. */
export type Known = {
  readonly file: string;
  readonly name: string;
  readonly symbol: string | null;
  readonly dates: DateOrder | undefined;
  readonly decimals: DecimalMark | undefined;
};

const SEPARATORS = ['\t', ';', ',', '|'] as const;

/**
 * The columns of a file without a header, after the time. What follows the volume is a spread, a number of trades (Kraken) or
 * another time (Binance): without a title nobody can tell, so it is left alone.
 */
const BARE_BARS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume'];
const BARE_TICKS: readonly Column[] = ['bid', 'ask', 'volume'];
/** Bid, ask and what goes with each; more cells are a bar's. */
const TICK_CELLS_MAX = 4;
/** A number with or without marks, in a row that has no titles. */
const NUMBER = /^\d[\d.,'\u2019\u00a0\u202f ]*$/;

/** The first lines of a file that may be about it, before its header or first row. */
const ABOVE_MAX = 8;
/** What no row of a history file begins with, so that a line above them may be left out. */
const NO_ROW = /^\s*(?:$|[#/;"'\p{L}<[])/u;

/** Finds the layout in a file's lines: the header or, without one, the first row, and the rows after it. */
export function layoutOf(known: Known, lines: readonly string[], wanted: readonly string[]): Layout {
  if (dayOf(known.name) !== null) {
    const found = { separator: ',', time: [0], columns: columnsFrom(1, wanted), titles: null, isForeign: false };
    return laidOut(known, lines, 0, found, '');
  }
  const above = lines.slice(0, ABOVE_MAX);
  const end = above.findIndex((line) => !NO_ROW.test(line));
  const upTo = end === -1 ? above.length : end + 1;
  for (const [at, line] of above.slice(0, upTo).entries()) {
    const titles = titlesAt(lines, at);
    const header = headerIn(titles.line, lines[at + titles.count] ?? '', wanted);
    if (header !== null) return laidOut(known, lines, at + titles.count, header, line);
  }
  const at = above.slice(0, upTo).findIndex((line) => !isComment(line));
  const bare = bareLayout(above[at] ?? '', wanted);
  if (bare !== null) return laidOut(known, lines, at, bare, '');
  const first = lines.find((line) => !isComment(line)) ?? '';
  if (wanted.includes('open') && SEPARATORS.some((separator) => titlesOf(splitRow(first, separator)).series === 'ask'))
    throw new HistoryFault(
      known.file,
      1,
      'its prices are the ask’s alone, and bars are those of the bid: give a file of the bid, or of both',
    );
  const names = first.split(',').map(clean);
  const missing = wanted.filter((column) => !names.includes(column));
  throw new HistoryFault(
    known.file,
    1,
    `the header lacks ${missing.join(', ')}; it must name ${wanted.join(',')}, separated by comma, semicolon, tab or |; it reads: ${first.slice(0, 80)}`,
  );
}

const isComment = (line: string): boolean => /^\s*(?:$|#|\/\/|sep=)/.test(line);

/** A header of three lines, as Yahoo's Python library writes it: prices, then tickers, then what the first column is. */
function titlesAt(lines: readonly string[], at: number): { readonly line: string; readonly count: number } {
  const [line = '', , third = ''] = lines.slice(at, at + 3);
  const [, title] = /^(date|datetime),*\s*$/i.exec(third) ?? [];
  return title === undefined || !/^price,/i.test(line) ? { line, count: 1 } : { line: line.replace(/^price/i, title), count: 3 };
}

type Found = Pick<Layout, 'separator' | 'columns' | 'time' | 'titles'> & {
  readonly isForeign: boolean;
  readonly series?: Series;
};

function headerIn(line: string, row: string, wanted: readonly string[]): Found | null {
  for (const separator of SEPARATORS) {
    const cells = splitRow(line, separator);
    const { columns, isForeign, series } = titlesOf(cells);
    const time = timeColumns(columns, trimmed(row, separator));
    if (time !== null && wanted.every((column) => column === 'time' || columns.has(column as Column)))
      return { separator, columns, time, isForeign, series, titles: cells.length };
  }
  return null;
}

/** One column, or a date and a time of day. Of two columns that each tell the whole time, that of the time is read. */
function timeColumns(columns: ReadonlyMap<Column, number>, row: readonly string[]): readonly number[] | null {
  const [date, time] = [columns.get('date'), columns.get('time')];
  if (date === undefined || time === undefined) return date === undefined && time === undefined ? null : [time ?? date ?? 0];
  // 23000 is a clock beside a date, and a spreadsheet's day where it stands alone.
  if (/^\d{1,6}$/.test(row[time] ?? '') && isMoment(row[date], row[time])) return [date, time];
  if (styleOf(row[time] ?? '') !== null) return [time];
  return isMoment(row[date], row[time]) || styleOf(row[date] ?? '') === null ? [date, time] : [date];
}

/** Whether two cells are a date and a clock; a clock of digits may have lost its zeros. */
const isMoment = (date = '', clock = ''): boolean =>
  styleOf(`${date} ${clock}`) !== null || (/^\d{1,6}$/.test(clock) && styleOf(`${date} ${clock.padStart(6, '0')}`) !== null);

const columnsFrom = (from: number, wanted: readonly string[]): ReadonlyMap<string, number> =>
  new Map((wanted.includes('bid') ? BARE_TICKS : BARE_BARS).map((column, index) => [column, from + index]));

/** NinjaTrader's ticks: the moment to a tenth of a microsecond, then the last price, bid, ask and volume. */
const NINJA_TICK = /^\d{8} \d{6} \d{7}$/;

/** A row where a header is looked for: a time, or a date and a time of day, after a symbol perhaps, and numbers. */
function bareLayout(line: string, wanted: readonly string[]): Found | null {
  const least = wanted.length - 1;
  const most = wanted.includes('bid') ? TICK_CELLS_MAX : Infinity;
  for (const separator of SEPARATORS) {
    const cells = trimmed(line, separator);
    if (NINJA_TICK.test(cells[0] ?? '') && wanted.includes('bid') && cells.length >= 4)
      return {
        separator,
        time: [0],
        columns: new Map([
          ['bid', 2],
          ['ask', 3],
        ]),
        isForeign: false,
        titles: null,
      };
    const found = [[0], [0, 1], [1], [1, 2]].filter((time) => {
      const [date = 0, clock] = time;
      const from = date + time.length;
      const isTime = clock === undefined ? isWhole(cells[date], cells[date + 1]) : isMoment(cells[date], cells[clock]);
      const numbers = cells.slice(from, from + least);
      return isTime && numbers.length === least && cells.length <= from + most && numbers.every((cell) => NUMBER.test(cell));
    });
    // 0931 may be a clock or a price: the prices of a bar say which.
    const time = found.find((one) => isSane(cells.slice((one[0] ?? 0) + one.length), least)) ?? found[0];
    if (time !== undefined)
      return { separator, time, columns: columnsFrom((time[0] ?? 0) + time.length, wanted), isForeign: false, titles: null };
  }
  return null;
}

const isWhole = (cell = '', next = ''): boolean => styleOf(cell) !== null && !/^\d{1,2}:\d{2}/.test(next);

/** Whether the numbers may be the prices of a bar, or bid and ask. */
function isSane(cells: readonly string[], count: number): boolean {
  const [open = 0, high = 0, low = 0, close = 0] = cells.slice(0, count).map((cell) => Number(cell.replace(',', '.')));
  return count === 2 ? open <= high : high >= Math.max(open, close, low) && low <= Math.min(open, close);
}

const trimmed = (row: string, separator: string): readonly string[] => splitRow(row, separator).map((cell) => cell.trim());

const PRICES = ['open', 'high', 'low', 'close', 'bid', 'ask'] as const;

function laidOut(known: Known, lines: readonly string[], firstRow: number, found: Found, header: string): Layout {
  const { separator, time, columns, titles, isForeign, series = null } = found;
  const rows = lines.slice(firstRow).filter((row) => row !== '');
  const table = { ...known, firstLine: firstRow + 1 };
  const times = timeFactsOf({ ...table, header, time, rows: rows.map((row) => splitRow(row, separator)) });
  const prices = new Map(PRICES.flatMap((name) => (columns.has(name) ? [[columns.get(name) ?? -1, name] as const] : [])));
  const decimals = decimalMarkOf({ ...table, rows, separator, prices, times: time, asked: known.decimals, isForeign });
  const exporter = endStamping(known.name, header);
  return { ...times, separator, columns, titles, series, exporter, time, firstRow, decimals };
}
