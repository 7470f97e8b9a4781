/** An MT5 account as a broker's server keeps it: requests, fills, stops, margin, money and what each client id did. */
export {
  ANSWERS_MAX,
  DEALS_MAX,
  type AccountSettings,
  type Commission,
  type HeldPosition,
  type StopOut,
  type StoredAnswer,
  type WorkingOrder,
} from './book.ts';
export type { HandChange, HandTrade } from './by-hand.ts';
export { convert, FALLBACK_USD, ratesOf, type Rates } from './conversion.ts';
export { type Fault, type Faults } from './faults.ts';
export type { BarRange } from './inside-bar.ts';
export { isMultiple, roundMoney, tidy } from './money.ts';
export { STOP_OUT_LEVEL } from './margin.ts';
export { PaperAccount, type Executed, type Traded } from './paper-account.ts';
export type { SavedAccount, SavedHead } from './saved-account.ts';
export { disturb, type Disturbance } from './disturb.ts';
export { paperSymbol } from './well-known.ts';
export { PAPER_SYMBOLS, type MarginMode, type PaperSymbol, type Swap } from './symbols.ts';
export { ORDER_TYPES, type Filling, type OrderType, type TradeRequest } from './trade-request.ts';
export { isTradingTime, type Sessions } from './trading-hours.ts';
export type { Transaction } from './transaction.ts';
