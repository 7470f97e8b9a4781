import fc from 'fast-check';
import type { OrderRequest, PendingTerms, Side } from '#shared/domain';
import { POINT, round, SPREAD, START, steps } from './ways.ts';

/** An order as a random story asks for it, in distances from the market at 1.1. */
export type Terms = {
  readonly side: Side;
  readonly type: PendingTerms['type'] | 'market';
  /** Of what waits, from the market. */
  readonly distance: number;
  /** From the stop of a stop-limit order back to its limit. */
  readonly back: number;
  readonly stop: number;
  readonly target: number | null;
};

/** Orders of these kinds. */
export const termsOf = (...types: readonly Terms['type'][]): fc.Arbitrary<Terms> =>
  fc.record({
    side: fc.constantFrom<Side>('BUY', 'SELL'),
    type: fc.constantFrom<Terms['type']>(...types),
    distance: steps(2, 10),
    back: steps(0, 6),
    stop: steps(5, 14),
    target: fc.option(steps(5, 14)),
  });

/** The request for it. */
export function requestOf(
  { side, type, distance, back, stop, target }: Terms,
  index: number,
  symbol = 'EURUSD',
): Extract<OrderRequest, { readonly op: 'open' }> {
  const up = side === 'BUY' ? 1 : -1;
  const market = side === 'BUY' ? 1.1 + SPREAD * POINT : 1.1;
  const price = round(market + (type === 'limit' ? -up : up) * distance);
  const stopLimit = type === 'stop_limit' ? round(price - up * back) : null;
  const entry = type === 'market' ? market : (stopLimit ?? price);
  return {
    ...{ op: 'open', clientOrderId: `order-${index}`, symbol, side, volume: 1, deviationPoints: 0, magic: 1 },
    ...{ stopLoss: round(entry - up * stop), takeProfit: target === null ? null : round(entry + up * target) },
    ...(type === 'market' ? {} : { pending: { type, price, stopLimit, expiresAt: null } }),
    deadlineAt: START,
  };
}
