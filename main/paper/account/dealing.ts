import type { Deal, Side } from '../../../shared/domain/index.ts';
import { draw } from '../chance/index.ts';
import { cidOf, DEALS_MAX, nextTicket, type Book, type HeldPosition } from './book.ts';
import { roundMoney, tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import { marginFor, profitOf } from './valuation.ts';

/** An entry that is about to be booked. `order` becomes the position's ticket, as on MT5 hedging accounts. */
export type Entry = {
  readonly order: string;
  readonly symbol: string;
  readonly side: Side;
  readonly volume: number;
  readonly price: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly comment: string;
  readonly magic: number;
  readonly reason: Deal['reason'];
  readonly at: number;
};

/** An exit that is about to be booked. */
export type Exit = Pick<Entry, 'order' | 'volume' | 'price' | 'comment' | 'reason' | 'at'>;

/** 0..slippagePoints to the worse, drawn from the account's own seeded stream. */
export function slipped(book: Book, spec: PaperSymbol, side: Side, price: number): number {
  if (book.settings.slippagePoints === 0) return price;
  const { value, next } = draw(book.chance);
  book.chance = next;
  const points = Math.floor(value * (book.settings.slippagePoints + 1));
  return tidy(price + (side === 'BUY' ? points : -points) * spec.point);
}

export function bookEntry(book: Book, spec: PaperSymbol, entry: Entry): Deal {
  const { order, symbol, side, volume, price, stopLoss, takeProfit, comment, magic, reason, at } = entry;
  const commission = commissionOf(book, volume);
  const margin = marginFor(book, spec, volume, price);
  const held: HeldPosition = {
    ticket: order,
    symbol,
    direction: side,
    volume,
    entry: price,
    stopLoss,
    takeProfit,
    openedAt: at,
    comment,
    magic,
    commission,
    swap: 0,
    margin,
  };
  book.positions.set(order, held);
  return record(book, {
    ticket: nextTicket(book),
    order,
    position: order,
    symbol,
    direction: side,
    entry: 'in',
    volume,
    price,
    profit: 0,
    commission,
    swap: 0,
    at,
    reason,
    cid: cidOf(comment),
    magic,
  });
}

/** Closes all or part of a position. Swap and margin leave in proportion; what remains keeps its ticket. */
export function bookExit(book: Book, held: HeldPosition, exit: Exit): Deal {
  const { currency } = book.settings;
  const rest = tidy(held.volume - exit.volume);
  const share = exit.volume / held.volume;
  const swap = rest === 0 ? held.swap : roundMoney(held.swap * share, currency);
  const profit = profitOf(book, held, exit.volume, exit.price);
  if (rest === 0) book.positions.delete(held.ticket);
  else {
    const margin = roundMoney(held.margin * (1 - share), currency);
    const commission = roundMoney(held.commission * (1 - share), currency);
    book.positions.set(held.ticket, { ...held, volume: rest, margin, commission, swap: roundMoney(held.swap - swap, currency) });
  }
  return record(book, {
    ticket: nextTicket(book),
    order: exit.order,
    position: held.ticket,
    symbol: held.symbol,
    direction: held.direction === 'BUY' ? 'SELL' : 'BUY',
    entry: 'out',
    volume: exit.volume,
    price: exit.price,
    profit,
    commission: commissionOf(book, exit.volume),
    swap,
    at: exit.at,
    reason: exit.reason,
    cid: cidOf(exit.comment),
    magic: held.magic,
  });
}

/** One half of the round turn. */
export const commissionOf = (book: Book, volume: number): number =>
  roundMoney(-(book.settings.commissionPerLot / 2) * volume, book.settings.currency);

function record(book: Book, deal: Deal): Deal {
  book.balance = roundMoney(book.balance + deal.profit + deal.commission + deal.swap, book.settings.currency);
  book.deals.push(deal);
  if (book.deals.length > DEALS_MAX) book.deals.shift();
  return deal;
}
