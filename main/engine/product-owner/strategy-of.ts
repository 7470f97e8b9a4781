import type { Signal, StrategyId } from '#shared/domain';
import { strategyOfPattern } from '#shared/strategies';

/** The strategy a signal belongs to, by its pattern. */
export const strategyOf = (signal: Pick<Signal, 'pattern'>): StrategyId => strategyOfPattern(signal.pattern).id;
