import type { Signal, StrategyId } from '#shared/domain';
import { strategyOfPattern } from '#shared/strategies';

/** The profile a signal belongs to: the one it names, else the one named like its pattern's strategy. */
export const strategyOf = ({ strategyId, pattern }: Pick<Signal, 'strategyId' | 'pattern'>): StrategyId =>
  strategyId ?? strategyOfPattern(pattern).id;
