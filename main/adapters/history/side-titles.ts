/** The prices of a bar. */
export const BAR_PRICES = ['open', 'high', 'low', 'close'] as const;
export type BarPrice = (typeof BAR_PRICES)[number];

type Side = 'bid' | 'ask' | 'mid';
/** Whose prices a table of bars has; null: its titles do not say. */
export type Series = Side | null;
/** A column that says which price it is, and whose. */
export type Sided = { readonly side: Side; readonly price: BarPrice; readonly at: number };

const PRICE_OF: Readonly<Record<string, BarPrice>> = { o: 'open', h: 'high', l: 'low', c: 'close' };
const SIDE_OF: Readonly<Record<string, Side>> = { bid: 'bid', ask: 'ask', offer: 'ask', mid: 'mid', midpoint: 'mid' };
/** mid.o, bid_open, AskClose, bid open; a letter alone needs a sign before it. */
const BEFORE = /(?:^|[._ -])(bid|ask|offer|mid|midpoint)(?:[._ -]?(open|high|low|close)|[._ -]([ohlc]))$/i;
/** openMid, close_ask, Open (Bid), o.bid. */
const BEHIND = /^(?:(open|high|low|close)[._ -]?|([ohlc])[._ -])[([]?(bid|ask|offer|mid|midpoint)[)\]]?$/i;

/** Reads a title with a side; null: it has none. */
export function sidedTitle(cell: string): Omit<Sided, 'at'> | null {
  const title = cell.trim().replace(/^["'<]+|["'>]+$/g, '');
  const before = BEFORE.exec(title);
  const behind = before === null ? BEHIND.exec(title) : null;
  const [side, word] = before === null ? [behind?.[3], behind?.[1] ?? behind?.[2]] : [before[1], before[2] ?? before[3]];
  const [whose, letter] = [SIDE_OF[side?.toLowerCase() ?? ''], word?.charAt(0).toLowerCase() ?? ''];
  const price = PRICE_OF[letter];
  return whose === undefined || price === undefined ? null : { side: whose, price };
}

/** A file's name says that its prices are the ask's (Dukascopy, NinjaTrader), and its titles do not say otherwise. */
export const askHint = (name: string, series: Series): string | null =>
  series === null && /[_.-]ask(?:[_.-]|$)/i.test(name)
    ? 'its name says prices of the ask, and they are taken for bids: give a file of the bid'
    : null;

/** The series that is read: bids, as a broker's charts have them, else the middle; `ask` where there is nothing else. */
export function seriesOf(sided: readonly Sided[]): Series {
  const isWhole = (side: Side): boolean =>
    BAR_PRICES.every((price) => sided.some((one) => one.side === side && one.price === price));
  return (['bid', 'mid', 'ask'] as const).find(isWhole) ?? null;
}
