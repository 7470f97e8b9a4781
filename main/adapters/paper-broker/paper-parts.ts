import type { PaperAccount, PriceMarket } from '../../paper-broker/index.ts';
import type { Clock } from '#ports';
import type { BarBook } from './bar-book.ts';
import type { Books } from './books.ts';
import type { PaperWire } from './paper-wire.ts';

/** What the paper terminal is put together from. */
export type PaperParts = {
  readonly account: PaperAccount;
  readonly bars: BarBook;
  readonly books: Books;
  readonly wire: PaperWire;
  readonly clock: Clock;
  readonly source: string;
  /** What `symbols` lists: those with prices, not those only held from earlier. */
  readonly symbols: readonly string[];
  /** Null: prices are fed from outside (replay). */
  readonly market: PriceMarket | null;
};
