import { entryPrice, type Deal, type Side } from '#shared/domain';
import { heldBy, type Book } from './book.ts';
import type { No } from './gate.ts';
import { carryOut } from './requests.ts';
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

/** What else is done by hand to a position: a part of it is closed, or its stop is moved or taken away. */
export type HandChange =
  { readonly close: string; readonly volume: number } | { readonly stopOf: string; readonly stopLoss: number | null };
export type HandEnd = { readonly ticket: string; readonly deal: Deal | null } | No;

const BY_HAND = { reason: 'client', share: 1, placed: null } as const;

/** Changes a position by hand, also one of an Expert Advisor. Answers as `tradeByHand` does. */
export function changeByHand(book: Book, change: HandChange, nowMs: number): HandEnd {
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
