import { TIMEFRAME_MS, timeframe, type Bar, type Timeframe } from '#shared/domain';
import { spreadOfAsk } from './ask-spread.ts';
import { askHint, type Series } from './side-titles.ts';
import { stampHint, type Stamps } from './stamps.ts';
import { checkSpacing, sizeOf } from './bar-size.ts';
import { contentOf } from './content.ts';
import { farPrice, type Span } from './far-price.ts';
import { namedEither } from './file-name.ts';
import { HistoryFault } from './history-fault.ts';
import { BAR_COLUMNS } from './layout.ts';
import { numberIn, readRows, scaled, type Cells, type FileForm, type RowOptions } from './rows.ts';

export type BarsOptions = RowOptions & {
  /** Over the file's name. */
  readonly symbol?: string;
  readonly timeframe?: Timeframe;
  /** For files without a spread column. */
  readonly spreadPoints?: number;
  /** One point of a symbol, which a spread of bid and ask is counted in; without it such files have no spread. */
  readonly pointOf?: (symbol: string) => number | undefined;
  /** What each price is multiplied by, for files that count in points. */
  readonly scale?: number;
  /** Whether a bar's time is its start (as by default) or its end. */
  readonly stamps?: Stamps;
  /** Bars of whatever size, to look at: they are called M1, and `everyMs` says what they are. */
  readonly anySize?: true;
  /** What is so for the files of one symbol. */
  readonly ofSymbol?: (symbol: string) => BarsOptions;
};

type BarsFile = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: readonly Bar[];
  readonly skipped: number;
  readonly unfinished: number;
  /** Whose prices they are, where the titles say so. */
  readonly series: Series;
  /** What the file lets guess of itself that nothing was made of. */
  readonly hints: readonly string[];
  readonly everyMs?: number;
};

/** Closed bars of one symbol, time being the opening moment, as most platforms export them (see `layout.ts`). */
export async function loadBars(file: string, asked: BarsOptions = {}): Promise<BarsFile> {
  const content = await contentOf(file);
  const { symbol, frame, named, options } = namesIn(file, content.name, asked);
  let before: Span | null = null;
  const point = options.pointOf?.(symbol);
  let exporter: string | null = null;
  let series: Series = null;
  const told = (form: FileForm): void => {
    ({ exporter, series } = form.layout);
    options.told?.(form);
  };
  const shift = options.stamps === 'end' ? TIMEFRAME_MS[frame] : 0;
  const read = (stamp: number, cells: Cells): Bar | string => {
    const at = stamp - shift;
    const bar = barOf(symbol, frame, at, cells, options, point);
    if (typeof bar === 'string') return bar;
    const span = { at, low: bar.low, high: bar.high, last: bar.close };
    const far = farPrice(before, span);
    if (far !== null) return far;
    before = span;
    return bar;
  };
  const { items, skipped, unfinished } = await readRows(
    { file, content, symbol },
    { columns: BAR_COLUMNS, mayRepeatTime: false },
    { ...shifted(options, shift), told },
    read,
  );
  const everyMs = options.anySize === true ? sizeOf(options.timeframe ?? named, items) : TIMEFRAME_MS[frame];
  checkSpacing(file, everyMs, items);
  const more = shift === 0 ? 0 : everyMs - shift;
  const bars = more === 0 ? items : items.map((bar) => ({ ...bar, time: bar.time - more }));
  const stamped = options.stamps === undefined ? stampHint(bars, everyMs, exporter) : null;
  const hints = [stamped, askHint(content.name, series)].filter((hint) => hint !== null);
  return { symbol, timeframe: frame, bars, skipped, unfinished, series, hints, ...(options.anySize === true ? { everyMs } : {}) };
}

type Names = {
  readonly symbol: string;
  readonly frame: Timeframe;
  readonly named: string | null;
  readonly options: BarsOptions;
};

/** What a file is by its name, or by what the trader says of it, with what holds for its symbol. */
function namesIn(file: string, name: string, asked: BarsOptions): Names {
  const named = namedEither(name, file);
  const symbol = asked.symbolFor?.(file) ?? asked.symbol ?? named.symbol;
  if (symbol === null)
    throw new HistoryFault(
      file,
      0,
      'the name is not SYMBOL_TF.csv: give the symbol with --symbol NAME, or with --symbol NAME=FILE where there are several files',
    );
  const options = { ...asked, ...asked.ofSymbol?.(symbol) };
  // A name that says nothing is taken for M1: how far apart its bars are is checked when they are read.
  const size = options.anySize === true ? 'M1' : (named.content ?? 'M1');
  const frame = options.timeframe ?? timeframe.safeParse(size).data;
  if (frame === undefined)
    throw new HistoryFault(
      file,
      0,
      `the name says ${named.content ?? ''}, and the engine needs M1 bars: give a file of those, or --timeframe M1 where the name is wrong`,
    );
  return { symbol, frame, named: named.content, options };
}

/** The time that is asked for, as a file that calls bars by their end has it. */
const shifted = ({ fromMs, toMs, ...options }: BarsOptions, ms: number): BarsOptions => ({
  ...options,
  ...(fromMs === undefined ? {} : { fromMs: fromMs + ms }),
  ...(toMs === undefined ? {} : { toMs: toMs + ms }),
});

function barOf(
  symbol: string,
  frame: Timeframe,
  time: number,
  cells: Cells,
  { spreadPoints: defaultSpread = 0, scale }: BarsOptions,
  point: number | undefined,
): Bar | string {
  const open = scaled(numberIn(cells('open')), scale);
  const high = scaled(numberIn(cells('high')), scale);
  const low = scaled(numberIn(cells('low')), scale);
  const close = scaled(numberIn(cells('close')), scale);
  if (open === null || high === null || low === null || close === null)
    return `open, high, low and close must be numbers: ${notNumber(cells)}`;
  if (low <= 0) return 'prices must be above zero';
  if (high < low || high < open || high < close || low > open || low > close)
    return `high ${high} and low ${low} must enclose open ${open} and close ${close}`;
  if (time % TIMEFRAME_MS[frame] !== 0) return `the time is not the opening moment of an ${frame} bar`;
  const volume = optional(cells('volume'), 0);
  const toAsk = point === undefined ? null : spreadOfAsk({ open, high, low, close }, cells, { point, scale });
  if (typeof toAsk === 'string') return toAsk;
  const spreadPoints = optional(cells('spread'), toAsk ?? defaultSpread);
  if (volume === null || spreadPoints === null) return 'volume and spread must be numbers, not below zero';
  return { symbol, timeframe: frame, time, open, high, low, close, volume, spreadPoints, source: 'live' };
}

/** The first price that is none, as it was read; nothing where the row is cut. */
function notNumber(cells: Cells): string {
  const column = PRICE_COLUMNS.find((name) => numberIn(cells(name)) === null) ?? '';
  return `${column} is ${cells(column) === undefined ? 'not there' : `"${cells(column) ?? ''}"`}`;
}
const PRICE_COLUMNS = ['open', 'high', 'low', 'close'] as const;

/** A column that need not be there, but must make sense where it is. */
function optional(cell: string | undefined, missing: number): number | null {
  if (cell === undefined || cell === '') return missing;
  const value = numberIn(cell);
  return value === null || value < 0 ? null : value;
}
