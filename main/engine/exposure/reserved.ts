import type { PendingOrder, StrategyId } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';

/** Entries that were asked for and whose outcome is open: each may or may not have become a position. */
export const openEntries = (state: ReadonlyCockpit): readonly OrderLife[] =>
  [...state.openOrders]
    .map((clientOrderId) => state.orders.get(clientOrderId))
    .filter((order): order is OrderLife => order?.request.op === 'open');

/** Working orders that are none of the reserved entries: foreign ones, and the rest of ours that were filled in part. */
export const otherOrders = (entries: readonly OrderLife[], orders: readonly PendingOrder[]): readonly PendingOrder[] =>
  orders.filter(
    (order) => !entries.some(({ clientOrderId, ticket }) => clientOrderId === order.clientOrderId || ticket === order.ticket),
  );

/** Worst loss of those entries, counted on top of the open risk; of one strategy, or of all. Account currency. */
export const reservedOf = (entries: readonly OrderLife[], strategyId: StrategyId | null = null): number =>
  entries.reduce((sum, entry) => (strategyId === null || isEntryOf(strategyId, entry) ? sum + entry.reserve : sum), 0);

/** True when an entry was sent for the strategy, as its magic number says. */
export const isEntryOf = (strategyId: StrategyId, { request }: OrderLife): boolean =>
  request.op === 'open' && request.magic === magicOf(strategyId);
