import { entryPrice, type Quote, type Side } from '#shared/domain';
import { nextTicket, typeOf, type Book, type WorkingOrder } from './book.ts';
import { dealable, frozen, no, refusedDirection, refusedStops, refusedVolume, type No } from './gate.ts';
import { isMultiple, tidy } from './money.ts';
import type { Arrival, Done } from './arrival.ts';
import type { PaperSymbol } from './symbols.ts';
import { tellGone, tellPlaced, tellUpdated } from './telling.ts';
import { sideOf, type Lifetime, type TradeOf } from './trade-request.ts';
import { nextMidnight } from './trading-hours.ts';

type Levels = {
  readonly side: Side;
  readonly trigger: 'limit' | 'stop' | 'stop_limit';
  readonly price: number;
  readonly stopLimit: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
};

/** Places a working order. */
export function place(book: Book, request: TradeOf<'pending'>, { nowMs, reason }: Arrival): Done | No {
  const { symbol, volume, price, stopLimit, stopLoss, takeProfit, magic, comment, filling, lifetime } = request;
  const found = dealable(book, symbol, nowMs);
  if ('retcode' in found) return found;
  const side = sideOf(request.type);
  const trigger = TRIGGERS[request.type];
  const { orderLimit } = book.settings;
  const expiresAt = expiryOf(lifetime, request.expiresAt, nowMs);
  if (typeof expiresAt === 'object') return expiresAt;
  const refused =
    refusedVolume(found.spec, volume) ??
    refusedLevels(found.spec, found.quote, { side, trigger, price, stopLimit, stopLoss, takeProfit }) ??
    refusedDirection(book, found.spec, side, volume) ??
    (filling === 'boc' && !(found.spec.filling ?? []).includes('boc')
      ? no(10030, `Unsupported filling mode: BOC of ${symbol}`)
      : null) ??
    (orderLimit !== undefined && book.orders.size >= orderLimit
      ? no(10033, `Too many orders: the limit is ${orderLimit}`)
      : null);
  if (refused !== null) return refused;
  const ticket = nextTicket(book);
  const levels = { price, stopLoss, takeProfit, ...(trigger === 'stop_limit' ? { stopLimit } : {}) };
  const life = { lifetime, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const order: WorkingOrder = {
    ...{ ticket, symbol, direction: side, volume, ...levels, ...life, trigger, filling, reason, comment, magic },
    placedAt: nowMs,
  };
  book.orders.set(ticket, order);
  tellPlaced(book, order);
  return { retcode: 10009, ticket, order: ticket, deals: [] };
}

const TRIGGERS: Readonly<Record<TradeOf<'pending'>['type'], Levels['trigger']>> = {
  buy_limit: 'limit',
  sell_limit: 'limit',
  buy_stop: 'stop',
  sell_stop: 'stop',
  buy_stop_limit: 'stop_limit',
  sell_stop_limit: 'stop_limit',
};

/** Changes a working order's prices and life, never its volume. */
export function modifyOrder(book: Book, request: TradeOf<'modify'>, nowMs: number): Done | No {
  const order = book.orders.get(request.order);
  if (order === undefined || order.trigger === 'market')
    return no(10035, `Order ${request.order} does not exist or is not working any more`);
  const found = dealable(book, order.symbol, nowMs);
  if ('retcode' in found) return found;
  const { price, stopLimit, stopLoss, takeProfit, lifetime } = request;
  const expiresAt = expiryOf(lifetime, request.expiresAt, nowMs);
  if (typeof expiresAt === 'object') return expiresAt;
  const { expiresAt: _old, stopLimit: _limit, ...kept } = order;
  const life = { lifetime, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const after: WorkingOrder = {
    ...kept,
    price,
    stopLoss,
    takeProfit,
    ...life,
    ...(order.trigger === 'stop_limit' ? { stopLimit } : {}),
  };
  const done = { ticket: order.ticket, order: order.ticket, deals: [] };
  if (isSame(order, after)) return { ...done, retcode: 10025 };
  const { direction: side, trigger } = order;
  const refused =
    frozen(found.spec, entryPrice(side, found.quote), [order.price]) ??
    refusedLevels(found.spec, found.quote, { side, trigger, price, stopLimit, stopLoss, takeProfit });
  if (refused !== null) return refused;
  book.orders.set(order.ticket, after);
  tellUpdated(book, after, 'placed');
  return { ...done, retcode: 10009 };
}

const isSame = (a: WorkingOrder, b: WorkingOrder): boolean =>
  a.price === b.price &&
  a.stopLimit === b.stopLimit &&
  a.stopLoss === b.stopLoss &&
  a.takeProfit === b.takeProfit &&
  (a.lifetime ?? 'gtc') === b.lifetime &&
  a.expiresAt === b.expiresAt;

/** Takes a working order away. One that is being dealt cannot be. */
export function removeOrder(book: Book, ticket: string): Done | No {
  const order = book.orders.get(ticket);
  if (order === undefined) return no(10035, `Order ${ticket} does not exist or is not working any more`);
  if (order.trigger === 'market') return no(10041, `Cancel rejected: order ${ticket} is being dealt`);
  const spec = book.specs.get(order.symbol);
  const quote = book.quotes.get(order.symbol);
  const near = spec === undefined || quote === undefined ? null : frozen(spec, entryPrice(order.direction, quote), [order.price]);
  if (near !== null) return near;
  book.orders.delete(ticket);
  tellGone(book, order, 'canceled');
  return { retcode: 10009, ticket, order: ticket, deals: [] };
}

/** Stops above the market, limits below (for buys; sells the other way), at least the stops level away, in whole ticks. */
function refusedLevels(
  spec: PaperSymbol,
  quote: Quote,
  { side, trigger, price, stopLimit, stopLoss, takeProfit }: Levels,
): No | null {
  const up = side === 'BUY' ? 1 : -1;
  const market = entryPrice(side, quote);
  const beyond = tidy(((price - market) * up * (trigger === 'limit' ? -1 : 1)) / spec.point);
  if (!isMultiple(price, spec.tickSize) || beyond <= 0 || beyond + 1e-4 < spec.stopsLevel)
    return no(10015, `Invalid price: ${typeOf({ direction: side, trigger })} at ${price} with ${spec.symbol} at ${market}`);
  if (trigger === 'stop_limit' && ((price - stopLimit) * up < 0 || stopLimit <= 0 || !isMultiple(stopLimit, spec.tickSize)))
    return no(10015, `Invalid price: the limit ${stopLimit} of a stop limit order at ${price}`);
  return refusedStops(spec, side, trigger === 'stop_limit' ? stopLimit : price, stopLoss, takeProfit);
}

/** Undefined: it never expires. */
function expiryOf(lifetime: Lifetime, expiresAt: number | null, nowMs: number): number | undefined | No {
  if (lifetime === 'gtc') return undefined;
  if (lifetime === 'day') return nextMidnight(nowMs);
  if (expiresAt === null || expiresAt <= nowMs) return no(10022, 'Invalid expiration: it is not in the future');
  return lifetime === 'specified' ? expiresAt : nextMidnight(expiresAt - 1);
}
