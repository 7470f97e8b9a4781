import { HistoryFault } from './history-fault.ts';
import { readingOf, styleOf, type TimeStyle } from './moment.ts';

export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close'] as const;
export const TICK_COLUMNS = ['time', 'bid', 'ask'] as const;
type Column = 'date' | 'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'spread' | 'bid' | 'ask';

/** How a file's rows are written, found in its first lines. */
export type Layout = {
  readonly separator: string;
  readonly isDecimalComma: boolean;
  readonly hasHeader: boolean;
  readonly columns: ReadonlyMap<string, number>;
  /** One column with the whole time, or a date and a time of day. */
  readonly time: readonly number[];
  readonly style: TimeStyle;
  /** Milliseconds ahead of UTC of times that say no zone, where the file's kind tells it; null: it does not. */
  readonly zoneMs: number | null;
};

const SEPARATORS = ['\t', ';', ','] as const;
const HOUR_MS = 3_600_000;

/** The column names that exports use, as they are without brackets, quotes and case. */
const NAMES: Readonly<Record<string, Column>> = {
  ...{ date: 'date', dtyyyymmdd: 'date', day: 'date' },
  ...{ time: 'time', datetime: 'time', timestamp: 'time', 'date time': 'time', 'gmt time': 'time', 'local time': 'time' },
  ...{ 'time (utc)': 'time', 'time (eet)': 'time', 'etc/utc': 'time', 'open time': 'time', unix: 'time' },
  ...{ open: 'open', high: 'high', low: 'low', close: 'close', o: 'open', h: 'high', l: 'low', c: 'close' },
  ...{ tickvol: 'volume', tick_volume: 'volume', volume: 'volume', spread: 'spread' },
  ...{ bid: 'bid', ask: 'ask', 'bid price': 'bid', 'ask price': 'ask', bidprice: 'bid', askprice: 'ask' },
};

/** Where the columns of a file without a header are, by how many there are after the time. */
const BARE_BARS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume', 'spread'];
const BARE_TICKS: readonly Column[] = ['bid', 'ask', 'volume'];

const clean = (name: string): string =>
  name
    .trim()
    .replace(/^["'<]+|["'>]+$/g, '')
    .toLowerCase();

/** Finds the layout in the first lines (the header, if there is one, and a row). `name`: the file's own, which tells some zones. */
export function layoutOf(file: string, [first = '', second = '']: readonly string[], wanted: readonly string[]): Layout {
  const header = headerIn(first, wanted);
  if (header !== null) return { ...header, hasHeader: true, ...rowFacts(file, second, header.separator, header.time, first) };
  const bare = bareLayout(first, wanted);
  if (bare !== null) return { ...bare, hasHeader: false, ...rowFacts(file, first, bare.separator, bare.time, '') };
  const names = first.split(',').map(clean);
  const missing = wanted.filter((column) => !names.includes(column));
  throw new HistoryFault(
    file,
    1,
    `the header lacks ${missing.join(', ')}; it must name ${wanted.join(',')}, separated by comma, semicolon or tab; it reads: ${first.slice(0, 80)}`,
  );
}

type Found = Pick<Layout, 'separator' | 'columns' | 'time'>;

function headerIn(line: string, wanted: readonly string[]): Found | null {
  for (const separator of SEPARATORS) {
    const columns = new Map<string, number>();
    for (const [at, name] of line.split(separator).entries()) {
      const known = NAMES[clean(name)];
      if (known !== undefined && !columns.has(known)) columns.set(known, at);
    }
    const time = timeColumns(columns);
    if (time !== null && wanted.every((column) => column === 'time' || columns.has(column))) return { separator, columns, time };
  }
  return null;
}

function timeColumns(columns: ReadonlyMap<string, number>): readonly number[] | null {
  const [date, time] = [columns.get('date'), columns.get('time')];
  if (date !== undefined) return time === undefined ? [date] : [date, time];
  return time === undefined ? null : [time];
}

/** A row where a header is looked for: a time, or a date and a time of day, after a symbol perhaps, and numbers. */
function bareLayout(line: string, wanted: readonly string[]): Found | null {
  const after = wanted.includes('bid') ? BARE_TICKS : BARE_BARS;
  for (const separator of SEPARATORS) {
    const cells = line.split(separator).map((cell) => cell.trim());
    for (const at of [0, 1]) {
      const isWhole = styleOf(cells[at] ?? '') !== null && !/^\d{1,2}:\d{2}/.test(cells[at + 1] ?? '');
      const time = isWhole ? [at] : styleOf(`${cells[at] ?? ''} ${cells[at + 1] ?? ''}`) === null ? null : [at, at + 1];
      if (time === null) continue;
      const from = at + time.length;
      const least = wanted.length - 1;
      if (cells.slice(from, from + least).every((cell) => /^\d+([.,]\d+)?$/.test(cell)) && cells.length >= from + least)
        return { separator, time, columns: new Map(after.map((column, index) => [column, from + index])) };
    }
  }
  return null;
}

function rowFacts(
  file: string,
  row: string,
  separator: string,
  time: readonly number[],
  header: string,
): Pick<Layout, 'isDecimalComma' | 'style' | 'zoneMs'> {
  const cells = row.split(separator).map((cell) => cell.trim().replaceAll('"', ''));
  const text = time.map((at) => cells[at] ?? '').join(' ');
  const style = styleOf(text) ?? 'iso';
  const isDecimalComma =
    separator !== ',' && /\d,\d/.test(row) && !/\d\.\d/.test(cells.filter((_, at) => !time.includes(at)).join(' '));
  const own = readingOf(text, style)?.zoneMs;
  return { isDecimalComma, style, zoneMs: own ?? zoneIn(file, header, style, time.length) };
}

/** HistData writes New York without summer time, Dukascopy and TrueFX GMT. A server's time, and a local one, nobody can guess. */
function zoneIn(file: string, header: string, style: TimeStyle, columns: number): number | null {
  if (/DAT_(ASCII|MT|NT|XLSX)_/i.test(file)) return -5 * HOUR_MS;
  if (/gmt time|utc/i.test(header)) return 0;
  if (/local time|\(eet\)/i.test(header)) return null;
  if (style === 'compact' && columns === 1 && header === '') return 0;
  return style === 'iso' ? 0 : null;
}
