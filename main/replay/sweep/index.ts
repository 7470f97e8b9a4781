/** One history under many settings: a grid of values, a replay for each over threads, and what choosing the best of them is worth. */
export { FOLD_KINDS, foldsOf, walkForward } from './folds.ts';
export { foldRows, foldsCsv, foldsText, foldWords } from './folds-text.ts';
export { gridOf, sweepParam } from './grid.ts';
export { knownRuns, runLine } from './known-runs.ts';
export { runSweep } from './run-sweep.ts';
export { sweepCsv, sweepRows, sweepText, sweepWords } from './sweep-text.ts';
