import type { PendingOrder, Position, Side, SymbolSpec } from '../../../shared/domain/index.ts';
import type { OrderLife } from '../../../shared/projection/index.ts';
import { lossAtStop } from './open-risk.ts';

/** Trades that share a leg may together risk this many times the highest risk a single trade may take. */
const SHARED_LEG_TRADES = 2;

/** The cap on one currency bet, as a percentage of the balance. */
export const currencyBetPct = (highestRiskPct: number): number => SHARED_LEG_TRADES * highestRiskPct;

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
 * Money at risk at the stops of everything that makes the same bet as a new trade, by its currencies or by how it moved: positions, pending orders and entries
 * whose outcome is open. A symbol that is not described is taken as the same bet.
 */
export function sameBetRisk(
  side: Side,
  spec: SymbolSpec,
  among: {
    readonly positions: readonly Position[];
    readonly orders: readonly PendingOrder[];
    readonly entries: readonly OrderLife[];
    readonly specs: readonly SymbolSpec[];
    /** Of the new trade's symbol with another; null while nobody knows. */
    readonly correlation: (symbol: string) => number | null;
  },
): number {
  const known = (symbol: string): SymbolSpec | undefined => among.specs.find((described) => described.symbol === symbol);
  const isOne = (symbol: string, direction: Side, other: SymbolSpec): boolean =>
    isSameBet(side, spec, direction, other) || movesTogether(side, direction, among.correlation(symbol));
  let risk = 0;
  const add = (symbol: string, direction: Side, volume: number, from: number, stop: number | null): void => {
    const other = known(symbol);
    if (other === undefined || stop === null || !isOne(symbol, direction, other)) return;
    risk += lossAtStop(direction, from, stop, volume, other);
  };
  for (const held of among.positions) add(held.symbol, held.direction, held.volume, held.current, held.stopLoss);
  for (const order of among.orders) add(order.symbol, order.direction, order.volume, order.price, order.stopLoss);
  for (const { request, symbol, reserve } of among.entries) {
    const other = known(symbol);
    if (request.op === 'open' && (other === undefined || isOne(symbol, request.side, other))) risk += reserve;
  }
  return risk;
}
