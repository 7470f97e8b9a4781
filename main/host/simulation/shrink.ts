import { simulate, type Plan, type Simulated } from './simulate.ts';

/** A smaller story that breaks the same rule: fewer steps first, then kinds of fault it does not need. */
export async function shrink(plan: Plan, found: Simulated): Promise<Plan> {
  let smallest: Plan = { ...plan, steps: found.steps };
  for (const kind of plan.faults) {
    const faults = new Set(smallest.faults);
    faults.delete(kind);
    const tried = await simulate({ ...smallest, faults });
    if (tried.broken?.invariant === found.broken?.invariant) smallest = { ...smallest, faults, steps: tried.steps };
  }
  // A rule that breaks only at the quiet end may need fewer steps before it.
  for (let steps = Math.floor(smallest.steps / 2); steps >= 1; steps = Math.floor(steps / 2)) {
    const tried = await simulate({ ...smallest, steps });
    if (tried.broken?.invariant !== found.broken?.invariant) break;
    smallest = { ...smallest, steps: tried.steps };
  }
  return smallest;
}
