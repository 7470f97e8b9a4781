import { profileIds } from '#shared/config';
import type { StrategyId } from '#shared/domain';
import type { ReadonlyCockpit } from './state.ts';

/** What tells which strategies there are. */
type Known = Pick<ReadonlyCockpit, 'config' | 'performance' | 'positions' | 'strategies'>;

/** Every configured strategy, then those that only have a position, a result or a risk of their own left, by name. */
export function knownStrategies({ config, performance, positions, strategies }: Known): readonly StrategyId[] {
  const configured = profileIds(config.strategies);
  const past = new Set<StrategyId>([...performance.keys(), ...strategies.keys()]);
  for (const { strategyId } of positions.values()) if (strategyId !== null) past.add(strategyId);
  past.delete('all');
  return [...configured, ...[...past].filter((id) => !configured.includes(id)).sort()];
}
