import { directionOf, type Position, type Side, type SymbolSpec } from '#shared/domain';

/** What is held, or would be, as far as its size in money goes. */
export type Leg = { readonly symbol: string; readonly direction: Side; readonly volume: number; readonly price: number };

export const legOf = ({ symbol, direction, volume, current }: Position): Leg => ({ symbol, direction, volume, price: current });

/**
 * Net exposure by currency, in account currency: long EURUSD is long euro and short dollars by the position's value. A symbol
 * that is not described counts nothing.
 */
export function currencyLegs(legs: readonly Leg[], specs: readonly SymbolSpec[]): ReadonlyMap<string, number> {
  const net = new Map<string, number>();
  for (const { symbol, direction, volume, price } of legs) {
    const spec = specs.find((known) => known.symbol === symbol);
    if (spec === undefined) continue;
    const value = directionOf(direction) * volume * (price / spec.tickSize) * spec.tickValueLoss;
    net.set(spec.currencyBase, (net.get(spec.currencyBase) ?? 0) + value);
    net.set(spec.currencyProfit, (net.get(spec.currencyProfit) ?? 0) - value);
  }
  return net;
}
