import type { BalanceOperation, Deal, Quote } from '#shared/domain';
import type { AccountSettings, Book, HeldPosition, StoredAnswer, WorkingOrder } from './book.ts';
import { ratesOf } from './conversion.ts';

/** Everything of an account except its history: small enough to be written with every order. */
export type SavedHead = {
  readonly version: 1;
  readonly currency: string;
  readonly balance: number;
  readonly algoTrading: boolean;
  readonly chance: number;
  readonly lastTicket: number;
  readonly positions: readonly HeldPosition[];
  readonly orders: readonly WorkingOrder[];
  readonly quotes: readonly Quote[];
  /** Absent in accounts saved before there were swaps: these begin with the first moment seen. */
  readonly seenAt?: number;
  /** Absent: there were none. */
  readonly operations?: readonly BalanceOperation[];
};

/** An account as plain JSON. */
export type SavedAccount = {
  readonly head: SavedHead;
  readonly deals: readonly Deal[];
  readonly answers: readonly (readonly [clientOrderId: string, answer: StoredAnswer])[];
};

/** Tickets start high, as a broker's do: a short number in a log is never a ticket. */
const FIRST_TICKET = 5_000_000;

export function newBook(settings: AccountSettings, saved: SavedAccount | null): Book {
  const head = saved?.head ?? null;
  const quotes = new Map(head?.quotes.map((quote) => [quote.symbol, quote]));
  return {
    settings,
    specs: new Map(settings.symbols.map((spec) => [spec.symbol, spec])),
    rates: ratesOf(settings.symbols, quotes),
    balance: head?.balance ?? settings.balance,
    algoTrading: head?.algoTrading ?? true,
    chance: head?.chance ?? settings.seed >>> 0,
    lastTicket: head?.lastTicket ?? FIRST_TICKET,
    positions: new Map(head?.positions.map((position) => [position.ticket, position])),
    orders: new Map(head?.orders.map((order) => [order.ticket, order])),
    quotes,
    deals: [...(saved?.deals ?? [])],
    operations: [...(head?.operations ?? [])],
    answers: new Map(saved?.answers),
    seenAt: head?.seenAt ?? 0,
    midnightAt: 0,
    isTimeUnknown: false,
    insideBars: new Map(),
    requestTimes: [],
    transactions: [],
  };
}

/** Entries are replaced, never changed in place, so the copies below stay true. */
export const headOf = (book: Book): SavedHead => ({
  version: 1,
  currency: book.settings.currency,
  balance: book.balance,
  algoTrading: book.algoTrading,
  chance: book.chance,
  lastTicket: book.lastTicket,
  positions: [...book.positions.values()],
  orders: [...book.orders.values()],
  quotes: [...book.quotes.values()],
  seenAt: book.seenAt,
  ...(book.operations.length === 0 ? {} : { operations: [...book.operations] }),
});

export const savedOf = (book: Book): SavedAccount => ({ head: headOf(book), deals: [...book.deals], answers: [...book.answers] });
