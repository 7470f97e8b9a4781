import { timeframe, type Quote } from '#shared/domain';
import { contentOf } from './content.ts';
import { namedEither } from './file-name.ts';
import { farPrice, type Span } from './far-price.ts';
import { HistoryFault } from './history-fault.ts';
import { TICK_COLUMNS } from './layout.ts';
import { numberIn, readRows, scaled, type Cells, type RowOptions } from './rows.ts';

export type TicksOptions = RowOptions & {
  /** Over the file's name. */
  readonly symbol?: string;
  /** What each price is multiplied by, for files that count in points. */
  readonly scale?: number;
  /** What is so for the files of one symbol. */
  readonly ofSymbol?: (symbol: string) => TicksOptions;
};

type TicksFile = { readonly symbol: string; readonly ticks: readonly Quote[]; readonly skipped: number };

/** Ticks of one symbol, as most platforms export them. Several may share a millisecond. */
export async function loadTicks(file: string, asked: TicksOptions = {}): Promise<TicksFile> {
  const content = await contentOf(file);
  const named = namedEither(content.name, file);
  const symbol = asked.symbolFor?.(file) ?? asked.symbol ?? named.symbol;
  const options = { ...asked, ...asked.ofSymbol?.(symbol ?? '') };
  if (named.content !== null && named.content !== 'TICKS' && timeframe.safeParse(named.content).success)
    throw new HistoryFault(file, 0, `the name says bars of ${named.content}, not ticks: give it with --bars`);
  if (symbol === null)
    throw new HistoryFault(
      file,
      0,
      'the name is not SYMBOL_TICKS_x.csv: give the symbol with --symbol NAME, or with --symbol NAME=FILE where there are several files',
    );
  const before: Sides = { bid: null, ask: null };
  let span: Span | null = null;
  const read = (at: number, cells: Cells): Quote | string => {
    const tick = tickOf(symbol, at, cells, before, options.scale);
    if (typeof tick === 'string' || tick.bid === 0 || tick.ask === 0) return tick;
    const now = { at, low: tick.bid, high: tick.ask, last: tick.bid };
    const far = farPrice(span, now);
    if (far !== null) return far;
    before.bid = tick.bid;
    before.ask = tick.ask;
    span = now;
    return tick;
  };
  const { items, skipped } = await readRows(
    { file, content, symbol },
    { columns: TICK_COLUMNS, mayRepeatTime: true },
    options,
    read,
  );
  // MetaTrader's export begins with one side only, until the other was there.
  return { symbol, ticks: items.filter(({ bid, ask }) => bid > 0 && ask > 0), skipped };
}

type Sides = { bid: number | null; ask: number | null };

/** MetaTrader leaves the side that did not change empty: it stays as it was. Until both were there a tick has a side of 0. */
function tickOf(symbol: string, at: number, cells: Cells, before: Sides, scale: number | undefined): Quote | string {
  const isEmpty = (column: 'bid' | 'ask'): boolean => cells(column)?.trim() === '';
  if (isEmpty('bid') && isEmpty('ask')) return 'neither bid nor ask is there';
  const bid = isEmpty('bid') ? (before.bid ?? 0) : scaled(numberIn(cells('bid')), scale);
  const ask = isEmpty('ask') ? (before.ask ?? 0) : scaled(numberIn(cells('ask')), scale);
  if (bid === null || ask === null) return 'bid and ask must be numbers';
  if ((bid <= 0 && !isEmpty('bid')) || (ask <= 0 && !isEmpty('ask'))) return 'prices must be above zero';
  if (bid > 0 && ask > 0 && ask < bid) return `ask ${ask} is below bid ${bid}`;
  if (bid === 0) before.ask = ask;
  if (ask === 0) before.bid = bid;
  return { symbol, bid, ask, at };
}
