import { entryPrice, exitPrice, type Deal, type Side } from '#shared/domain';
import { heldBy, isBeingClosed, nextTicket, POSITIONS_MAX, type Book, type HeldPosition, type WorkingOrder } from './book.ts';
import { bookEntry, bookExit, commissionOf, slipped } from './dealing.ts';
import { dealable, no, refusedDirection, refusedFifo, refusedFilling, refusedStops, refusedVolume, type No } from './gate.ts';
import { marginFor, specIn, usedMargin } from './margin.ts';
import { isMultiple, tidy } from './money.ts';
import type { Arrival, Done } from './arrival.ts';
import type { PaperSymbol } from './symbols.ts';
import { tellGone, tellPlaced } from './telling.ts';
import type { TradeOf } from './trade-request.ts';
import { accountOf } from './valuation.ts';

type MarketOrder = TradeOf<'deal'>;

/** Opens at the market, or closes the position it names. */
export function atMarket(book: Book, request: MarketOrder, arrival: Arrival): Done | No {
  if (request.position !== null) return exit(book, request, request.position, arrival);
  const { symbol, type, stopLoss, takeProfit, volume } = request;
  const side = type === 'buy' ? 'BUY' : 'SELL';
  const found = dealable(book, symbol, arrival.nowMs);
  if ('retcode' in found) return found;
  const { spec, quote } = found;
  const market = entryPrice(side, quote);
  const refused =
    refusedVolume(spec, volume) ??
    refusedFilling(spec, request.filling) ??
    refusedWithEntry(book, stopLoss, takeProfit) ??
    refusedStops(spec, side, quote, stopLoss, takeProfit) ??
    refusedAgainst(book, spec, side, volume) ??
    refusedMargin(book, spec, side, volume, market);
  if (refused !== null) return refused;
  if (arrival.placed !== null) return taken(book, request, side, arrival, arrival.placed, market);
  const terms = termsOf(book, spec, side, market, request, arrival.share);
  if ('retcode' in terms) return terms;
  const { part, rest, price } = terms;
  const order = nextTicket(book);
  const stays = request.filling === 'return' && rest > 0;
  const { comment, magic } = request;
  const end = { isNew: true, isLast: !stays, orderType: null };
  const common = { symbol, stopLoss, takeProfit, comment, magic };
  const deal = bookEntry(book, spec, {
    ...common,
    order,
    side,
    volume: part,
    price,
    reason: arrival.reason,
    at: arrival.nowMs,
    end,
  });
  if (stays) keepRest(book, { ...common, ticket: order, direction: side, volume: rest, price }, arrival, null);
  return { retcode: retcodeOf(part, volume), ticket: deal.position, order, deals: [deal] };
}

function exit(book: Book, request: MarketOrder, ticket: string, arrival: Arrival): Done | No {
  const held = heldBy(book, ticket);
  if (held === undefined) return no(10036, `Position ${ticket} does not exist or is closed`);
  const found = dealable(book, held.symbol, arrival.nowMs);
  if ('retcode' in found) return found;
  const { spec, quote } = found;
  const side = request.type === 'buy' ? 'BUY' : 'SELL';
  if (request.symbol !== held.symbol || side === held.direction)
    return no(10013, `Invalid request: a ${request.type} of ${request.symbol} does not close position ${ticket}`);
  if (isBeingClosed(book, held.ticket)) return no(10039, `A close order for position ${ticket} already exists`);
  const refused =
    refusedCloseVolume(spec, held, request.volume) ?? refusedFilling(spec, request.filling) ?? refusedFifo(book, held);
  if (refused !== null) return refused;
  const market = exitPrice(held.direction, quote);
  if (arrival.placed !== null) return taken(book, { ...request, position: held.ticket }, side, arrival, arrival.placed, market);
  const terms = termsOf(book, spec, side, market, request, arrival.share);
  if ('retcode' in terms) return terms;
  const { part, rest, price } = terms;
  const order = nextTicket(book);
  const stays = request.filling === 'return' && rest > 0;
  const end = { isNew: true, isLast: !stays, orderType: null };
  const { comment, magic, symbol } = request;
  const deal = bookExit(book, held, { order, volume: part, price, comment, reason: arrival.reason, at: arrival.nowMs, end });
  const levels = { stopLoss: null, takeProfit: null };
  if (stays)
    keepRest(
      book,
      { ...levels, symbol, comment, magic, ticket: order, direction: side, volume: rest, price },
      arrival,
      held.ticket,
    );
  return { retcode: retcodeOf(part, request.volume), ticket: held.ticket, order, deals: [deal] };
}

const refusedWithEntry = (book: Book, stopLoss: number | null, takeProfit: number | null): No | null =>
  book.settings.stopsAfterEntry === true && (stopLoss !== null || takeProfit !== null)
    ? no(10016, 'Invalid stops: this broker takes them after the entry only')
    : null;

/** What a netting account holds against the order is closed by it, not opened: only what is more is judged as new. */
function refusedAgainst(book: Book, spec: PaperSymbol, side: Side, volume: number): No | null {
  const against = nettedBy(book, spec.symbol, side);
  if (against !== null && volume <= against.volume + 1e-9) return null;
  const { positionLimit = POSITIONS_MAX } = book.settings;
  if (against === null && book.positions.size >= positionLimit)
    return no(10040, `Too many positions: the limit is ${positionLimit}`);
  return refusedDirection(book, spec, side, against === null ? volume : volume - against.volume);
}

function nettedBy(book: Book, symbol: string, side: Side): HeldPosition | null {
  if (book.settings.marginMode !== 'netting') return null;
  return [...book.positions.values()].find((held) => held.symbol === symbol && held.direction !== side) ?? null;
}

/** 10019 unless the free margin carries what the margin grows by and the commission of the entry. */
export function refusedMargin(book: Book, spec: PaperSymbol, side: Side, volume: number, price: number): No | null {
  const { freeMargin, margin: used } = accountOf(book);
  const against = nettedBy(book, spec.symbol, side);
  const isNew = tidy(volume - (against === null ? 0 : Math.min(volume, against.volume)));
  if (isNew === 0) return null;
  const leg = { symbol: spec.symbol, direction: side, volume: isNew, margin: marginFor(book, spec, isNew, price) };
  const margin = tidy(usedMargin(book, leg) - used);
  if (freeMargin + commissionOf(book, spec, volume, price, 'in') + (against?.margin ?? 0) >= margin) return null;
  return no(
    10019,
    `No money: ${volume} lots of ${spec.symbol} need ${margin} ${book.settings.currency} margin, free are ${freeMargin}`,
  );
}

/** What of the order is dealt, what is left of it, and where; or why it is not. */
function termsOf(
  book: Book,
  spec: PaperSymbol,
  side: Side,
  market: number,
  request: MarketOrder,
  share: number,
): { readonly part: number; readonly rest: number; readonly price: number } | No {
  const part = partOf(spec, request.volume, share);
  const price = priceOf(book, spec, side, market, request);
  if (typeof price !== 'number') return price;
  return refusedPart(spec, request, part) ?? { part, rest: tidy(request.volume - part), price };
}

/** Where the order is dealt: market execution takes the price there is, the others keep to what was asked, or do not deal. */
function priceOf(book: Book, spec: PaperSymbol, side: Side, market: number, { price, deviation }: MarketOrder): number | No {
  const at = slipped(book, spec, side, market);
  const { execution = 'market', symbol } = spec;
  if (execution === 'market' || execution === 'exchange') return at;
  if (price <= 0 || !isMultiple(price, spec.tickSize)) return no(10015, `Invalid price: ${price} of ${symbol}`);
  const moved = tidy(Math.abs(at - price) / spec.point);
  if (moved <= deviation) return at;
  const text = `${symbol} moved ${moved} points from ${price} to ${at}, allowed are ${deviation}`;
  return execution === 'instant' ? no(10004, `Requote: ${text}`) : no(10020, `Price changed: ${text}`);
}

/** Fill or Kill takes all or nothing. */
const refusedPart = (spec: PaperSymbol, { filling, volume }: MarketOrder, part: number): No | null =>
  filling === 'fok' && part < tidy(volume)
    ? no(10006, `Rejected: ${part} of ${volume} lots of ${spec.symbol} are there, and Fill or Kill takes all or nothing`)
    : null;

function refusedCloseVolume(spec: PaperSymbol, held: HeldPosition, volume: number): No | null {
  if (volume > held.volume + 1e-9) return no(10038, `Invalid close volume: ${volume} lots, the position has ${held.volume}`);
  const rest = tidy(held.volume - volume);
  // SYMBOL_VOLUME_MAX is the most "for a deal" (MQL5 reference), and closing is one.
  return rest > 0 && rest < spec.volumeMin
    ? no(10014, `Invalid volume: of ${held.volume} lots, ${volume} leave less than ${spec.volumeMin}`)
    : refusedVolume(spec, volume);
}

/** A share of a volume in whole steps, at least the smallest volume. */
export function partOf(spec: PaperSymbol, volume: number, share: number): number {
  const part = Math.floor((volume * share) / spec.volumeStep + 1e-9) * spec.volumeStep;
  return tidy(Math.min(volume, Math.max(spec.volumeMin, part)));
}

const retcodeOf = (volume: number, wanted: number): number => (volume < tidy(wanted) ? 10010 : 10009);

type Rest = Pick<
  WorkingOrder,
  'ticket' | 'symbol' | 'direction' | 'volume' | 'price' | 'stopLoss' | 'takeProfit' | 'comment' | 'magic'
>;

/** What RETURN leaves of an order: it is dealt with the next price. */
function keepRest(book: Book, rest: Rest, { nowMs, reason }: Arrival, closes: string | null): void {
  const due = { at: nowMs + 1, ends: 'filled' } as const;
  const kept: WorkingOrder = { ...rest, placedAt: nowMs, trigger: 'market', filling: 'return', reason, due };
  book.orders.set(rest.ticket, closes === null ? kept : { ...kept, closes });
}

/** 10008: the server has the order and reports its result later. */
function taken(
  book: Book,
  request: MarketOrder,
  side: Side,
  { nowMs, reason }: Arrival,
  { afterMs, ends }: NonNullable<Arrival['placed']>,
  price: number,
): Done {
  const { symbol, volume, stopLoss, takeProfit, comment, magic, filling, position } = request;
  const ticket = nextTicket(book);
  const due = { at: nowMs + afterMs, ends };
  const what = { ticket, symbol, direction: side, volume, price, stopLoss, takeProfit, comment, magic };
  const order: WorkingOrder = { ...what, placedAt: nowMs, trigger: 'market', filling, reason, due };
  book.orders.set(ticket, position === null ? order : { ...order, closes: position });
  tellPlaced(book, order);
  return { retcode: 10008, ticket: position ?? ticket, order: ticket, deals: [] };
}

/** Deals or gives up a market order whose time has come. Null: it ended without a deal. */
export function settle(book: Book, order: WorkingOrder, nowMs: number): Deal | null {
  const { symbol, direction: side, stopLoss, takeProfit, comment, magic, reason = 'client', closes, ticket } = order;
  const quote = book.quotes.get(symbol);
  const spec = specIn(book, symbol);
  const held = closes === undefined ? undefined : book.positions.get(closes);
  const volume = closes === undefined ? order.volume : Math.min(order.volume, held?.volume ?? 0);
  const market = quote === undefined ? null : entryPrice(side, quote);
  book.orders.delete(ticket);
  const isRejected =
    order.due?.ends === 'rejected' ||
    market === null ||
    volume === 0 ||
    (closes === undefined && refusedMargin(book, spec, side, volume, market) !== null);
  if (isRejected) {
    tellGone(book, order, 'rejected');
    return null;
  }
  const price = slipped(book, spec, side, market);
  const end = { isNew: false, isLast: true, orderType: null };
  const common = { order: ticket, volume, price, comment, reason, at: nowMs, end };
  if (held !== undefined) return bookExit(book, held, common);
  return bookEntry(book, spec, { ...common, symbol, side, stopLoss, takeProfit, magic });
}
