import type { Quote } from '#shared/domain';
import { utcMinute } from '#shared/lib';
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

/** A symbol that is played, from its first price on, UTC ms. */
export type RatedSymbol = Pick<PaperSymbol, 'symbol' | 'currencyBase' | 'currencyProfit' | 'currencyMargin'> & {
  readonly from: number;
};

/**
 * Every currency of each symbol has to lead to the account's over a pair with prices, its own file's or that of a symbol which is played
 * too: no rate is made up, and none is taken from later than it is needed. Returns the symbols that give a rate of another one.
 */
export function checkRates(played: readonly RatedSymbol[], account: string, rates: readonly ReplayRate[]): readonly string[] {
  const twice = rates.filter(({ symbol }) => played.length > 1 && played.some((one) => one.symbol === symbol));
  if (twice.length > 0)
    throw new StartFault(
      twice.map(({ symbol }) => `--rates ${symbol}: it is replayed, so it gives its rate itself: leave it away`),
    );
  const filed = rates.flatMap(({ symbol }) => paperSymbol(symbol) ?? []).map((pair) => ({ ...pair, from: -Infinity }));
  const givers = new Set<string>();
  const faults = played.flatMap((spec) => {
    const pairs: readonly RatedSymbol[] = [spec, ...played.filter((one) => one !== spec), ...filed];
    return [...new Set([spec.currencyProfit, spec.currencyMargin])].flatMap((currency) => {
      const way = wayOf(currency, account, pairs);
      if (way === null) return [missing(spec.symbol, currency, account)];
      for (const pair of way) if (pair !== spec && played.includes(pair)) givers.add(pair.symbol);
      return way.filter(({ from }) => from > spec.from).map((pair) => tooLate(spec, pair));
    });
  });
  if (faults.length > 0) throw new StartFault([...new Set(faults)]);
  return [...givers].sort();
}

/** The pairs by which one currency becomes another, as the broker chooses them: straight, or over the dollar; null: they do not. */
function wayOf(currency: string, account: string, pairs: readonly RatedSymbol[]): readonly RatedSymbol[] | null {
  const pair = (one: string, other: string): readonly RatedSymbol[] | null => {
    if (one === other) return [];
    const found = pairs.find(
      ({ currencyBase: base, currencyProfit: profit }) =>
        (base === one && profit === other) || (base === other && profit === one),
    );
    return found === undefined ? null : [found];
  };
  const straight = pair(currency, account);
  if (straight !== null) return straight;
  const [there, on] = [pair(currency, 'USD'), pair('USD', account)];
  return there === null || on === null ? null : [...there, ...on];
}

function missing(symbol: string, currency: string, account: string): string {
  const pair = pairOf(currency, account);
  return `${symbol} is reckoned in ${currency} and the account is in ${account}: give bars of ${pair} with --rates ${pair}_M1.csv, or a rate that stays with --rates ${pair}=VALUE`;
}

const tooLate = (spec: RatedSymbol, pair: RatedSymbol): string =>
  `${spec.symbol} begins at ${utcMinute(spec.from)} UTC, and ${pair.symbol}, which gives its rate, only at ${utcMinute(pair.from)}: ` +
  `begin there with --from ${new Date(pair.from).toISOString()}, or add a file of ${pair.symbol} that begins earlier`;

/** Markets quote the earlier of two in the later. */
const ORDER = ['XAU', 'XAG', 'BTC', 'EUR', 'GBP', 'AUD', 'NZD', 'USD', 'CAD', 'CHF', 'JPY'];
const pairOf = (...currencies: readonly [string, string]): string => {
  const rank = (currency: string): number => (ORDER.indexOf(currency) + ORDER.length + 1) % (ORDER.length + 1);
  return [...currencies].sort((one, other) => rank(one) - rank(other)).join('');
};
