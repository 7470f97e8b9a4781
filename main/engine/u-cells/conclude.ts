import type { Criterion } from '#shared/domain';
import type { CellResult, Draft } from './cell.ts';

/**
 * A cell's answer from its criteria. A failed rule refuses, unless it is soft and the trader has set it aside, or the cell
 * itself only reports it (`advisory`). Hard rules always refuse.
 */
export function conclude(
  draft: Draft,
  criteria: readonly Criterion[],
  findings: CellResult['findings'],
  advisory: ReadonlySet<string> = NONE,
): CellResult {
  const isGate = ({ code, hard }: Criterion): boolean => hard || !(advisory.has(code) || draft.overrides.includes(code));
  const isRefused = criteria.some((rule) => !rule.ok && isGate(rule));
  return { verdict: isRefused ? 'refused' : 'passed', criteria, findings, draft };
}

const NONE: ReadonlySet<string> = new Set();
