import { entryPrice, type Deal, type Side } from '../../../shared/domain/index.ts';
import { nextTicket, type Book } from './book.ts';
import { bookEntry } from './dealing.ts';
import { dealable, refusedVolume, type No } from './gate.ts';
import { refusedMargin } from './requests.ts';

/** A trade that somebody makes in the terminal itself: foreign to the cockpit, so without a client id, and free to have no stop. */
export type HandTrade = {
  readonly symbol: string;
  readonly side: Side;
  readonly volume: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** A working order at this price; null trades at the market. */
  readonly price: number | null;
};

/** Trades or places by hand. The Algo Trading switch does not concern it. Answers with the deal, or the ticket of the working order. */
export function tradeByHand(
  book: Book,
  trade: HandTrade,
  nowMs: number,
): { readonly ticket: string; readonly deal: Deal | null } | No {
  const { symbol, side, volume, stopLoss, takeProfit } = trade;
  const found = dealable(book, symbol, nowMs);
  if ('retcode' in found) return found;
  const market = entryPrice(side, found.quote);
  const refused = refusedVolume(found.spec, volume) ?? refusedMargin(book, found.spec, volume, trade.price ?? market);
  if (refused !== null) return refused;
  const ticket = nextTicket(book);
  const common = { symbol, volume, stopLoss, takeProfit, comment: '', magic: 0 };
  if (trade.price === null)
    return {
      ticket,
      deal: bookEntry(book, found.spec, { ...common, order: ticket, side, price: market, reason: 'client', at: nowMs }),
    };
  const trigger = trade.price > market === (side === 'BUY') ? 'stop' : 'limit';
  book.orders.set(ticket, { ...common, ticket, direction: side, price: trade.price, placedAt: nowMs, trigger });
  return { ticket, deal: null };
}
