import type { EngineView } from '../../store/index.ts';

/** Digits of a symbol's price: from its quote, or the market's habit while there is none. */
export function digitsOf(live: EngineView['live'], symbol: string): number {
  const quoted = live?.quotes.find((quote) => quote.symbol === symbol);
  if (quoted !== undefined) return quoted.digits;
  if (symbol.startsWith('XAU')) return 2;
  return symbol.endsWith('JPY') ? 3 : 5;
}

/** The account's currency; the paper account's as configured while no account is known. */
export const currencyOf = ({ live, cockpit }: Pick<EngineView, 'live' | 'cockpit'>): string =>
  live?.account?.currency ?? cockpit.config.paper.currency;
