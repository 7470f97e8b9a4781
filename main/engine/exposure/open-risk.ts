import { directionOf, type PendingOrder, type Position, type Side, type SymbolSpec } from '#shared/domain';

/** What open positions and pending orders lose if every stop is hit. Account currency, never negative. */
export type OpenRisk = {
  readonly stops: number;
  /** Tickets whose loss has no bound: no stop, or a symbol the terminal has not described. */
  readonly unbounded: readonly string[];
};

/**
 * Positions are measured from the *current* price, because equity already holds what they have gained or lost until now;
 * pending orders from their own price. Tick values are those of a losing move.
 */
export function openRiskOf(
  positions: readonly Position[],
  orders: readonly PendingOrder[],
  specs: readonly SymbolSpec[],
): OpenRisk {
  let stops = 0;
  const unbounded: string[] = [];
  const count = (ticket: string, symbol: string, side: Side, volume: number, from: number, stop: number | null): void => {
    const spec = specs.find((known) => known.symbol === symbol);
    if (spec === undefined || stop === null) unbounded.push(ticket);
    else stops += lossAtStop(side, from, stop, volume, spec);
  };
  for (const held of positions) count(held.ticket, held.symbol, held.direction, held.volume, held.current, held.stopLoss);
  for (const order of orders) count(order.ticket, order.symbol, order.direction, order.volume, order.price, order.stopLoss);
  return { stops, unbounded };
}

/** Loss of `volume` lots from a price to a stop; zero when the stop lies on the winning side. */
export const lossAtStop = (side: Side, from: number, stop: number, volume: number, spec: SymbolSpec): number =>
  Math.max(0, (directionOf(side) * (from - stop)) / spec.tickSize) * spec.tickValueLoss * volume;
