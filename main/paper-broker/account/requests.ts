import type { Arrival, Done } from './arrival.ts';
import { COMMENT_MAX, heldBy, isBeingClosed, type Book } from './book.ts';
import { closeBy } from './close-by.ts';
import { dealable, frozen, no, refusedStops, type No } from './gate.ts';
import { atMarket } from './market-orders.ts';
import { modifyOrder, place, removeOrder } from './pending.ts';
import { tell } from './telling.ts';
import type { TradeOf, TradeRequest } from './trade-request.ts';
import { currentPrice } from './valuation.ts';

/** Carries out a request, or says why not. */
export function carryOut(book: Book, request: TradeRequest, arrival: Arrival): Done | No {
  if (arrival.reason === 'expert' && !book.algoTrading) return no(10027, 'Algo Trading button is off in the terminal');
  const tooMany = refusedRate(book, arrival.nowMs);
  if (tooMany !== null) return tooMany;
  switch (request.action) {
    case 'deal':
      return atMarket(book, { ...request, comment: request.comment.slice(0, COMMENT_MAX) }, arrival);
    case 'pending':
      return place(book, { ...request, comment: request.comment.slice(0, COMMENT_MAX) }, arrival);
    case 'sltp':
      return moveStops(book, request, arrival.nowMs);
    case 'modify':
      return modifyOrder(book, request, arrival.nowMs);
    case 'remove':
      return removeOrder(book, request.order);
    case 'close_by':
      return closeBy(book, request, arrival);
  }
}

/** Counts requests as servers do: refused ones too. */
function refusedRate(book: Book, nowMs: number): No | null {
  const { requestLimit } = book.settings;
  if (requestLimit === undefined) return null;
  const { requestTimes } = book;
  while (requestTimes.length > 0 && (requestTimes[0] ?? 0) <= nowMs - requestLimit.withinMs) requestTimes.shift();
  if (requestTimes.length >= requestLimit.count)
    return no(10024, `Too many requests: more than ${requestLimit.count} in ${requestLimit.withinMs} ms`);
  requestTimes.push(nowMs);
  return null;
}

function moveStops(book: Book, { position, stopLoss, takeProfit }: TradeOf<'sltp'>, nowMs: number): Done | No {
  const held = heldBy(book, position);
  if (held === undefined) return no(10036, `Position ${position} does not exist or is closed`);
  const found = dealable(book, held.symbol, nowMs);
  if ('retcode' in found) return found;
  const done = { ticket: held.ticket, order: null, deals: [] };
  if (stopLoss === held.stopLoss && takeProfit === held.takeProfit) return { ...done, retcode: 10025 };
  if (isBeingClosed(book, held.ticket)) return no(10028, `Locked: an order that closes position ${held.ticket} is being dealt`);
  const refused =
    frozen(found.spec, currentPrice(book, held), [held.stopLoss, held.takeProfit]) ??
    refusedStops(found.spec, held.direction, found.quote, changed(stopLoss, held.stopLoss), changed(takeProfit, held.takeProfit));
  if (refused !== null) return refused;
  book.positions.set(held.ticket, { ...held, stopLoss, takeProfit });
  const levels = { stopLoss: stopLoss ?? 0, takeProfit: takeProfit ?? 0 };
  tell(book, 'POSITION', { position: held.ticket, symbol: held.symbol, volume: held.volume, price: held.entry, ...levels });
  return { ...done, retcode: 10009 };
}

/** A level that stays is not judged again: the price may have come near it since. */
const changed = (level: number | null, before: number | null): number | null => (level === before ? null : level);
