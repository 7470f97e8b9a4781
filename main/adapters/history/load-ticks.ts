import type { Quote } from '#shared/domain';
import { namedBy } from './file-name.ts';
import { HistoryFault } from './history-fault.ts';
import { TICK_COLUMNS } from './layout.ts';
import { numberIn, readRows, type Cells, type RowOptions } from './rows.ts';

export type TicksOptions = RowOptions & {
  /** Over the file's name. */
  readonly symbol?: string;
};

export type TicksFile = { readonly symbol: string; readonly ticks: readonly Quote[]; readonly skipped: number };

/** Ticks of one symbol, as most platforms export them. Several may share a millisecond. */
export async function loadTicks(file: string, options: TicksOptions = {}): Promise<TicksFile> {
  const symbol = options.symbol ?? namedBy(file).symbol;
  if (symbol === null) throw new HistoryFault(file, 0, 'the name is not SYMBOL_TICKS_x.csv: give the symbol with --symbol NAME');
  const before: Sides = { bid: null, ask: null };
  const { items, skipped } = await readRows(file, TICK_COLUMNS, true, options, (at, cells) => tickOf(symbol, at, cells, before));
  // MetaTrader's export begins with one side only, until the other was there.
  return { symbol, ticks: items.filter(({ bid, ask }) => bid > 0 && ask > 0), skipped };
}

type Sides = { bid: number | null; ask: number | null };

/** MetaTrader leaves the side that did not change empty: it stays as it was. Until both were there a tick has a side of 0. */
function tickOf(symbol: string, at: number, cells: Cells, before: Sides): Quote | string {
  const isEmpty = (column: 'bid' | 'ask'): boolean => cells(column)?.trim() === '';
  if (isEmpty('bid') && isEmpty('ask')) return 'neither bid nor ask is there';
  const bid = isEmpty('bid') ? (before.bid ?? 0) : numberIn(cells('bid'));
  const ask = isEmpty('ask') ? (before.ask ?? 0) : numberIn(cells('ask'));
  if (bid === null || ask === null) return 'bid and ask must be numbers';
  if ((bid <= 0 && !isEmpty('bid')) || (ask <= 0 && !isEmpty('ask'))) return 'prices must be above zero';
  if (bid > 0 && ask > 0 && ask < bid) return `ask ${ask} is below bid ${bid}`;
  if (bid > 0) before.bid = bid;
  if (ask > 0) before.ask = ask;
  return { symbol, bid, ask, at };
}
