import type { Side, SymbolSpec } from '#shared/domain';
import type { Bet, Correlation } from './bets.ts';

/** Trades that share a leg may together risk this many times the highest risk a single trade may take. */
export const SHARED_LEG_TRADES = 2;

/** True when two trades bet on the same currency in the same direction: long EURUSD and short USDCHF both sell dollars. */
export function isSameBet(side: Side, spec: SymbolSpec, otherSide: Side, other: SymbolSpec): boolean {
  const [bought, sold] = side === 'BUY' ? [spec.currencyBase, spec.currencyProfit] : [spec.currencyProfit, spec.currencyBase];
  const [otherBought, otherSold] =
    otherSide === 'BUY' ? [other.currencyBase, other.currencyProfit] : [other.currencyProfit, other.currencyBase];
  return bought === otherBought || sold === otherSold;
}

/** Beyond this two symbols move as one, or as one and its mirror. */
const CORRELATED = 0.7;

/** True when two trades win and lose together as their last hours went. */
export const movesTogether = (side: Side, otherSide: Side, correlation: number | null): boolean =>
  correlation !== null && (side === otherSide ? correlation > CORRELATED : correlation < -CORRELATED);

/**
 * Money at risk at the stops of everything that makes the same bet as a new trade, by its currencies or by how it moved. A
 * symbol that is not described is taken as the same bet.
 */
export function sameBetRisk(side: Side, spec: SymbolSpec, bets: readonly Bet[], correlation: Correlation): number {
  let risk = 0;
  for (const bet of bets) {
    const isOne =
      bet.spec === null ||
      isSameBet(side, spec, bet.side, bet.spec) ||
      movesTogether(side, bet.side, correlation(spec.symbol, bet.symbol));
    if (isOne) risk += bet.risk;
  }
  return risk;
}
