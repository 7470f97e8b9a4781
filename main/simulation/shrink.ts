import { simulate, type Plan, type Simulated } from './simulate.ts';

/** Stories told while looking for a smaller one, at most. */
const TRIES_MAX = 400;

/**
 * A smaller story that breaks the same rule: without kinds of fault it does not need, then shorter, then without single
 * steps (delta debugging: ever smaller runs of steps are left out as long as the rule still breaks). Ends early, with the
 * smallest story so far, once `isOver` says so; it is asked before each story.
 */
export async function shrink(plan: Plan, found: Simulated, isOver: () => boolean = () => false): Promise<Plan> {
  let smallest: Plan = { ...plan, steps: found.steps };
  let tries = 0;
  const breaks = async (tried: Plan): Promise<boolean> => {
    if (isOver()) tries = TRIES_MAX;
    if (tries >= TRIES_MAX) return false;
    tries += 1;
    const story = await simulate(tried);
    if (story.broken?.invariant !== found.broken?.invariant) return false;
    smallest = { ...tried, steps: story.steps };
    return true;
  };
  for (const kind of plan.faults) await breaks({ ...smallest, faults: without(smallest.faults, kind) });
  // A rule that breaks only at the quiet end may need fewer steps before it.
  for (let steps = Math.floor(smallest.steps / 2); steps >= 1; steps = Math.floor(steps / 2))
    if (!(await breaks({ ...smallest, steps }))) break;
  for (let run = Math.ceil(smallest.steps / 2); run >= 1 && tries < TRIES_MAX; run = run === 1 ? 0 : Math.ceil(run / 2))
    for (let from = 1; from <= smallest.steps && tries < TRIES_MAX; from += run) {
      const left = new Set(smallest.skip);
      for (let step = from; step < from + run && step <= smallest.steps; step += 1) left.add(step);
      if (left.size > (smallest.skip?.size ?? 0)) await breaks({ ...smallest, skip: left });
    }
  const { skip, ...rest } = smallest;
  return skip === undefined ? rest : { ...rest, skip: new Set([...skip].filter((step) => step <= rest.steps)) };
}

function without<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const rest = new Set(set);
  rest.delete(one);
  return rest;
}
