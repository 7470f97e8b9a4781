import type { Facts, PendingOrder, Position, StrategyId } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import { isEntryOf, openEntries, otherOrders } from './reserved.ts';

/** Everything that is, or may already be, a position: the terminal's positions, foreign ones too, and entries on the way or resting. */
export type Exposure = {
  readonly positions: readonly Position[];
  readonly entries: readonly OrderLife[];
  /** Working orders that are none of those entries. */
  readonly orders: readonly PendingOrder[];
};

/** An entry whose position the terminal already shows is counted as that position, not twice. */
export function exposureOf(state: ReadonlyCockpit, { positions, orders }: Facts): Exposure {
  const entries = openEntries(state).filter((entry) => !positions.some((held) => held.clientOrderId === entry.clientOrderId));
  return { positions, entries, orders: otherOrders(entries, orders) };
}

/**
 * What an entry of an OCO group is held against: the others of its group are no positions beside it, because one fill cancels
 * them. Their risk is reserved all the same.
 */
export const besideGroup = (exposure: Exposure, oco: string | undefined): Exposure =>
  oco === undefined
    ? exposure
    : { ...exposure, entries: exposure.entries.filter(({ request }) => request.op !== 'open' || request.pending?.oco !== oco) };

export const countOf = ({ positions, entries }: Exposure): number => positions.length + entries.length;

/** What is exposed in one symbol, foreign positions included. */
export const exposureIn = (symbol: string, { positions, entries }: Exposure): number =>
  positions.filter((held) => held.symbol === symbol).length + entries.filter((entry) => entry.symbol === symbol).length;

/** What one strategy has open or on the way. */
export const exposureBy = (strategyId: StrategyId, { positions, entries }: Exposure): number =>
  positions.filter((held) => held.magic === magicOf(strategyId)).length +
  entries.filter((entry) => isEntryOf(strategyId, entry)).length;
