import type { Rounds } from '../rounds.ts';
import type { Suite } from '../suite.ts';

/** One metric of one candidate over all rounds. `ratio`: median of the in-round ratios to the baseline. */
export type Cell = { readonly median: number; readonly min: number; readonly max: number; readonly ratio: number | null };
export type Row = { readonly candidate: string; readonly metrics: Readonly<Record<string, Cell>> };
export type SuiteReport = {
  readonly suite: string;
  readonly title: string;
  readonly baseline: string;
  readonly metrics: Suite['metrics'];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  readonly skipped: readonly string[];
  readonly crashes: readonly string[];
  readonly loads: readonly number[];
};

export function summarize(suite: Suite, { figures, loads, crashes, skipped }: Rounds): SuiteReport {
  const baseline = figures.get(suite.baseline) ?? [];
  const rows = [...figures].map(([candidate, rounds]): Row => {
    const metrics: Record<string, Cell> = {};
    for (const { key, unit } of suite.metrics) {
      const values = rounds.flatMap((round) => round?.[key] ?? []);
      if (values.length === 0) continue;
      const ratios = rounds.flatMap((round, index) => {
        const [own, base] = [round?.[key], baseline[index]?.[key]];
        return own === undefined || base === undefined || base === 0 ? [] : [own / base];
      });
      const ratio = ratios.length === 0 || unit === 'B' ? null : median(ratios);
      metrics[key] = { median: median(values), min: Math.min(...values), max: Math.max(...values), ratio };
    }
    return { candidate, metrics };
  });
  const { name, title, metrics, notes = [] } = suite;
  return { suite: name, title, baseline: suite.baseline, metrics, rows, notes, skipped, crashes, loads };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? NaN;
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + upper) / 2;
}
