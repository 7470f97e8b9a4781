import type { Metric } from '../suite.ts';
import type { Machine } from './machine.ts';
import type { Cell, SuiteReport } from './summary.ts';

/** Figures as a table a person can read: a row a candidate, a column a metric. */
export function suiteText({ title, baseline, metrics, rows, notes, skipped, crashes, loads }: SuiteReport): string {
  const head = ['', ...metrics.map(({ label, unit }) => `${label}, ${unit}`)];
  const body = rows.map(({ candidate, metrics: cells }) => [
    candidate === baseline ? `${candidate} (1x)` : candidate,
    ...metrics.map((metric) => cellText(cells[metric.key], metric, candidate === baseline)),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)));
  const lines = [head, ...body].map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  return [
    `== ${title}`,
    ...lines,
    ...notes.map((note) => `   ${note}`),
    ...skipped.map((why) => `   SKIPPED ${why}`),
    ...crashes.map((why) => `   CRASHED ${why}`),
    `   load ${loads.join(' ')}`,
    '',
  ].join('\n');
}

function cellText(cell: Cell | undefined, { unit }: Metric, isBaseline: boolean): string {
  if (cell === undefined) return '-';
  const spread = cell.min === cell.max ? '' : ` [${figure(cell.min, unit)}..${figure(cell.max, unit)}]`;
  return `${figure(cell.median, unit)}${spread}${isBaseline || cell.ratio === null ? '' : ` x${ratioText(cell.ratio)}`}`;
}

const ratioText = (ratio: number): string =>
  ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);

function figure(value: number, unit: Metric['unit']): string {
  if (unit === '/s' && value >= 1e6) return `${(value / 1e6).toFixed(2)}M`;
  if (unit === '/s' && value >= 1e4) return `${(value / 1e3).toFixed(1)}k`;
  const size = Math.abs(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export const machineText = ({ cpus, cpu, memoryGiB, platform, node, packages }: Machine, rounds: number): string =>
  `${cpus} x ${cpu}, ${memoryGiB} GiB, ${platform}, Node ${node}; ${rounds} rounds, fresh process each, order rotated
Peers: ${Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}
median [min..max] over rounds; xN = median of the in-round ratios to the row marked (1x)
`;
