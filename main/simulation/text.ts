import { ALL_FAULTS } from './fault-kinds.ts';
import type { Plan, Simulated } from './simulate.ts';

/** The command that repeats the run. */
export function commandOf({ seed, steps, faults, skip }: Plan): string {
  const isAll = faults.size === ALL_FAULTS.length && ALL_FAULTS.every((kind) => faults.has(kind));
  const kinds = isAll ? 'all' : faults.size === 0 ? 'none' : [...faults].join(',');
  const without = skip === undefined || skip.size === 0 ? '' : ` --skip ${rangesText([...skip])}`;
  return `npm run simulate -- --seed ${seed} --steps ${steps} --faults ${kinds}${without}`;
}

/** Numbers in order as `1-4,7`. */
function rangesText(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** What broke, the last steps before it, and the command that shows it again. */
export function failureText(found: Simulated, plan: Plan): string {
  const lines = found.timeline.map(
    ({ step, at, action, effect }) =>
      `${String(step).padStart(5)}  ${new Date(at).toISOString().slice(11, 23)}  ${action.padEnd(13)} ${effect}`,
  );
  return [
    `Seed ${found.seed}: ${found.broken?.invariant ?? ''} broken in step ${found.steps}: ${found.broken?.text ?? ''}`,
    ...lines,
    `Again:   ${commandOf(plan)}`,
  ].join('\n');
}

export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
