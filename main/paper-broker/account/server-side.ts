import { entryPrice, exitPrice, type Deal, type Quote } from '#shared/domain';
import { clientOrderIdOf, nextTicket, typeOf, type Book, type HeldPosition, type WorkingOrder } from './book.ts';
import { bookEntry, bookExit } from './dealing.ts';
import { marginState, specIn } from './margin.ts';
import { NO_FAULTS, type Faults } from './faults.ts';
import { partOf, refusedMargin, settle } from './market-orders.ts';
import { tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import { chargeNights } from './swaps.ts';
import { tellGone, tellUpdated } from './telling.ts';
import { accountOf, currentPrice, floatingProfit } from './valuation.ts';

/** What time alone does: swaps at midnight, orders that expire, orders whose time to be dealt has come. */
export function passTime(book: Book, nowMs: number): readonly Deal[] {
  chargeNights(book, nowMs);
  if (book.orders.size === 0) return [];
  const deals: Deal[] = [];
  for (const order of [...book.orders.values()]) {
    if (order.expiresAt !== undefined && nowMs >= order.expiresAt) {
      book.orders.delete(order.ticket);
      tellGone(book, order, 'expired');
    } else if (order.due !== undefined && nowMs >= order.due.at) {
      const deal = settle(book, order, nowMs);
      if (deal !== null) deals.push(deal);
    }
  }
  return deals;
}

/** Takes one price: judges stops, then working orders, then the margin level. Returns the deals it caused, in order. */
export function judgeQuote(book: Book, quote: Quote, faults: Pick<Faults, 'reached'> = NO_FAULTS): readonly Deal[] {
  book.quotes.set(quote.symbol, quote);
  const deals: Deal[] = [...passTime(book, quote.at)];
  if (book.positions.size === 0 && book.orders.size === 0) return deals;
  const takingTargets = book.insideBars.get(quote.symbol)?.takingTargets ?? null;
  for (const held of [...book.positions.values()]) {
    if (held.symbol !== quote.symbol) continue;
    const hit = stopHit(held, quote, takingTargets);
    if (hit === null) continue;
    const order = nextTicket(book);
    deals.push(
      bookExit(book, held, { order, volume: held.volume, ...hit, comment: `[${hit.reason} ${hit.level}]`, at: quote.at }),
    );
  }
  for (const order of [...book.orders.values()]) {
    const deal = order.symbol === quote.symbol ? triggered(book, order, quote, faults) : null;
    if (deal !== null) deals.push(deal);
  }
  stopOut(book, quote.at, deals);
  return deals;
}

/**
 * A stop loss is a stop order: it fills at the first price at or beyond its level, so a gap costs. A take profit is a
 * limit order: it fills at its level. Buys are judged on the bid, sells on the ask.
 */
function stopHit(
  held: HeldPosition,
  quote: Quote,
  takingTargets: ReadonlySet<string> | null,
): { reason: 'sl' | 'tp'; level: number; price: number } | null {
  const { direction, stopLoss, takeProfit } = held;
  const price = exitPrice(direction, quote);
  const up = direction === 'BUY' ? 1 : -1;
  if (stopLoss !== null && (price - stopLoss) * up <= 0) return { reason: 'sl', level: stopLoss, price };
  if (takingTargets?.has(held.ticket) === false) return null;
  if (takeProfit !== null && (price - takeProfit) * up >= 0) return { reason: 'tp', level: takeProfit, price: takeProfit };
  return null;
}

/**
 * Working orders fill like stops (at the price) or limits (at the level); a stop-limit order whose stop is reached becomes
 * the limit. Without money they are dropped, as MT5 does.
 */
function triggered(book: Book, order: WorkingOrder, quote: Quote, faults: Pick<Faults, 'reached'>): Deal | null {
  const { ticket, direction: side, trigger } = order;
  const inside = book.insideBars.get(order.symbol);
  if (trigger === 'market' || inside?.isForHeldOnly === true || inside?.turned.has(ticket) === true) return null;
  const price = entryPrice(side, quote);
  const beyond = (price - order.price) * (side === 'BUY' ? 1 : -1);
  if (trigger === 'limit' ? beyond > 0 : beyond < 0) return null;
  if (trigger === 'stop_limit') {
    const { stopLimit = order.price, ...kept } = order;
    const limit: WorkingOrder = { ...kept, trigger: 'limit', price: stopLimit };
    book.orders.set(ticket, limit);
    tellUpdated(book, limit, 'placed');
    const deal = triggered(book, limit, quote, faults);
    if (book.orders.has(ticket)) inside?.turned.add(ticket);
    return deal;
  }
  return dealt(book, order, { price, fill: trigger === 'limit' ? order.price : price, at: quote.at }, faults);
}

type Reached = { readonly price: number; readonly fill: number; readonly at: number };

/** Deals a working order at `fill`, as far as there is money for it at the market's `price`. */
export function dealt(
  book: Book,
  order: WorkingOrder,
  { price, fill, at }: Reached,
  faults: Pick<Faults, 'reached'> = NO_FAULTS,
): Deal | null {
  const { ticket, symbol, direction: side, stopLoss, takeProfit, comment, magic, reason = 'client' } = order;
  const spec = specIn(book, symbol);
  const volume = thereFor(spec, order, faults);
  const left = tidy(order.volume - volume);
  book.orders.delete(ticket);
  if (refusedMargin(book, spec, side, volume, price) !== null) {
    tellGone(book, order, 'rejected');
    dropped(book, comment, `There was no money for it when ${price} was reached`);
    return null;
  }
  const end = { isNew: false, isLast: left === 0, orderType: typeOf(order) };
  if (left > 0) book.orders.set(ticket, { ...order, volume: left });
  const common = { symbol, side, volume, stopLoss, takeProfit, comment, magic, reason, end };
  return bookEntry(book, spec, { ...common, order: ticket, price: fill, at });
}

/** How much of it there is at this price: all, unless a part was asked for and the order lets a part be dealt and the rest wait. */
function thereFor(
  spec: PaperSymbol,
  { ticket, comment, volume, filling = 'return' }: WorkingOrder,
  { reached }: Pick<Faults, 'reached'>,
): number {
  const share = filling === 'return' ? reached?.({ ticket, clientOrderId: clientOrderIdOf(comment) }) : null;
  return share === null || share === undefined ? volume : partOf(spec, volume, share);
}

/** The server keeps why a working order was not dealt. */
function dropped({ answers }: Book, comment: string, why: string): void {
  const clientOrderId = clientOrderIdOf(comment);
  const stored = clientOrderId === null ? undefined : answers.get(clientOrderId);
  if (clientOrderId !== null && stored !== undefined) answers.set(clientOrderId, { ...stored, dropped: why });
}

/** At or below the stop-out level the most losing position goes first, and the level is looked at again. */
function stopOut(book: Book, at: number, deals: Deal[]): void {
  while (book.positions.size > 0) {
    if (marginState(book.settings, accountOf(book)) !== 'stop_out') return;
    const [worst] = [...book.positions.values()].sort((a, b) => floatingProfit(book, a) - floatingProfit(book, b));
    if (worst === undefined) return;
    const order = nextTicket(book);
    const exit = { order, volume: worst.volume, price: currentPrice(book, worst), comment: '[so]', reason: 'so', at } as const;
    deals.push(bookExit(book, worst, exit));
  }
}
