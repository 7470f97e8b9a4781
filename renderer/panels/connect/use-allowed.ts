import type { Source, StrategyId } from '#shared/domain';
import { usePricedSymbols, useSenderStrategies } from '../reading/index.ts';

/** What an example for a source may name: the strategies and symbols that its rules allow. */
export function useAllowed({ strategy, symbols: own }: Source): {
  readonly strategies: readonly StrategyId[];
  readonly symbols: readonly string[];
} {
  const strategies = useSenderStrategies();
  const priced = usePricedSymbols();
  return { strategies: strategy === null ? strategies : [strategy], symbols: own.length === 0 ? priced : own };
}
