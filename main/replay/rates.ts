import type { Quote } from '#shared/domain';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import { paperSymbol, type PaperSymbol } from '../paper-broker/index.ts';
import { StartFault } from '../host/index.ts';

/** Prices of a pair that turns the symbol's currencies into the account's: in order of time, one for a rate that stays. */
export type ReplayRate = { readonly symbol: string; readonly quotes: readonly Quote[] };

/** Feeds each pair's newest price that is not younger than the replay's own moment. */
export class RateFeed {
  readonly #rates: readonly ReplayRate[];
  readonly #next: number[];

  constructor(rates: readonly ReplayRate[]) {
    this.#rates = rates;
    this.#next = rates.map(() => 0);
  }

  /** The first price of each pair stands also for the time before it. */
  begin(terminal: Pick<PaperTerminal, 'feedTick'>, atMs: number): void {
    for (const { quotes } of this.#rates) if (quotes[0] !== undefined) terminal.feedTick({ ...quotes[0], at: atMs });
  }

  until(terminal: Pick<PaperTerminal, 'feedTick'>, atMs: number): void {
    for (const [index, { quotes }] of this.#rates.entries()) {
      let newest: Quote | null = null;
      let next = this.#next[index] ?? 0;
      for (; next < quotes.length && (quotes[next]?.at ?? Infinity) <= atMs; next += 1) newest = quotes[next] ?? null;
      this.#next[index] = next;
      if (newest !== null) terminal.feedTick(newest);
    }
  }
}

/** Every currency of the symbol has to lead to the account's over a pair with prices: no rate is made up. */
export function checkRates(spec: PaperSymbol, account: string, rates: readonly ReplayRate[]): void {
  const pairs = [spec, ...rates.flatMap(({ symbol }) => paperSymbol(symbol) ?? [])];
  const isPair = (one: string, other: string): boolean =>
    one === other ||
    pairs.some(
      ({ currencyBase: base, currencyProfit: profit }) =>
        (base === one && profit === other) || (base === other && profit === one),
    );
  const missing = [...new Set([spec.currencyProfit, spec.currencyMargin])].filter(
    (currency) => !isPair(currency, account) && !(isPair(currency, 'USD') && isPair('USD', account)),
  );
  if (missing.length === 0) return;
  throw new StartFault(
    missing.map((currency) => {
      const pair = pairOf(currency, account);
      return `${spec.symbol} is reckoned in ${currency} and the account is in ${account}: give bars of ${pair} with --rates ${pair}_M1.csv, or a rate that stays with --rates ${pair}=VALUE`;
    }),
  );
}

/** Markets quote the earlier of two in the later. */
const ORDER = ['XAU', 'XAG', 'BTC', 'EUR', 'GBP', 'AUD', 'NZD', 'USD', 'CAD', 'CHF', 'JPY'];
const pairOf = (...currencies: readonly [string, string]): string => {
  const rank = (currency: string): number => (ORDER.indexOf(currency) + ORDER.length + 1) % (ORDER.length + 1);
  return [...currencies].sort((one, other) => rank(one) - rank(other)).join('');
};
