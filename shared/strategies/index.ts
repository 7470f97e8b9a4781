/** The strategies as data: one file each, one table of them, and every closed set that is derived from the table. */
export type { ProfileDefaults, StrategyStructure } from './define.ts';
export { magicOf, TEST_MAGIC } from './magic.ts';
export { SESSIONS, TIMEFRAMES, type Regime, type SessionName } from './market-terms.ts';
export { isProfileId, PROFILE_ID } from './profile-id.ts';
export {
  defaultStrategy,
  detectedStrategy,
  isStrategyKind,
  PATTERNS,
  STRATEGIES,
  STRATEGY_KINDS,
  strategyOfKind,
  strategyOfPattern,
  strategyOfSpelling,
  strategyOfTimeframe,
  type Pattern,
  type Strategy,
  type StrategyKind,
} from './registry.ts';
export { BY_HAND, DEFAULT_STRATEGY } from './table.ts';
