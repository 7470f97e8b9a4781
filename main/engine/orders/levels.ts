import { addressOf, subjectOf, subjectsOf, type OrderRequest, type Position } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isOpenOrder, type OrderLife, type ReadonlyCockpit } from '#shared/projection';
import { makeClientOrderId } from './client-order-id.ts';
import type { Asker } from './ending.ts';

/** Levels that the terminal does not get to within this time are not set any more: the price they were meant for is gone. */
const DEADLINE_MS = 5_000;

/** A position by its ticket and its identifier. */
type Named = Pick<Position, 'ticket' | 'identifier'>;

/** Stop and target of a position, in its symbol's price; null: none. */
export type Levels = { readonly stopLoss: number | null; readonly takeProfit: number | null };

/**
 * The intent to set the levels of a position, both of them: a level that is to stay has to be named too. What it does to the
 * account's risk is judged by the ledger when it is folded (`shared/domain/modify.md`); it reserves nothing.
 */
export function intendLevels(held: Named, levels: Levels, symbol: string, at: number, asker: Asker): Decision {
  const { subject, bornAt, attempt, ...whose } = asker;
  const clientOrderId = makeClientOrderId(subject, bornAt, 'modify', attempt);
  const request: OrderRequest = { op: 'modify', ...addressOf(held), ...levels, clientOrderId, deadlineAt: at + DEADLINE_MS };
  return { type: 'order.intended', payload: { clientOrderId, ...whose, request, symbol, reserve: 0, riskMoney: 0 } };
}

/** Every change of levels asked for one position since a moment, by whomever, oldest first: two askers never ask at once. */
export const levelTriesFor = ({ orders }: ReadonlyCockpit, identifier: string, sinceMs: number): readonly OrderLife[] =>
  [...orders.values()].filter(
    ({ request, requestedAt }) => request.op === 'modify' && subjectOf(request) === identifier && requestedAt >= sinceMs,
  );

/** Everything of any kind that was asked about a position (by its identifier) and may still be carried out: nothing else is asked about it meanwhile. */
export const underWay = ({ openOrders, orders }: ReadonlyCockpit, identifier: string): readonly OrderLife[] =>
  [...openOrders].flatMap((clientOrderId) => {
    const order = orders.get(clientOrderId);
    return order !== undefined && isOpenOrder(order) && subjectsOf(order.request).includes(identifier) ? [order] : [];
  });
