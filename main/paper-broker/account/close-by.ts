import { heldBy, isBeingClosed, nextTicket, type Book } from './book.ts';
import { bookExit } from './dealing.ts';
import { dealable, no, type No } from './gate.ts';
import type { Arrival, Done } from './arrival.ts';
import { tell } from './telling.ts';
import type { TradeOf } from './trade-request.ts';

/**
 * Closes a position by an opposite one of the same symbol: no price is taken, the spread is not paid again. Both lose the
 * smaller volume; the gain between the two entries is booked with the first deal, and the second one's is zero.
 */
export function closeBy(book: Book, request: TradeOf<'close_by'>, { nowMs, reason }: Arrival): Done | No {
  const [one, other] = [heldBy(book, request.position), heldBy(book, request.by)];
  if (one === undefined) return no(10036, `Position ${request.position} does not exist or is closed`);
  if (other === undefined) return no(10036, `Position ${request.by} does not exist or is closed`);
  if (book.settings.marginMode === 'netting' || one.symbol !== other.symbol || one.direction === other.direction)
    return no(10013, `Invalid request: position ${other.ticket} is not an opposite one of ${one.ticket}`);
  const found = dealable(book, one.symbol, nowMs);
  if ('retcode' in found) return found;
  const busy = [one, other].find(({ ticket }) => isBeingClosed(book, ticket));
  if (busy !== undefined) return no(10039, `A close order for position ${busy.ticket} already exists`);
  const volume = Math.min(one.volume, other.volume);
  const order = nextTicket(book);
  const common = { order, volume, price: other.entry, comment: request.comment, reason, at: nowMs };
  const told = {
    order,
    symbol: one.symbol,
    orderType: 'close_by',
    volume,
    position: one.ticket,
    positionBy: other.ticket,
  } as const;
  tell(book, 'ORDER_ADD', { ...told, orderState: 'started' });
  const first = bookExit(book, one, { ...common, isBy: true });
  tell(book, 'DEAL_ADD', { order, deal: first.ticket, position: one.ticket, symbol: one.symbol, volume, price: first.price });
  tell(book, 'POSITION', { position: other.ticket, symbol: other.symbol, volume: other.volume, price: other.entry });
  const second = bookExit(book, other, { ...common, isBy: true });
  tell(book, 'DEAL_ADD', {
    order,
    deal: second.ticket,
    position: other.ticket,
    symbol: other.symbol,
    volume,
    price: second.price,
  });
  tell(book, 'ORDER_DELETE', { ...told, orderState: 'filled' });
  tell(book, 'HISTORY_ADD', { ...told, orderState: 'filled' });
  return { retcode: 10009, ticket: one.ticket, order, deals: [first, second] };
}
