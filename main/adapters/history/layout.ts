import { HistoryFault } from './history-fault.ts';
import { dateOrderOf, readingOf, styleOf, type DateOrder, type TimeStyle } from './moment.ts';
import { dayOf } from './file-name.ts';

export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close'] as const;
export const TICK_COLUMNS = ['time', 'bid', 'ask'] as const;
type Column = 'date' | 'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'spread' | 'bid' | 'ask';

/** How a file's rows are written, found in its first lines. */
export type Layout = {
  readonly separator: string;
  readonly isDecimalComma: boolean;
  /** The line of the first row, counted from 0. */
  readonly firstRow: number;
  readonly columns: ReadonlyMap<string, number>;
  /** One column with the whole time, or a date and a time of day. */
  readonly time: readonly number[];
  readonly style: TimeStyle;
  /** Milliseconds ahead of UTC of times that say no zone, where the file's kind tells it; null: it does not. */
  readonly zoneMs: number | null;
  /** Added to each time: the day of a file whose rows say the time of day only. UTC ms. */
  readonly dayMs: number;
};

const SEPARATORS = ['\t', ';', ',', '|'] as const;
const HOUR_MS = 3_600_000;

/** The column names that exports use, as they are without brackets, quotes, case and accents; in the languages of platforms too. */
const NAMES: Readonly<Record<string, Column>> = {
  ...{ date: 'date', dtyyyymmdd: 'date', day: 'date' },
  ...{ time: 'time', datetime: 'time', timestamp: 'time', 'date time': 'time', 'gmt time': 'time', 'local time': 'time' },
  ...{ 'time (utc)': 'time', 'time (eet)': 'time', 'etc/utc': 'time', 'open time': 'time', unix: 'time' },
  ...{ open: 'open', high: 'high', low: 'low', close: 'close', o: 'open', h: 'high', l: 'low', c: 'close' },
  ...{ datum: 'date', zeit: 'time', uhrzeit: 'time', eroffnung: 'open', hoch: 'high', tief: 'low', schluss: 'close' },
  ...{ heure: 'time', ouverture: 'open', 'plus haut': 'high', 'plus bas': 'low', haut: 'high', bas: 'low', cloture: 'close' },
  ...{ fecha: 'date', hora: 'time', apertura: 'open', maximo: 'high', minimo: 'low', cierre: 'close' },
  ...{ data: 'date', ora: 'time', massimo: 'high', chiusura: 'close', abertura: 'open', maxima: 'high', minima: 'low' },
  ...{ fechamento: 'close', дата: 'date', время: 'time', открытие: 'open', максимум: 'high', минимум: 'low', закрытие: 'close' },
  ...{ volumen: 'volume', объем: 'volume', tickvol: 'volume', tick_volume: 'volume', volume: 'volume', spread: 'spread' },
  ...{ bid: 'bid', ask: 'ask', 'bid price': 'bid', 'ask price': 'ask', bidprice: 'bid', askprice: 'ask' },
};

/**
 * The columns of a file without a header, after the time. What follows the volume is a spread, a number of trades (Kraken) or
 * another time (Binance): without a title nobody can tell, so it is left alone.
 */
const BARE_BARS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume'];
const BARE_TICKS: readonly Column[] = ['bid', 'ask', 'volume'];
/** Bid, ask and what goes with each; more cells are a bar's. */
const TICK_CELLS_MAX = 4;

const clean = (name: string): string =>
  name
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^["'<]+|["'>]+$/g, '')
    .toLowerCase();

/** The first lines of a file that may be about it, before its header or first row. */
const ABOVE_MAX = 8;
/** What no row of a history file begins with, so that a line above them may be left out. */
const NO_ROW = /^\s*(?:$|[#/;"'A-Za-z<])/;

/**
 * Finds the layout in the first lines: the header or, without one, the first row, and the rows after it. `name`: the table's own,
 * which tells some zones. `dates`: which way round dates with slashes are written, where the rows themselves do not tell.
 */
export function layoutOf(named: Named, lines: readonly string[], wanted: readonly string[]): Layout {
  if (dayOf(named.name) !== null) {
    const found = { separator: ',', time: [0], columns: columnsFrom(1, wanted) };
    return { ...found, firstRow: 0, ...rowFacts(named, lines, found, '') };
  }
  const above = lines.slice(0, ABOVE_MAX);
  const end = above.findIndex((line) => !NO_ROW.test(line));
  const upTo = end === -1 ? above.length : end + 1;
  for (const [at, line] of above.slice(0, upTo).entries()) {
    const titles = titlesAt(lines, at);
    const header = headerIn(titles.line, lines[at + titles.count] ?? '', wanted);
    if (header !== null)
      return { ...header, firstRow: at + titles.count, ...rowFacts(named, lines.slice(at + titles.count), header, line) };
  }
  const at = above.slice(0, upTo).findIndex((line) => !isComment(line));
  const bare = bareLayout(above[at] ?? '', wanted);
  if (bare !== null) return { ...bare, firstRow: at, ...rowFacts(named, lines.slice(at), bare, '') };
  const first = lines.find((line) => !isComment(line)) ?? '';
  const names = first.split(',').map(clean);
  const missing = wanted.filter((column) => !names.includes(column));
  throw new HistoryFault(
    named.file,
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

type Found = Pick<Layout, 'separator' | 'columns' | 'time'>;

function headerIn(line: string, row: string, wanted: readonly string[]): Found | null {
  for (const separator of SEPARATORS) {
    const columns = new Map<string, number>();
    for (const [at, name] of line.split(separator).entries()) {
      const known = NAMES[clean(name)];
      if (known !== undefined && !columns.has(known)) columns.set(known, at);
    }
    // Sierra Chart calls the close the last price; beside a close it is another one.
    const last = line.split(separator).findIndex((name) => clean(name) === 'last');
    if (last !== -1 && !columns.has('close')) columns.set('close', last);
    const time = timeColumns(columns, cellsOf(row, separator));
    if (time !== null && wanted.every((column) => column === 'time' || columns.has(column))) return { separator, columns, time };
  }
  return null;
}

/** One column, or a date and a time of day. Of two columns that each tell the whole time, that of the time is read. */
function timeColumns(columns: ReadonlyMap<string, number>, row: readonly string[]): readonly number[] | null {
  const [date, time] = [columns.get('date'), columns.get('time')];
  if (date === undefined || time === undefined) return date === undefined && time === undefined ? null : [time ?? date ?? 0];
  if (styleOf(row[time] ?? '') !== null) return [time];
  return styleOf(`${row[date] ?? ''} ${row[time] ?? ''}`) === null && styleOf(row[date] ?? '') !== null ? [date] : [date, time];
}

const columnsFrom = (from: number, wanted: readonly string[]): ReadonlyMap<string, number> =>
  new Map((wanted.includes('bid') ? BARE_TICKS : BARE_BARS).map((column, index) => [column, from + index]));

/** A row where a header is looked for: a time, or a date and a time of day, after a symbol perhaps, and numbers. */
function bareLayout(line: string, wanted: readonly string[]): Found | null {
  for (const separator of SEPARATORS) {
    const cells = line.split(separator).map((cell) => cell.trim());
    for (const at of [0, 1]) {
      const isWhole = styleOf(cells[at] ?? '') !== null && !/^\d{1,2}:\d{2}/.test(cells[at + 1] ?? '');
      const time = isWhole ? [at] : styleOf(`${cells[at] ?? ''} ${cells[at + 1] ?? ''}`) === null ? null : [at, at + 1];
      if (time === null) continue;
      const from = at + time.length;
      const least = wanted.length - 1;
      if (cells.length > from + (wanted.includes('bid') ? TICK_CELLS_MAX : Infinity)) continue;
      if (cells.slice(from, from + least).every((cell) => /^\d+([.,]\d+)?$/.test(cell)) && cells.length >= from + least)
        return { separator, time, columns: columnsFrom(from, wanted) };
    }
  }
  return null;
}

type Named = { readonly file: string; readonly name: string; readonly dates: DateOrder | undefined };

function rowFacts(
  named: Named,
  rows: readonly string[],
  { separator, time }: Found,
  header: string,
): Pick<Layout, 'isDecimalComma' | 'style' | 'zoneMs' | 'dayMs'> {
  const [row = ''] = rows;
  const cells = cellsOf(row, separator);
  const text = timeText(cells, time);
  const dayMs = dayOf(named.name);
  const style = dayMs === null ? styleIn(named, rows, separator, time) : 'ms_of_day';
  const numbers = cells.filter((_, at) => !time.includes(at)).join(' ');
  // A point before three digits and a comma parts the thousands.
  const isDecimalComma = separator !== ',' && /\d,\d/.test(row) && (!/\d\.\d/.test(numbers) || /\d\.\d{3},\d/.test(numbers));
  const own = readingOf(text, style)?.zoneMs;
  return { isDecimalComma, style, dayMs: dayMs ?? 0, zoneMs: own ?? zoneIn(named, header, style, time.length) };
}

const cellsOf = (row: string, separator: string): readonly string[] =>
  row.split(separator).map((cell) => cell.trim().replaceAll('"', ''));
const timeText = (cells: readonly string[], time: readonly number[]): string => time.map((at) => cells[at] ?? '').join(' ');

function styleIn({ file, dates }: Named, rows: readonly string[], separator: string, time: readonly number[]): TimeStyle {
  const texts = rows.map((row) => timeText(cellsOf(row, separator), time));
  const style = styleOf(texts[0] ?? '') ?? 'iso';
  if (style !== 'month_day' && style !== 'day_month') return style;
  const order = dates ?? dateOrderOf(texts);
  if (order === null)
    throw new HistoryFault(
      file,
      0,
      `its dates may be day/month or month/day (${texts[0] ?? ''}): give --dates dmy or --dates mdy`,
    );
  return order === 'dmy' ? 'day_month' : 'month_day';
}

/** HistData, and Lean's files of FXCM, write New York without summer time, Dukascopy and TrueFX GMT. A server's time, and a local one, nobody can guess. */
function zoneIn({ file, name }: Named, header: string, style: TimeStyle, columns: number): number | null {
  if (style === 'ms_of_day') return /[\\/]fxcm[\\/]/i.test(file) ? -5 * HOUR_MS : 0;
  if (/DAT_(ASCII|MT|NT|XLSX)_/i.test(name)) return -5 * HOUR_MS;
  if (/gmt time|utc/i.test(header)) return 0;
  if (/local time|\(eet\)/i.test(header)) return null;
  if (style === 'compact' && columns === 1 && header === '') return 0;
  return style === 'iso' ? 0 : null;
}
