import type { Side, SymbolSpec } from '#shared/domain';
import type { Bet, Correlation } from './bets.ts';
import { isSameBet } from './currency-bet.ts';

/**
 * How far two bets lose together, 0..1: their correlation as they are traded. A hedge earns no credit. Where it is unknown, the
 * same currency bet is taken as one, anything else as independent; a symbol that is not described as one.
 */
function together(one: Bet, other: Bet, correlation: Correlation): number {
  if (one.spec === null || other.spec === null) return 1;
  if (one.symbol === other.symbol) return one.side === other.side ? 1 : 0;
  const known = correlation(one.symbol, other.symbol);
  if (known === null) return isSameBet(one.side, one.spec, other.side, other.spec) ? 1 : 0;
  return Math.max(0, one.side === other.side ? known : -known);
}

/** Effective risk of a portfolio, sqrt(w' C w) with the money at each stop as w (Markowitz 1952); account currency. */
export function effectiveRisk(bets: readonly Bet[], correlation: Correlation): number {
  let sum = 0;
  for (const [at, bet] of bets.entries()) {
    sum += bet.risk * bet.risk;
    for (const other of bets.slice(at + 1)) sum += 2 * bet.risk * other.risk * together(bet, other, correlation);
  }
  return Math.sqrt(sum);
}

/** Effective risk without one of the bets, from that of all (`whole`): a sum over the others instead of one over every pair. */
export function effectiveRiskWithout(bet: Bet, bets: readonly Bet[], whole: number, correlation: Correlation): number {
  const shared = bets.reduce((sum, other) => sum + other.risk * together(bet, other, correlation), 0);
  return Math.sqrt(Math.max(0, whole * whole + bet.risk * bet.risk - 2 * bet.risk * shared));
}

/**
 * The most a new trade may lose at its stop so that the effective risk of everything stays within `cap`: the positive root x
 * of x^2 + 2 b x + W^2 = cap^2, where W is the effective risk now and b what of it moves with the new trade. Negative or
 * zero: nothing is left.
 */
export function portfolioRoom(side: Side, spec: SymbolSpec, bets: readonly Bet[], correlation: Correlation, cap: number): number {
  if (bets.length === 0) return cap;
  const own: Bet = { symbol: spec.symbol, side, spec, risk: 0 };
  const shared = bets.reduce((sum, bet) => sum + bet.risk * together(own, bet, correlation), 0);
  const left = cap * cap - effectiveRisk(bets, correlation) ** 2;
  return left <= 0 ? 0 : Math.sqrt(shared * shared + left) - shared;
}
