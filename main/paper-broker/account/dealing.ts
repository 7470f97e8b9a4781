import type { Deal, Side } from '#shared/domain';
import { draw } from '../chance/index.ts';
import { clientOrderIdOf, DEALS_MAX, nextTicket, type Book, type HeldPosition } from './book.ts';
import { marginFor, reduced, specIn } from './margin.ts';
import { roundMoney, tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import { AT_ONCE, tellDealt, type OrderEnd } from './telling.ts';
import { profitOf } from './valuation.ts';

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
  /** Absent: a market order that came with the deal and ends with it. */
  readonly end?: OrderEnd;
};

/** An exit that is about to be booked. */
export type Exit = Pick<Entry, 'order' | 'volume' | 'price' | 'comment' | 'reason' | 'at' | 'end'> & {
  /** Against an opposite position instead of at the market. */
  readonly isBy?: true;
};

/** 0..slippagePoints to the worse, drawn from the account's own seeded stream. */
export function slipped(book: Book, spec: PaperSymbol, side: Side, price: number): number {
  if (book.settings.slippagePoints === 0) return price;
  const { value, next } = draw(book.chance);
  book.chance = next;
  const points = Math.floor(value * (book.settings.slippagePoints + 1));
  return tidy(price + (side === 'BUY' ? points : -points) * spec.point);
}

/** Books an entry: a position of its own, more of one that is there, or against one on a netting account. */
export function bookEntry(book: Book, spec: PaperSymbol, entry: Entry): Deal {
  const standing =
    book.settings.marginMode === 'netting'
      ? [...book.positions.values()].find((held) => held.symbol === entry.symbol)
      : book.positions.get(entry.order);
  if (standing === undefined) return opened(book, spec, entry, entry.order);
  if (standing.direction === entry.side) return added(book, spec, entry, standing);
  if (entry.volume <= standing.volume + 1e-9) return bookExit(book, standing, entry);
  return reversed(book, spec, entry, standing);
}

function opened(book: Book, spec: PaperSymbol, entry: Entry, ticket: string): Deal {
  const { symbol, side, volume, price, stopLoss, takeProfit, comment, magic, at } = entry;
  const commission = commissionOf(book, spec, volume, price, 'in');
  const margin = marginFor(book, spec, volume, price);
  const levels = { entry: price, stopLoss, takeProfit };
  book.positions.set(ticket, {
    ticket,
    symbol,
    direction: side,
    volume,
    ...levels,
    openedAt: at,
    comment,
    magic,
    commission,
    swap: 0,
    margin,
  });
  return record(book, entry, { position: ticket, entry: 'in', profit: 0, swap: 0, commission });
}

/** The entry becomes the average by volume; stops that come with it replace the old ones. */
function added(book: Book, spec: PaperSymbol, entry: Entry, held: HeldPosition): Deal {
  const { volume, price, stopLoss, takeProfit } = entry;
  const commission = commissionOf(book, spec, volume, price, 'in');
  const all = tidy(held.volume + volume);
  book.positions.set(held.ticket, {
    ...held,
    volume: all,
    entry: tidy((held.entry * held.volume + price * volume) / all),
    stopLoss: stopLoss ?? held.stopLoss,
    takeProfit: takeProfit ?? held.takeProfit,
    commission: roundMoney(held.commission + commission, book.settings.currency),
    margin: roundMoney(held.margin + marginFor(book, spec, volume, price), book.settings.currency),
  });
  return record(book, entry, { position: held.ticket, entry: 'in', profit: 0, swap: 0, commission });
}

/** One deal closes what is held and opens the rest the other way: the identifier stays, the number shown becomes the order's. */
function reversed(book: Book, spec: PaperSymbol, entry: Entry, held: HeldPosition): Deal {
  const { order, side, volume, price, stopLoss, takeProfit, comment, magic, at } = entry;
  const profit = profitOf(book, held, held.volume, price);
  const rest = tidy(volume - held.volume);
  const commission = commissionOf(book, spec, volume, price, 'in');
  const margin = marginFor(book, spec, rest, price);
  const levels = { entry: price, stopLoss, takeProfit };
  const after = {
    ...held,
    ...levels,
    direction: side,
    volume: rest,
    openedAt: at,
    comment,
    magic,
    swap: 0,
    margin,
    shownTicket: order,
  };
  const share = rest / volume;
  book.positions.set(held.ticket, { ...after, commission: roundMoney(commission * share, book.settings.currency) });
  return record(book, entry, { position: held.ticket, entry: 'inout', profit, swap: held.swap, commission });
}

/** Closes all or part of a position. Swap and margin leave in proportion; what remains keeps its ticket. */
export function bookExit(book: Book, held: HeldPosition, exit: Exit): Deal {
  const { currency } = book.settings;
  const spec = specIn(book, held.symbol);
  const rest = tidy(held.volume - exit.volume);
  const swap = rest <= 0 ? held.swap : roundMoney(held.swap * (exit.volume / held.volume), currency);
  const profit = profitOf(book, held, exit.volume, exit.price);
  if (rest <= 0) book.positions.delete(held.ticket);
  else book.positions.set(held.ticket, reduced(book, held, rest, swap));
  const side = held.direction === 'BUY' ? 'SELL' : 'BUY';
  const commission = commissionOf(book, spec, exit.volume, exit.price, 'out');
  return record(
    book,
    { ...exit, symbol: held.symbol, side, magic: held.magic },
    { position: held.ticket, entry: exit.isBy === undefined ? 'out' : 'out_by', profit, swap, commission },
  );
}

/** Account currency, negative: half of the round turn with each deal, or all of it with the entry. */
export function commissionOf(book: Book, spec: PaperSymbol, volume: number, price: number, entry: 'in' | 'out'): number {
  const { commissionPerLot, commission = { per: 'lot', amount: commissionPerLot, at: 'both' }, currency } = book.settings;
  if (commission.at === 'entry' && entry === 'out') return 0;
  // Turnover in profit currency is taken as account currency, as such price lists do.
  const turnover = commission.per === 'lot' ? volume : (spec.contractSize * price * volume) / 1_000_000;
  const amount = commission.amount * turnover * (commission.at === 'both' ? 0.5 : 1);
  return roundMoney(-amount, currency);
}

type Made = Pick<Deal, 'position' | 'entry' | 'profit' | 'swap' | 'commission'>;
type Asked = Pick<Entry, 'order' | 'symbol' | 'side' | 'volume' | 'price' | 'comment' | 'magic' | 'reason' | 'at' | 'end'>;

function record(book: Book, asked: Asked, made: Made): Deal {
  const { order, symbol, side: direction, volume, price, comment, magic, reason, at } = asked;
  const { position, entry, profit, swap, commission } = made;
  const ticket = nextTicket(book);
  const clientOrderId = clientOrderIdOf(comment);
  const what = { ticket, order, position, symbol, direction, entry, volume, price };
  const deal: Deal = { ...what, profit, commission, swap, at, reason, clientOrderId, magic };
  book.balance = roundMoney(book.balance + profit + commission + swap, book.settings.currency);
  book.deals.push(deal);
  if (book.deals.length > DEALS_MAX) book.deals.shift();
  if (entry !== 'out_by') tellDealt(book, deal, asked.end ?? AT_ONCE);
  return deal;
}
