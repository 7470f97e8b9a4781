import { meanOf } from '#shared/results';
import { StartFault } from '../../host/index.ts';
import type { SweepPoint } from './grid.ts';
import type { SweepRun } from './sweep-run.ts';

/** From a moment up to and without another, UTC ms. */
export type Span = { readonly from: number; readonly to: number };
export const FOLD_KINDS = ['anchored', 'rolling'] as const;
export type FoldKind = (typeof FOLD_KINDS)[number];
export type Fold = { readonly inSample: Span; readonly outOfSample: Span };

const FOLDS_MAX = 20;
/** A fold with less of the past than this in a part has next to no trades to choose by. */
const PART_MIN_MS = 24 * 3_600_000;

/**
 * Walk-forward folds (R. Pardo, The Evaluation and Optimization of Trading Strategies, 2008): the time is cut into one part more than
 * there are folds; each fold chooses on the parts before (anchored: all of them; rolling: the last one) and is judged on the next.
 */
export function foldsOf({ from, to }: Span, count: number, kind: FoldKind): readonly Fold[] {
  if (count > FOLDS_MAX) throw new StartFault([`--folds: at most ${FOLDS_MAX}`]);
  const part = Math.floor((to - from) / (count + 1));
  if (part < PART_MIN_MS)
    throw new StartFault([`--folds ${count}: each part would be shorter than a day; give more history, or fewer folds`]);
  const edge = (index: number): number => (index > count ? to : from + index * part);
  return Array.from({ length: count }, (_, index) => ({
    inSample: { from: kind === 'anchored' ? from : edge(index), to: edge(index + 1) },
    outOfSample: { from: edge(index + 1), to: edge(index + 2) },
  }));
}

/** What one fold chose, before and after; null: no run of it had a Sharpe ratio. */
export type FoldEnd = Fold & { readonly chosen: { readonly inSample: SweepRun; readonly outOfSample: SweepRun } | null };

/** The run that a fold chooses: the highest Sharpe ratio; of equal ones the first. Null: none has one. */
export const chosenOf = (runs: readonly SweepRun[]): SweepRun | null =>
  runs.reduce<SweepRun | null>(
    (best, run) => (run.sharpe !== null && (best?.sharpe ?? -Infinity) < run.sharpe ? run : best),
    null,
  );

/** Runs each fold's grid, and the run it chose on what came after. `sweep` runs points over a span. */
export async function walkForward(
  folds: readonly Fold[],
  points: readonly SweepPoint[],
  sweep: (points: readonly SweepPoint[], span: Span) => Promise<readonly SweepRun[]>,
): Promise<readonly FoldEnd[]> {
  const ends: FoldEnd[] = [];
  for (const fold of folds) {
    const best = chosenOf(await sweep(points, fold.inSample));
    const [after] = best === null ? [] : await sweep([best.point], fold.outOfSample);
    ends.push({ ...fold, chosen: best === null || after === undefined ? null : { inSample: best, outOfSample: after } });
  }
  return ends;
}

/** A day's mean return out of sample over that in sample, of the chosen runs; null where nothing was gained in sample. */
export function efficiencyOf(folds: readonly FoldEnd[]): number | null {
  const returns = (part: 'inSample' | 'outOfSample'): readonly number[] =>
    folds.flatMap(({ chosen }) => [...(chosen?.[part].returns ?? [])]);
  const [before, after] = [returns('inSample'), returns('outOfSample')];
  if (before.length === 0 || after.length === 0) return null;
  const gained = meanOf(before);
  return gained <= 0 ? null : meanOf(after) / gained;
}
