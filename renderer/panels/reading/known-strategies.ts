import type { StrategyId } from '#shared/domain';
import { knownStrategies } from '#shared/projection';
import { useEngine } from '../../store/index.ts';

/** Every configured strategy, then those that only have something left. Joined for the comparison. */
export const useKnownStrategies = (): readonly StrategyId[] =>
  useEngine(({ cockpit }) => knownStrategies(cockpit).join(' ')).split(' ');
