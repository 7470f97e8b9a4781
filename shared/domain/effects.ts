import { directionOf } from './market.ts';
import type { Position } from './position.ts';
import type { OrderRequest } from './terminal.ts';

/** What a request to the terminal does to the risk of the account. Decided here and nowhere else; the reasons are in `modify.md`. */
export type OrderEffect = 'open' | 'change' | 'protect' | 'close';

/**
 * What follows from it. `breaker`: whose calls it counts among. `addsRisk`: it needs a durable intent, active trading and a
 * breaker that lets it pass; everything else always gets through, also with a journal that cannot be written.
 */
export const ORDER_EFFECTS: Readonly<
  Record<OrderEffect, { readonly breaker: 'write' | 'modify' | 'close'; readonly addsRisk: boolean }>
> = {
  open: { breaker: 'write', addsRisk: true },
  change: { breaker: 'modify', addsRisk: true },
  protect: { breaker: 'modify', addsRisk: false },
  close: { breaker: 'close', addsRisk: false },
};

type Held = Pick<Position, 'direction' | 'stopLoss'>;

/** The effect of a request. `held` is the position that a `modify` speaks of as it stands now; null when it is not known. */
export function effectOf(request: OrderRequest, held: Held | null): OrderEffect {
  switch (request.op) {
    case 'open':
      return 'open';
    case 'modify':
      return isProtective(request.stopLoss, held) ? 'protect' : 'change';
    case 'replace':
      return 'change';
    case 'close':
    case 'close_by':
    case 'cancel':
      return 'close';
  }
}

/** A missing stop is set, or the stop moves to where less can be lost (or more is kept). What cannot be compared does not protect. */
function isProtective(stopLoss: number | null, held: Held | null): boolean {
  if (stopLoss === null || held === null) return false;
  return held.stopLoss === null || directionOf(held.direction) * (stopLoss - held.stopLoss) > 0;
}
