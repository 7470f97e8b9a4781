/** The configuration file: its schema with defaults, and reading it with errors a person can act on. */
export { defaultConfig, parseConfig, type ConfigProblem } from './parse.ts';
export {
  RECOVERY_COMPONENTS,
  recoveryAction,
  type RecoveryComponent,
  type RecoveryConfig,
  type RecoveryStep,
} from './recovery.ts';
export {
  config,
  rulebookChoice,
  type Config,
  type Rehearsed,
  type RulebookChoice,
  type SessionName,
  type StrategyProfile,
} from './schema.ts';
