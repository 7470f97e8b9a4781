import type { SymbolSpec } from '#shared/domain';
import type { Bet } from './bets.ts';

/** Symbols that one piece of news moves together, whichever way each is traded. */
export type SymbolGroup = 'dollar majors' | 'yen crosses' | 'metals';

const METALS = ['XAU', 'XAG', 'XPT', 'XPD'];
const MAJORS = ['EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'NZD'];

/** The group of a symbol by its currencies; null for everything else, which only the other ceilings bound. */
export function groupOf({ currencyBase, currencyProfit }: SymbolSpec): SymbolGroup | null {
  if (METALS.includes(currencyBase)) return 'metals';
  const other = currencyBase === 'USD' ? currencyProfit : currencyProfit === 'USD' ? currencyBase : null;
  if (other !== null) return MAJORS.includes(other) ? 'dollar majors' : null;
  return currencyBase === 'JPY' || currencyProfit === 'JPY' ? 'yen crosses' : null;
}

/** Money at risk at the stops of a group, of both directions. A symbol that is not described may belong to it. */
export const groupRisk = (group: SymbolGroup, bets: readonly Bet[]): number =>
  bets.reduce((sum, { spec, risk }) => (spec === null || groupOf(spec) === group ? sum + risk : sum), 0);
