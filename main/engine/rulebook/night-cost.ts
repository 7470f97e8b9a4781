import type { Position, Swap, SymbolSpec } from '#shared/domain';

/** What a night is charged on. */
export type Held = Pick<Position, 'direction' | 'volume' | 'entry' | 'current'>;

/** A night by a rule that nobody knows: percent a year of the value, more than majors, metals and indices commonly cost. */
const UNKNOWN_PERCENT = 10;
/** A bank's year, by which MetaTrader reckons interest. */
const YEAR_DAYS = 360;

/** `money` in account currency, zero or below; `isGuess` where the terminal does not tell how it is reckoned. */
type NightCost = { readonly money: number; readonly isGuess: boolean };

/** What one night costs a position by its symbol's specification (MQL5 reference, ENUM_SYMBOL_SWAP_MODE). What is earned counts as nothing. */
export function nightCost(held: Held, spec: SymbolSpec, accountCurrency: string): NightCost {
  const { swap } = spec;
  if (swap === undefined) return { money: unknown(held, spec), isGuess: true };
  const rate = held.direction === 'BUY' ? swap.long : swap.short;
  if (swap.mode === 'none' || rate >= 0) return { money: 0, isGuess: false };
  const money = BY_MODE[swap.mode](rate, held, spec, accountCurrency);
  return money === null ? { money: unknown(held, spec), isGuess: true } : { money, isGuess: false };
}

/** Account currency of a price distance, for the lots held. */
const moneyOf = (distance: number, { volume }: Held, { tickSize, tickValueLoss }: SymbolSpec): number =>
  (distance / tickSize) * tickValueLoss * volume;

const points = (rate: number, held: Held, spec: SymbolSpec): number => moneyOf(rate * spec.point, held, spec);
const interest = (percent: number, price: number, held: Held, spec: SymbolSpec): number =>
  moneyOf((price * percent) / 100 / YEAR_DAYS, held, spec);
const unknown = (held: Held, spec: SymbolSpec): number => interest(-UNKNOWN_PERCENT, held.current, held, spec);

/** Null: not known. */
type Reckoning = (rate: number, held: Held, spec: SymbolSpec, accountCurrency: string) => number | null;

const BY_MODE: Readonly<Record<Exclude<Swap['mode'], 'none'>, Reckoning>> = {
  points,
  reopen: points,
  deposit_currency: (rate, { volume }) => rate * volume,
  base_currency: (rate, held, spec, account) => inAccount(rate * held.volume, spec.currencyBase, held.current, spec, account),
  margin_currency: (rate, held, spec, account) => inAccount(rate * held.volume, spec.currencyMargin, held.current, spec, account),
  interest: (rate, held, spec) => interest(rate, held.current, held, spec),
  interest_open: (rate, held, spec) => interest(rate, held.entry, held, spec),
  other: () => null,
};

/**
 * Money of a currency in account currency, by what the symbol itself tells: the profit currency from the value of a tick, the
 * base currency of what is quoted as a pair over its price. Null for any other.
 */
function inAccount(amount: number, currency: string, price: number, spec: SymbolSpec, accountCurrency: string): number | null {
  if (currency === accountCurrency) return amount;
  const profitRate = spec.tickValueLoss / (spec.tickSize * spec.contractSize);
  if (currency === spec.currencyProfit) return amount * profitRate;
  const isPair = spec.assetClass === undefined || PAIRS.has(spec.assetClass);
  return isPair && currency === spec.currencyBase ? amount * price * profitRate : null;
}

const PAIRS: ReadonlySet<string> = new Set(['fx', 'metal', 'crypto']);
