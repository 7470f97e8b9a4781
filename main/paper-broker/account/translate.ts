import { entryPrice, exitPrice, type OrderRequest, type PendingTerms } from '#shared/domain';
import { commentOf, heldBy, type Book } from './book.ts';
import { tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import type { Filling, TradeRequest } from './trade-request.ts';

/** FOK where the symbol allows it, else IOC, else RETURN: what the Expert Advisor chooses too. */
export function fillingFor({ filling = ['ioc'] }: PaperSymbol): Filling {
  return filling.includes('fok') ? 'fok' : filling.includes('ioc') ? 'ioc' : 'return';
}

/** The cockpit's request in the terminal's terms. */
export function translated(book: Book, request: OrderRequest): TradeRequest {
  const comment = commentOf(request.clientOrderId);
  switch (request.op) {
    case 'open': {
      if (request.pending !== undefined) return resting(request, request.pending, comment);
      const { symbol, side, volume, stopLoss, takeProfit, deviationPoints: deviation, magic } = request;
      const quote = book.quotes.get(symbol);
      const spec = book.specs.get(symbol);
      return {
        action: 'deal',
        symbol,
        type: side === 'BUY' ? 'buy' : 'sell',
        volume,
        price: quote === undefined ? 0 : entryPrice(side, quote),
        deviation,
        filling: spec === undefined ? 'ioc' : fillingFor(spec),
        stopLoss,
        takeProfit,
        position: null,
        magic,
        comment,
      };
    }
    case 'modify':
      return { action: 'sltp', position: request.ticket, stopLoss: request.stopLoss, takeProfit: request.takeProfit };
    case 'close':
      return closing(book, request.ticket, request.volume, comment);
    case 'close_by':
      return { action: 'close_by', position: request.ticket, by: request.by, comment };
    case 'cancel':
      return { action: 'remove', order: request.ticket };
    case 'replace': {
      const { ticket, pending, stopLoss, takeProfit } = request;
      return { action: 'modify', order: ticket, ...levels(pending), stopLoss, takeProfit };
    }
  }
}

/** However far the price has moved: getting out matters more than the price. */
const ANY_DEVIATION = 1_000_000;

/** Of a position that has grown beyond what one order may have (netting), as much as goes and leaves a rest that can be closed. */
function inOneOrder({ volumeMin, volumeMax }: PaperSymbol, volume: number): number {
  if (volume <= volumeMax + 1e-9) return volume;
  return tidy(volume - volumeMax < volumeMin - 1e-9 ? volumeMax - volumeMin : volumeMax);
}

/** A close at the market of a position, or of a part of it; of more than one order may have, the first of its orders. */
export function closing(book: Book, ticket: string, volume: number | null, comment: string): TradeRequest {
  const held = heldBy(book, ticket);
  const quote = held === undefined ? undefined : book.quotes.get(held.symbol);
  const spec = held === undefined ? undefined : book.specs.get(held.symbol);
  return {
    action: 'deal',
    symbol: held?.symbol ?? '',
    type: held?.direction === 'BUY' ? 'sell' : 'buy',
    volume: spec === undefined ? 0 : inOneOrder(spec, volume ?? held?.volume ?? 0),
    price: held === undefined || quote === undefined ? 0 : exitPrice(held.direction, quote),
    deviation: ANY_DEVIATION,
    filling: spec === undefined ? 'ioc' : fillingFor(spec),
    stopLoss: null,
    takeProfit: null,
    position: ticket,
    magic: held?.magic ?? 0,
    comment,
  };
}

const levels = ({ price, stopLimit, expiresAt }: PendingTerms) => ({
  price,
  stopLimit: stopLimit ?? 0,
  lifetime: expiresAt === null ? ('gtc' as const) : ('specified' as const),
  expiresAt,
});

/** An entry that waits for its price. What is left of it stays working, as the Expert Advisor asks too. */
function resting(
  { symbol, side, volume, stopLoss, takeProfit, magic }: Extract<OrderRequest, { op: 'open' }>,
  pending: PendingTerms,
  comment: string,
): TradeRequest {
  const type = side === 'BUY' ? (`buy_${pending.type}` as const) : (`sell_${pending.type}` as const);
  const terms = { ...levels(pending), stopLoss, takeProfit, filling: 'return' as const, magic, comment };
  return { action: 'pending', symbol, type, volume, ...terms };
}
