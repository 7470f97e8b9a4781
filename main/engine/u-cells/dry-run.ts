import type { Stage } from '#shared/domain';
import type { Cell, CellResult, CellView, Draft } from './cell.ts';
import { u1 } from './u1-validation.ts';
import { u2 } from './u2-scoring.ts';
import { u3 } from './u3-risk.ts';

/** The cells that only judge, in their fixed order. */
const JUDGES: readonly { readonly stage: Stage; readonly cell: Cell }[] = [
  { stage: 'u1', cell: u1 },
  { stage: 'u2', cell: u2 },
  { stage: 'u3', cell: u3 },
];

export type DryRun = {
  readonly results: readonly { readonly stage: Stage; readonly result: CellResult }[];
  readonly draft: Draft;
  /** The cell that refused; later ones were not asked. Null when all passed. */
  readonly refusedBy: Stage | null;
};

/** Runs U1 to U3 until one refuses. What the trader is shown, and, repeated at the click, what decides. */
export function dryRun(draft: Draft, view: CellView): DryRun {
  const results: { stage: Stage; result: CellResult }[] = [];
  let current = draft;
  for (const { stage, cell } of JUDGES) {
    const result = cell(current, view);
    results.push({ stage, result });
    current = result.draft;
    if (result.verdict === 'refused') return { results, draft: current, refusedBy: stage };
  }
  return { results, draft: current, refusedBy: null };
}
