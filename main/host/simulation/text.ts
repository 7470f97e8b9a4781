import { FAULT_KINDS } from './fault-kinds.ts';
import type { Plan, Simulated } from './simulate.ts';

/** What somebody types to see it again. */
export const commandOf = ({ seed, steps, faults }: Plan): string =>
  `npm run simulate -- --seed ${seed} --steps ${steps} --faults ${faults.size === FAULT_KINDS.length ? 'all' : faults.size === 0 ? 'none' : [...faults].join(',')}`;

export function failureText(found: Simulated, plan: Plan, smaller: Plan): string {
  const lines = found.timeline.map(
    ({ step, at, action, effect }) =>
      `${String(step).padStart(5)}  ${new Date(at).toISOString().slice(11, 23)}  ${action.padEnd(13)} ${effect}`,
  );
  return [
    `Seed ${found.seed}: ${found.broken?.invariant ?? ''} broken in step ${found.steps}: ${found.broken?.text ?? ''}`,
    ...lines,
    `Again:   ${commandOf(plan)}`,
    `Smaller: ${commandOf(smaller)}`,
  ].join('\n');
}

export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
