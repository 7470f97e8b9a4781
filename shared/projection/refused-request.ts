import { identifierOf, subjectsOf } from '#shared/domain';
import type { LedgerPosition } from './ledger-position.ts';
import type { OrderLife } from './state.ts';

/** The request about a position that the terminal refused last; null once a later one is on its way or was done. */
export function refusedRequest(orders: ReadonlyMap<string, OrderLife>, held: LedgerPosition): OrderLife | null {
  const identifier = identifierOf(held.position);
  const last = [...orders.values()].findLast(({ request }) => request.op !== 'open' && subjectsOf(request).includes(identifier));
  return last?.outcome?.kind === 'refused' ? last : null;
}
