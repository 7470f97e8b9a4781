import type { Facts, Position, StrategyId } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import { isEntryOf, openEntries } from './reserved.ts';

/** Everything that is, or may already be, a position: the terminal's positions, foreign ones too, and entries on the way. */
export type Exposure = { readonly positions: readonly Position[]; readonly entries: readonly OrderLife[] };

/** An entry whose position the terminal already shows is counted as that position, not twice. */
export const exposureOf = (state: ReadonlyCockpit, { positions }: Facts): Exposure => ({
  positions,
  entries: openEntries(state).filter((entry) => !positions.some((held) => held.clientOrderId === entry.clientOrderId)),
});

export const countOf = ({ positions, entries }: Exposure): number => positions.length + entries.length;

/** What is exposed in one symbol, foreign positions included. */
export const exposureIn = (symbol: string, { positions, entries }: Exposure): number =>
  positions.filter((held) => held.symbol === symbol).length + entries.filter((entry) => entry.symbol === symbol).length;

/** What one strategy has open or on the way. */
export const exposureBy = (strategyId: StrategyId, { positions, entries }: Exposure): number =>
  positions.filter((held) => held.magic === magicOf(strategyId)).length +
  entries.filter((entry) => isEntryOf(strategyId, entry)).length;
