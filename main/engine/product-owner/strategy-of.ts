import type { Pattern, Signal, StrategyId } from '#shared/domain';

const STRATEGY: Readonly<Record<Pattern, StrategyId>> = { M5_BOS: 'm5_bos', M1_BREAK_RETEST: 'm1_retest' };

/** The strategy a signal belongs to, by its pattern. */
export const strategyOf = (signal: Pick<Signal, 'pattern'>): StrategyId => STRATEGY[signal.pattern];
