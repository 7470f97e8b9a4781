import {
  directionOf,
  exitPrice,
  type Account,
  type PendingOrder,
  type Position,
  type SymbolSpec,
  type TerminalSnapshot,
} from '#shared/domain';
import { clientOrderIdOf, type Book, type HeldPosition, type WorkingOrder } from './book.ts';
import { convert } from './conversion.ts';
import { marginFor, specIn, usedMargin } from './margin.ts';
import { moneyDigits, roundMoney } from './money.ts';
import type { PaperSymbol } from './symbols.ts';

/** Gain of a closed volume by the symbol's calculation mode, from profit currency into account currency, rounded. */
export function profitOf(
  book: Book,
  held: Pick<HeldPosition, 'symbol' | 'direction' | 'entry'>,
  volume: number,
  exit: number,
): number {
  const spec = specIn(book, held.symbol);
  const gain = directionOf(held.direction) * (exit - held.entry) * moneyOfMove(spec) * volume;
  return roundMoney(convert(gain, spec.currencyProfit, book.settings.currency, book.rates), book.settings.currency);
}

/** Profit currency that a lot gains when the price rises by one whole unit. */
export const moneyOfMove = ({ marginMode, contractSize, tickPrice = 0, tickSize }: PaperSymbol): number =>
  marginMode === 'futures' ? tickPrice / tickSize : contractSize;

/** The price this position would close at now; its entry while its symbol has no quote. */
export function currentPrice(book: Book, held: HeldPosition): number {
  const quote = book.quotes.get(held.symbol);
  return quote === undefined ? held.entry : exitPrice(held.direction, quote);
}

export const floatingProfit = (book: Book, held: HeldPosition): number =>
  profitOf(book, held, held.volume, currentPrice(book, held));

export function positionOf(book: Book, held: HeldPosition): Position {
  const { comment, margin: _margin, shownTicket, ticket: identifier, ...rest } = held;
  return {
    ticket: shownTicket ?? identifier,
    ...(shownTicket === undefined || shownTicket === identifier ? {} : { identifier }),
    ...rest,
    clientOrderId: clientOrderIdOf(comment),
    current: currentPrice(book, held),
    profit: floatingProfit(book, held),
  };
}

export function accountOf(book: Book): Account {
  const { currency, login, server, company, leverage } = book.settings;
  let floating = 0;
  for (const held of book.positions.values()) floating += floatingProfit(book, held) + held.swap;
  const equity = roundMoney(book.balance + floating, currency);
  const margin = usedMargin(book);
  return {
    login,
    server,
    company,
    currency,
    leverage,
    marginMode: book.settings.marginMode ?? 'hedging',
    algoTrading: book.algoTrading,
    balance: book.balance,
    equity,
    margin,
    freeMargin: roundMoney(equity - margin, currency),
    marginLevel: margin === 0 ? null : (equity / margin) * 100,
    ...(moneyDigits(currency) === 2 ? {} : { currencyDigits: moneyDigits(currency) }),
    ...(book.operations.length === 0 ? {} : { operations: [...book.operations] }),
  };
}

export function snapshotOf(book: Book, nowMs: number): TerminalSnapshot {
  return {
    at: nowMs,
    account: accountOf(book),
    positions: [...book.positions.values()].map((held) => positionOf(book, held)),
    orders: [...book.orders.values()].map(pendingOf),
  };
}

export function pendingOf(order: WorkingOrder): PendingOrder {
  const { ticket, symbol, direction, volume, price, stopLoss, takeProfit, placedAt, magic, comment, trigger } = order;
  return {
    ticket,
    symbol,
    direction,
    volume,
    price,
    ...(trigger === 'market' ? {} : { type: trigger, stopLimit: order.stopLimit ?? null, expiresAt: order.expiresAt ?? null }),
    stopLoss,
    takeProfit,
    placedAt,
    magic,
    clientOrderId: clientOrderIdOf(comment),
  };
}

/** A symbol with its tick values at the current rates. */
export function specOf(book: Book, symbol: string): SymbolSpec | null {
  const spec = book.specs.get(symbol);
  if (spec === undefined) return null;
  const { digits, point, tickSize, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel, pip } = spec;
  const { currencyBase, currencyProfit, currencyMargin } = spec;
  const tick = tickSize * moneyOfMove(spec);
  const inAccount = (amount: number): number => Math.abs(convert(amount, currencyProfit, book.settings.currency, book.rates));
  return {
    symbol,
    digits,
    point,
    tickSize,
    contractSize,
    volumeMin,
    volumeMax,
    volumeStep,
    stopsLevel,
    pip,
    currencyBase,
    currencyProfit,
    currencyMargin,
    tickValueProfit: inAccount(tick),
    tickValueLoss: inAccount(-tick),
    ...toldOf(spec),
    margin: marginsOf(book, spec),
  };
}

/** Margin of a lot at the prices of the moment; null before there is one. */
function marginsOf(book: Book, spec: PaperSymbol): SymbolSpec['margin'] {
  const quote = book.quotes.get(spec.symbol);
  return quote === undefined ? null : { buy: marginFor(book, spec, 1, quote.ask), sell: marginFor(book, spec, 1, quote.bid) };
}

const NO_SWAP: SymbolSpec['swap'] = { mode: 'none', long: 0, short: 0, triple: 3 };

/** What is told of a symbol only where it is set; no swap is told as none. */
function toldOf({ assetClass, tradeMode, freezeLevel, volumeLimit, execution, swap }: PaperSymbol): Partial<SymbolSpec> {
  return {
    swap: swap ?? NO_SWAP,
    ...(assetClass === undefined ? {} : { assetClass }),
    ...(tradeMode === undefined ? {} : { tradeMode }),
    ...(freezeLevel === undefined ? {} : { freezeLevel }),
    ...(volumeLimit === undefined ? {} : { volumeLimit }),
    ...(execution === undefined ? {} : { execution }),
  };
}
