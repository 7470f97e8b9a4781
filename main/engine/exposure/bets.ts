import { specOf, type PendingOrder, type Position, type Side, type SymbolSpec } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import { lossAtStop } from './open-risk.ts';

/** Money at risk at the stop of something that is open, working or on its way. `spec` null: its symbol is not described. */
export type Bet = { readonly symbol: string; readonly side: Side; readonly spec: SymbolSpec | null; readonly risk: number };

/** Of the hourly returns of two symbols, -1..1; null while unknown. */
export type Correlation = (one: string, other: string) => number | null;

/** Positions, pending orders and entries whose outcome is open, each with its loss at its stop; a position without a stop is none. */
export function betsOf(among: {
  readonly positions: readonly Position[];
  readonly orders: readonly PendingOrder[];
  readonly entries: readonly OrderLife[];
  readonly specs: readonly SymbolSpec[];
}): readonly Bet[] {
  const bets: Bet[] = [];
  const add = (symbol: string, side: Side, volume: number, from: number, stop: number | null): void => {
    const spec = specOf(among, symbol);
    if (spec !== null && stop !== null) bets.push({ symbol, side, spec, risk: lossAtStop(side, from, stop, volume, spec) });
  };
  for (const held of among.positions) add(held.symbol, held.direction, held.volume, held.current, held.stopLoss);
  for (const order of among.orders) add(order.symbol, order.direction, order.volume, order.price, order.stopLoss);
  for (const { request, symbol, reserve } of among.entries)
    if (request.op === 'open') bets.push({ symbol, side: request.side, spec: specOf(among, symbol), risk: reserve });
  return bets;
}
