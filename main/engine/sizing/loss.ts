import type { Config } from '#shared/config';
import { terminalOf, type SymbolSpec, type TerminalKind } from '#shared/domain';
import { assert } from '#shared/lib';

/** What a round turn costs: commission in account currency a lot, slippage at the stop in points. */
export type Costs = { readonly commissionPerLot: number; readonly slippagePoints: number };

/** The costs that orders are sized with. The terminal does not tell them in advance, so they are assumed as configured. */
export function costsOf(config: Config, terminal: TerminalKind): Costs {
  const { commissionPerLot, slippagePoints } = config[terminalOf(terminal).settings];
  return { commissionPerLot, slippagePoints };
}

/** Worst loss of an order at its stop, in account currency; `pctOfBalance` 0..100. */
export type Loss = {
  readonly stop: number;
  readonly commission: number;
  readonly slippage: number;
  readonly total: number;
  readonly pctOfBalance: number;
};

/** Account currency that one lot loses when price moves this far against it. */
export const lossOfMove = (distance: number, spec: SymbolSpec): number => (distance / spec.tickSize) * spec.tickValueLoss;

/** stopDistance / tickSize x tickValueLoss + commission + slippage points x value of a point, for one lot. */
export const lossPerLot = (stopDistance: number, spec: SymbolSpec, costs: Costs): number =>
  lossOfMove(stopDistance, spec) + costs.commissionPerLot + lossOfMove(costs.slippagePoints * spec.point, spec);

export function lossOf(lots: number, stopDistance: number, spec: SymbolSpec, costs: Costs, balance: number): Loss {
  assert(balance > 0, 'a loss is a share of a positive balance');
  const stop = lots * lossOfMove(stopDistance, spec);
  const commission = lots * costs.commissionPerLot;
  const slippage = lots * lossOfMove(costs.slippagePoints * spec.point, spec);
  const total = stop + commission + slippage;
  return { stop, commission, slippage, total, pctOfBalance: (total / balance) * 100 };
}
