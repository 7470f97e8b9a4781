import { profileIds, strategyOfProfile } from '#shared/config';
import type { StrategyId } from '#shared/domain';
import { useEngine } from '../../store/index.ts';

/** Profiles that a sender may name: all but those that are for orders by hand. */
export function useSenderStrategies(): readonly StrategyId[] {
  const profiles = useEngine(({ cockpit }) => cockpit.config.strategies);
  return profileIds(profiles).filter((id) => strategyOfProfile(profiles, id)?.isByHand !== true);
}
