import { directionOf, exitPrice, type Account, type Deal, type Quote } from '#shared/domain';
import { nextTicket, type Book, type HeldPosition, type WorkingOrder } from './book.ts';
import { bookExit, commissionOf } from './dealing.ts';
import { tidy } from './money.ts';
import { specIn } from './margin.ts';
import { dealt } from './server-side.ts';
import { tellGone } from './telling.ts';
import { accountOf, currentPrice, profitOf } from './valuation.ts';

/** How far a closed bar went: bids, the spread in price that lies on top of them, and the moment its deals are booked at. */
export type BarRange = {
  readonly symbol: string;
  readonly low: number;
  readonly high: number;
  readonly spread: number;
  readonly at: number;
};

/** What the extremes of a bar did. `contested`: positions whose target lay in the bar as well as their stop. */
export type BarJudged = { readonly deals: readonly Deal[]; readonly contested: readonly string[] };

/**
 * Judges positions by a closed bar, of which nobody knows in which order its prices came. Nothing here is better for the trader
 * than any order they can have come in: a stop that lies in the bar was hit before any target, at its level; and what was opened
 * in the bar takes no target in it before its close.
 */
export class InsideBar {
  readonly #book: Book;

  constructor(book: Book) {
    this.#book = book;
  }

  /** Balance, and equity at the newest prices; account currency. */
  money(): Pick<Account, 'balance' | 'equity'> {
    return accountOf(this.#book);
  }

  /** Nothing is held, and no order waits: no price can change anything. */
  get isFlat(): boolean {
    return this.#book.positions.size === 0 && this.#book.orders.size === 0;
  }

  /** After the bar's first price: what is open now may take its target within the bar. */
  begin(symbol: string): void {
    const takingTargets = new Set(this.#book.positions.keys());
    this.#book.insideBars.set(symbol, { takingTargets, turned: new Set(), isForHeldOnly: false });
  }

  /** Before the bar's last price, which came after everything else, and at which everything may take its target. */
  last(symbol: string): void {
    const inside = this.#book.insideBars.get(symbol);
    if (inside !== undefined) inside.takingTargets = null;
  }

  /** What follows is seen by what is held, and by no order that waits; or by all again. */
  forHeldOnly(symbol: string, isSo: boolean): void {
    const inside = this.#book.insideBars.get(symbol);
    if (inside !== undefined) inside.isForHeldOnly = isSo;
  }

  /** Likewise for prices that are seen only as what the account is worth at them: no target is taken there. Returns what ends it. */
  forWorthOnly(symbol: string): () => void {
    const inside = this.#book.insideBars.get(symbol);
    if (inside === undefined) return () => undefined;
    const { takingTargets, isForHeldOnly } = inside;
    inside.takingTargets = new Set();
    inside.isForHeldOnly = true;
    return () => {
      inside.takingTargets = takingTargets;
      inside.isForHeldOnly = isForHeldOnly;
    };
  }

  /** What the account would be worth if these were the newest prices; account currency. */
  equityAt(quotes: readonly Quote[]): number {
    const before = quotes.map(({ symbol }) => this.#book.quotes.get(symbol));
    for (const quote of quotes) this.#book.quotes.set(quote.symbol, quote);
    const { equity } = accountOf(this.#book);
    for (const [index, { symbol }] of quotes.entries()) {
      const known = before[index];
      if (known === undefined) this.#book.quotes.delete(symbol);
      else this.#book.quotes.set(symbol, known);
    }
    return equity;
  }

  /**
   * After the bar's last price. A stop-limit order whose stop was reached in the bar, and whose limit lies in it, was filled where that
   * loses: stopped in the bar, or worth less at its end. Where it would gain nobody knows that it was filled.
   */
  end({ symbol, low, high, spread, at }: BarRange): readonly Deal[] {
    const turned = this.#book.insideBars.get(symbol)?.turned ?? [];
    this.#book.insideBars.delete(symbol);
    const quote = this.#book.quotes.get(symbol);
    return [...turned].flatMap((ticket) => {
      const order = this.#book.orders.get(ticket);
      if (order === undefined || order.symbol !== symbol || quote === undefined) return [];
      const { direction, price: limit, stopLoss } = order;
      const up = directionOf(direction);
      const [best, worst] = direction === 'BUY' ? [tidy(low + spread), low] : [high, tidy(high + spread)];
      if ((limit - best) * up < 0) return [];
      const isStopped = stopLoss !== null && (worst - stopLoss) * up <= 0;
      if (!isStopped && this.#worthOf(order, quote) >= 0) return [];
      const entry = dealt(this.#book, order, { price: limit, fill: limit, at });
      return entry === null ? [] : [entry, ...this.extremes({ symbol, low, high, spread, at }).deals];
    });
  }

  /** What the account would be worth more by this order, had it been filled at its limit. */
  #worthOf({ symbol, direction, price: entry, volume }: WorkingOrder, quote: Quote): number {
    const commission = commissionOf(this.#book, specIn(this.#book, symbol), volume, entry, 'in');
    return profitOf(this.#book, { symbol, direction, entry }, volume, exitPrice(direction, quote)) + commission;
  }

  /** Closes each position whose stop lies in the bar, at the stop: the first price was on its right side. */
  extremes({ symbol, low, high, spread, at }: BarRange): BarJudged {
    const [deals, contested]: [Deal[], string[]] = [[], []];
    for (const held of [...this.#book.positions.values()]) {
      const { stopLoss, ticket } = held;
      if (held.symbol !== symbol || stopLoss === null) continue;
      const [worst, best] = held.direction === 'BUY' ? [low, high] : [tidy(high + spread), tidy(low + spread)];
      if (directionOf(held.direction) * (worst - stopLoss) > 0) continue;
      const comment = `[sl ${stopLoss}]`;
      const order = nextTicket(this.#book);
      deals.push(bookExit(this.#book, held, { order, volume: held.volume, price: stopLoss, reason: 'sl', comment, at }));
      if (isTargetIn(held, best)) contested.push(ticket);
    }
    return { deals, contested };
  }

  /** Where a symbol's data end, or stop for long: what is held in it is closed at the last price, and no order in it waits on. */
  leave(symbol: string, at: number): readonly Deal[] {
    for (const order of [...this.#book.orders.values()]) {
      if (order.symbol !== symbol) continue;
      this.#book.orders.delete(order.ticket);
      tellGone(this.#book, order, 'canceled');
    }
    const left = [...this.#book.positions.values()].filter((held) => held.symbol === symbol);
    return left.map((held) => {
      const exit = {
        volume: held.volume,
        price: currentPrice(this.#book, held),
        reason: 'client',
        comment: '[end of data]',
        at,
      } as const;
      return bookExit(this.#book, held, { order: nextTicket(this.#book), ...exit });
    });
  }

  /** The bids at which something is triggered: stops, targets, and orders that wait. A price on the way from one to another is shown at each. */
  turningBids(symbol: string, spread: number): readonly number[] {
    const { positions, orders } = this.#book;
    const bids: number[] = [];
    for (const held of positions.values())
      if (held.symbol === symbol)
        for (const level of [held.stopLoss, held.takeProfit])
          if (level !== null) bids.push(held.direction === 'BUY' ? level : tidy(level - spread));
    for (const order of orders.values())
      if (order.symbol === symbol && order.trigger !== 'market')
        for (const level of [order.price, order.stopLimit])
          if (level !== undefined) bids.push(order.direction === 'SELL' ? level : tidy(level - spread));
    return bids;
  }
}

const isTargetIn = ({ direction, takeProfit }: HeldPosition, best: number): boolean =>
  takeProfit !== null && directionOf(direction) * (best - takeProfit) >= 0;
