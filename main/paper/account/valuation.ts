import {
  directionOf,
  exitPrice,
  type Account,
  type Position,
  type SymbolSpec,
  type TerminalSnapshot,
} from '../../../shared/domain/index.ts';
import { present } from '../../../shared/lib/index.ts';
import { cidOf, type Book, type HeldPosition } from './book.ts';
import { convert } from './conversion.ts';
import { roundMoney } from './money.ts';
import type { PaperSymbol } from './symbols.ts';

export const specIn = (book: Book, symbol: string): PaperSymbol =>
  present(book.specs.get(symbol), 'a held symbol has a specification');

/** Gain of a closed volume: (exit - entry) * contract * lots in profit currency, converted and rounded. */
export function profitOf(book: Book, held: HeldPosition, volume: number, exit: number): number {
  const spec = specIn(book, held.symbol);
  const gain = directionOf(held.direction) * (exit - held.entry) * spec.contractSize * volume;
  return roundMoney(convert(gain, spec.currencyProfit, book.settings.currency, book.rates), book.settings.currency);
}

/** Margin of a new volume, a cost and so converted at the dearer side. Hedged volume gets no discount. */
export function marginFor(book: Book, spec: PaperSymbol, volume: number, price: number): number {
  const nominal = volume * spec.contractSize * (spec.marginMode === 'forex' ? 1 : price);
  const cost = -convert(-nominal / book.settings.leverage, spec.currencyMargin, book.settings.currency, book.rates);
  return roundMoney(cost, book.settings.currency);
}

/** The price this position would close at now; its entry while its symbol has no quote. */
export function currentPrice(book: Book, held: HeldPosition): number {
  const quote = book.quotes.get(held.symbol);
  return quote === undefined ? held.entry : exitPrice(held.direction, quote);
}

export const floatingProfit = (book: Book, held: HeldPosition): number =>
  profitOf(book, held, held.volume, currentPrice(book, held));

export function positionOf(book: Book, held: HeldPosition): Position {
  const { comment, margin: _margin, ...rest } = held;
  return { ...rest, cid: cidOf(comment), current: currentPrice(book, held), profit: floatingProfit(book, held) };
}

export function accountOf(book: Book): Account {
  const { currency, login, server, company, leverage } = book.settings;
  let floating = 0;
  let margin = 0;
  for (const held of book.positions.values()) {
    floating += floatingProfit(book, held) + held.swap;
    margin += held.margin;
  }
  const equity = roundMoney(book.balance + floating, currency);
  margin = roundMoney(margin, currency);
  return {
    login,
    server,
    company,
    currency,
    leverage,
    marginMode: 'hedging',
    algoTrading: book.algoTrading,
    balance: book.balance,
    equity,
    margin,
    freeMargin: roundMoney(equity - margin, currency),
    marginLevel: margin === 0 ? null : (equity / margin) * 100,
  };
}

export function snapshotOf(book: Book, nowMs: number): TerminalSnapshot {
  return {
    at: nowMs,
    account: accountOf(book),
    positions: [...book.positions.values()].map((held) => positionOf(book, held)),
    orders: [...book.orders.values()].map(({ comment, trigger: _trigger, ...rest }) => ({ ...rest, cid: cidOf(comment) })),
  };
}

/** A symbol with its tick values at the current rates. */
export function specOf(book: Book, symbol: string): SymbolSpec | null {
  const spec = book.specs.get(symbol);
  if (spec === undefined) return null;
  const { marginMode: _mode, hours: _hours, ...rest } = spec;
  const tick = spec.tickSize * spec.contractSize;
  const inAccount = (amount: number): number =>
    Math.abs(convert(amount, spec.currencyProfit, book.settings.currency, book.rates));
  return { ...rest, tickValueProfit: inAccount(tick), tickValueLoss: inAccount(-tick) };
}
