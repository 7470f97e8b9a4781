/** Price history from tables and JSON, plain or packed: bars and ticks, checked row by row. */
export { HistoryFault } from './history-fault.ts';
export { loadBars, type BarsOptions } from './load-bars.ts';
export { loadTicks, type TicksOptions } from './load-ticks.ts';
export { bySymbol, joined, type Joined, type Part, type ReadAs } from './joined.ts';
export { sizeName } from './bar-size.ts';
export { timeOf, type FileForm } from './rows.ts';
export { namedBy } from './file-name.ts';
