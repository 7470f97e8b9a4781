import type { Quote } from '#shared/domain';
import { namedBy } from './file-name.ts';
import { HistoryFault } from './history-fault.ts';
import { numberIn, readRows, type Cells, type RowOptions } from './rows.ts';

export type TicksOptions = RowOptions & {
  /** Over the file's name. */
  readonly symbol?: string;
};

export type TicksFile = { readonly symbol: string; readonly ticks: readonly Quote[]; readonly skipped: number };

/** Ticks of one symbol: `time,bid,ask`. Several may share a millisecond. */
export async function loadTicks(file: string, options: TicksOptions = {}): Promise<TicksFile> {
  const symbol = options.symbol ?? namedBy(file).symbol;
  if (symbol === null) throw new HistoryFault(file, 0, 'the name is not SYMBOL_TICKS_x.csv: give the symbol with --symbol NAME');
  const { items, skipped } = await readRows(file, ['time', 'bid', 'ask'], true, options, (at, cells) =>
    tickOf(symbol, at, cells),
  );
  return { symbol, ticks: items, skipped };
}

function tickOf(symbol: string, at: number, cells: Cells): Quote | string {
  const bid = numberIn(cells('bid'));
  const ask = numberIn(cells('ask'));
  if (bid === null || ask === null) return 'bid and ask must be numbers';
  if (bid <= 0) return 'prices must be above zero';
  return ask < bid ? `ask ${ask} is below bid ${bid}` : { symbol, bid, ask, at };
}
