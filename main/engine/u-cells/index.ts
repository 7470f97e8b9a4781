/** The five cells a signal passes: validation, scoring, risk, execution, monitoring. Pure, in this order, none skipped. */
export { capabilityOf, type Capability } from './capability.ts';
export type { Cell, CellResult, CellView, Draft } from './cell.ts';
export { draftOf } from './draft.ts';
export { onGrid } from './price-grid.ts';
export { dryRun, type DryRun } from './dry-run.ts';
export { u1 } from './u1-validation.ts';
export { RULE_SCORE, u2 } from './u2-scoring.ts';
export { setupScore } from './score.ts';
export { highestRisk } from './sizing.ts';
export { u3 } from './u3-risk.ts';
export { u4 } from './u4-execution.ts';
export { reviewTrade, slippagePips, type Review } from './u5-monitoring.ts';
export { modelFeatures } from './features.ts';
