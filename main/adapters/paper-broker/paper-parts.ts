import type { PaperAccount, PriceMarket } from '../../paper-broker/index.ts';
import type { Clock } from '#ports';
import { BarBook } from './bar-book.ts';
import { Books } from './books.ts';
import { memoryStore } from './paper-store.ts';
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

/** Parts of a broker with the same books and nothing to keep them; it makes no bars. `close` is called when it ends. */
export const copiedParts = (parts: PaperParts, close: () => void): PaperParts => ({
  ...parts,
  account: parts.account.copy(),
  bars: new BarBook([], null),
  wire: parts.wire.copy(),
  source: `a copy of ${parts.source}`,
  market: null,
  books: new Books({ ...memoryStore(), close }, () => undefined),
});
