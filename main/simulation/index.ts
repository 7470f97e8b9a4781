/** Seeded stories of everything that goes wrong around the cockpit, and the rules that must hold all the same. */
export { ALL_FAULTS, FAULTS, isFaultKind, type FaultKind } from './fault-kinds.ts';
export { reportFailure } from './report-failure.ts';
export { shrink } from './shrink.ts';
export { simulate, type Plan, type Simulated } from './simulate.ts';
export { jobsMost, runSeeds } from './run-seeds.ts';
export { countsText } from './text.ts';
