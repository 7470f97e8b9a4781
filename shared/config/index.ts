/** The configuration file: its schema with defaults, and reading it with errors a person can act on. */
export { defaultConfig, parseConfig, type ConfigProblem } from './parse.ts';
export {
  RECOVERY_COMPONENTS,
  recoveryAction,
  type RecoveryComponent,
  type RecoveryConfig,
  type RecoveryStep,
} from './recovery.ts';
export { keyMeaning } from './key-meaning.ts';
export { keyShapes, type Column, type KeyShape } from './key-shapes.ts';
export { isJsonObject, leavesOf, mergePatch, treeOf, type Json } from './leaves.ts';
export { managementRules, managesAnything, type ManagementRules } from './management.ts';
export type { Rehearsed } from './paper.ts';
export { rulebookChoice, type RulebookChoice } from './rulebook-choice.ts';
export { config, type Config } from './schema.ts';
export { isUpdateAddress, UPDATE_CHANNELS } from './updates.ts';
export { profileFor, profileIds, profileOf, profileOfMagic, strategyOfProfile, type StrategyProfile } from './strategies.ts';
