import { entryPrice, exitPrice, type Deal, type Quote } from '../../../shared/domain/index.ts';
import { nextTicket, type Book, type HeldPosition, type WorkingOrder } from './book.ts';
import { bookEntry, bookExit } from './dealing.ts';
import { refusedMargin } from './requests.ts';
import { accountOf, currentPrice, floatingProfit, specIn } from './valuation.ts';

/** Margin level in percent at which the broker starts to close positions. */
export const STOP_OUT_LEVEL = 50;

/** Takes one price: judges stops, then working orders, then the margin level. Returns the deals it caused, in order. */
export function judgeQuote(book: Book, quote: Quote): readonly Deal[] {
  book.quotes.set(quote.symbol, quote);
  if (book.positions.size === 0 && book.orders.size === 0) return [];
  const deals: Deal[] = [];
  for (const held of [...book.positions.values()]) {
    if (held.symbol !== quote.symbol) continue;
    const hit = stopHit(held, quote);
    if (hit === null) continue;
    const order = nextTicket(book);
    deals.push(
      bookExit(book, held, { order, volume: held.volume, ...hit, comment: `[${hit.reason} ${hit.level}]`, at: quote.at }),
    );
  }
  for (const order of [...book.orders.values()]) {
    const deal = order.symbol === quote.symbol ? triggered(book, order, quote) : null;
    if (deal !== null) deals.push(deal);
  }
  stopOut(book, quote.at, deals);
  return deals;
}

/**
 * A stop loss is a stop order: it fills at the first price at or beyond its level, so a gap costs. A take profit is a
 * limit order: it fills at its level. Buys are judged on the bid, sells on the ask.
 */
function stopHit(held: HeldPosition, quote: Quote): { reason: 'sl' | 'tp'; level: number; price: number } | null {
  const { direction, stopLoss, takeProfit } = held;
  const price = exitPrice(direction, quote);
  const up = direction === 'BUY' ? 1 : -1;
  if (stopLoss !== null && (price - stopLoss) * up <= 0) return { reason: 'sl', level: stopLoss, price };
  if (takeProfit !== null && (price - takeProfit) * up >= 0) return { reason: 'tp', level: takeProfit, price: takeProfit };
  return null;
}

/** Working orders fill like stops (at the price) or limits (at the level); without money they are dropped, as MT5 does. */
function triggered(book: Book, order: WorkingOrder, quote: Quote): Deal | null {
  const { ticket, symbol, direction: side, volume, stopLoss, takeProfit, comment, magic } = order;
  const price = entryPrice(side, quote);
  const beyond = (price - order.price) * (side === 'BUY' ? 1 : -1);
  if (order.trigger === 'stop' ? beyond < 0 : beyond > 0) return null;
  book.orders.delete(ticket);
  const spec = specIn(book, symbol);
  if (refusedMargin(book, spec, volume, price) !== null) return null;
  const fill = order.trigger === 'limit' ? order.price : price;
  return bookEntry(book, spec, {
    order: ticket,
    symbol,
    side,
    volume,
    price: fill,
    stopLoss,
    takeProfit,
    comment,
    magic,
    reason: 'client',
    at: quote.at,
  });
}

/** At or below the stop-out level the most losing position goes first, and the level is looked at again. */
function stopOut(book: Book, at: number, deals: Deal[]): void {
  while (book.positions.size > 0) {
    const { marginLevel } = accountOf(book);
    if (marginLevel === null || marginLevel > STOP_OUT_LEVEL) return;
    const [worst] = [...book.positions.values()].sort((a, b) => floatingProfit(book, a) - floatingProfit(book, b));
    if (worst === undefined) return;
    const order = nextTicket(book);
    const exit = { order, volume: worst.volume, price: currentPrice(book, worst), comment: '[so]', reason: 'so', at } as const;
    deals.push(bookExit(book, worst, exit));
  }
}
