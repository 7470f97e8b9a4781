import type { Quote } from '#shared/domain';
import type { PaperSymbol } from './symbols.ts';

/**
 * Rates to the dollar used only where no live pair leads to the account currency (an account in EUR that trades nothing but USDJPY, say).
 * Rounded levels of 2025; they make such an account work, not exact.
 */
export const FALLBACK_USD: Readonly<Record<string, number>> = {
  ...{ USD: 1, EUR: 1.1, GBP: 1.3, CHF: 1.2, CAD: 0.73, AUD: 0.65, NZD: 0.6, SGD: 0.77, JPY: 1 / 150, HKD: 0.128, CNH: 0.14 },
  ...{ SEK: 0.1, NOK: 0.1, DKK: 0.155, PLN: 0.27, CZK: 0.047, HUF: 1 / 340, ZAR: 0.056, MXN: 0.053, TRY: 0.025 },
  ...{ XAU: 3_300, XAG: 37, XPT: 1_350, XPD: 1_150, BTC: 110_000 },
};

/** Live prices by what they convert. */
export type Rates = { quoteOf(base: string, profit: string): Quote | null };

export function ratesOf(symbols: Iterable<PaperSymbol>, quotes: ReadonlyMap<string, Quote>): Rates {
  const pairs = new Map<string, string>();
  for (const spec of symbols) pairs.set(`${spec.currencyBase}/${spec.currencyProfit}`, spec.symbol);
  return { quoteOf: (base, profit) => quotes.get(pairs.get(`${base}/${profit}`) ?? '') ?? null };
}

/**
 * `amount` of one currency in another, at the worse side of the pair: a gain (positive) is sold at the price a seller gets,
 * a loss or a cost (negative) is bought at the price a buyer pays.
 */
export function convert(amount: number, from: string, to: string, rates: Rates): number {
  if (from === to || amount === 0) return amount;
  const direct = overPair(amount, from, to, rates);
  if (direct !== null) return direct;
  const dollars = from === 'USD' ? amount : overPair(amount, from, 'USD', rates);
  const crossed = dollars === null || to === 'USD' ? null : overPair(dollars, 'USD', to, rates);
  return crossed ?? (amount * (FALLBACK_USD[from] ?? 1)) / (FALLBACK_USD[to] ?? 1);
}

function overPair(amount: number, from: string, to: string, rates: Rates): number | null {
  const straight = rates.quoteOf(from, to);
  if (straight !== null) return amount * (amount > 0 ? straight.bid : straight.ask);
  const inverse = rates.quoteOf(to, from);
  return inverse === null ? null : amount / (amount > 0 ? inverse.ask : inverse.bid);
}
