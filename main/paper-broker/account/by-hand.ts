import { entryPrice, type Deal, type Side } from '#shared/domain';
import { heldBy, type Book, type WorkingOrder } from './book.ts';
import type { No } from './gate.ts';
import { carryOut } from './requests.ts';
import type { TradeOf } from './trade-request.ts';
import { closing, fillingFor } from './translate.ts';

/** A trade made by hand in the terminal: foreign to the cockpit, so without a client id, and free to have no stop. */
export type HandTrade = {
  readonly symbol: string;
  readonly side: Side;
  readonly volume: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** A working order at this price; null trades at the market. */
  readonly price: number | null;
};

/**
 * What else is done by hand: a part of a position is closed, or its stop is moved or taken away; a waiting order is deleted, or
 * gets another price, stop or end.
 */
export type HandChange =
  | { readonly close: string; readonly volume: number }
  | { readonly stopOf: string; readonly stopLoss: number | null }
  | { readonly remove: string }
  | ({ readonly order: string } & Partial<Pick<WorkingOrder, 'price' | 'stopLoss'> & { readonly expiresAt: number | null }>);
export type HandEnd = { readonly ticket: string; readonly deal: Deal | null } | No;

const BY_HAND = { reason: 'client', share: 1, placed: null } as const;

/** Changes a position or a waiting order by hand, also one of an Expert Advisor. Answers as `tradeByHand` does. */
export function changeByHand(book: Book, change: HandChange, nowMs: number): HandEnd {
  if ('remove' in change || 'order' in change) return changeOrder(book, change, nowMs);
  const ticket = 'close' in change ? change.close : change.stopOf;
  const end = carryOut(
    book,
    'close' in change
      ? closing(book, ticket, change.volume, '')
      : { action: 'sltp', position: ticket, stopLoss: change.stopLoss, takeProfit: heldBy(book, ticket)?.takeProfit ?? null },
    { ...BY_HAND, nowMs },
  );
  return 'text' in end ? end : { ticket, deal: end.deals[0] ?? null };
}

type OrderChange = Extract<HandChange, { readonly remove: string } | { readonly order: string }>;

function changeOrder(book: Book, change: OrderChange, nowMs: number): HandEnd {
  const ticket = 'remove' in change ? change.remove : change.order;
  const arrival = { ...BY_HAND, nowMs };
  const end = carryOut(
    book,
    'remove' in change ? { action: 'remove', order: ticket } : modified(book.orders.get(ticket), change),
    arrival,
  );
  return 'text' in end ? end : { ticket, deal: null };
}

/** What is not named stays as it is. */
function modified(
  standing: WorkingOrder | undefined,
  change: Exclude<OrderChange, { readonly remove: string }>,
): TradeOf<'modify'> {
  const { order, price = standing?.price ?? 0, stopLoss = standing?.stopLoss ?? null } = change;
  const { stopLimit = 0, takeProfit = null } = standing ?? {};
  const expiresAt = change.expiresAt === undefined ? (standing?.expiresAt ?? null) : change.expiresAt;
  const lifetime = expiresAt === null ? 'gtc' : 'specified';
  return { action: 'modify', order, price, stopLimit, stopLoss, takeProfit, lifetime, expiresAt };
}

/** Trades or places by hand. The Algo Trading switch does not concern it. Answers with the deal, or the ticket of the working order. */
export function tradeByHand(book: Book, trade: HandTrade, nowMs: number): HandEnd {
  const { symbol, side, volume, stopLoss, takeProfit } = trade;
  const quote = book.quotes.get(symbol);
  const market = quote === undefined ? 0 : entryPrice(side, quote);
  const word = side === 'BUY' ? 'buy' : 'sell';
  const common = { symbol, volume, stopLoss, takeProfit, comment: '', magic: 0 };
  const arrival = { ...BY_HAND, nowMs };
  const spec = book.specs.get(symbol);
  const end =
    trade.price === null
      ? carryOut(
          book,
          {
            ...common,
            action: 'deal',
            type: word,
            price: market,
            deviation: 0,
            filling: spec === undefined ? 'ioc' : fillingFor(spec),
            position: null,
          },
          arrival,
        )
      : carryOut(
          book,
          {
            ...common,
            action: 'pending',
            type: `${word}_${trade.price > market === (side === 'BUY') ? 'stop' : 'limit'}`,
            price: trade.price,
            stopLimit: 0,
            filling: 'return',
            lifetime: 'gtc',
            expiresAt: null,
          },
          arrival,
        );
  return 'text' in end ? end : { ticket: end.ticket, deal: end.deals[0] ?? null };
}
