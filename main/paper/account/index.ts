/** An MT5 hedging account as a broker's server keeps it: requests, fills, stops, margin, money and what each client id did. */
export { ANSWERS_MAX, DEALS_MAX, type AccountSettings, type HeldPosition, type StoredAnswer, type WorkingOrder } from './book.ts';
export type { HandTrade } from './by-hand.ts';
export { convert, FALLBACK_USD, ratesOf, type Rates } from './conversion.ts';
export { type Fault, type Faults } from './faults.ts';
export { isMultiple, roundMoney, tidy } from './money.ts';
export { PaperAccount, type Executed } from './paper-account.ts';
export type { SavedAccount, SavedHead } from './saved-account.ts';
export { STOP_OUT_LEVEL } from './server-side.ts';
export { PAPER_SYMBOLS, type MarginMode, type PaperSymbol } from './symbols.ts';
export { isTradingTime } from './trading-hours.ts';
