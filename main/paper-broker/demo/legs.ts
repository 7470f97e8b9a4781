import type { Chance } from '../chance/index.ts';

/** A straight piece of a symbol's path: to `level` (units from the start) in `minutes`. */
export type Leg = { readonly level: number; readonly minutes: number };

const within = (chance: Chance, from: number, to: number): number => from + chance() * (to - from);
const minutesWithin = (chance: Chance, from: number, to: number): number => Math.round(within(chance, from, to));

/**
 * One wave of a trend, as charts show it: an advance, a pullback long enough to be a swing, the break of the old extreme,
 * the return to the broken level, and the run that follows. This is what a break of structure with a retest is made of.
 * `peak` is the extreme to be broken, `dir` the trend's direction.
 */
export function trendWave(chance: Chance, peak: number, dir: 1 | -1): { readonly legs: readonly Leg[]; readonly peak: number } {
  const pullback = within(chance, 9, 15);
  const overshoot = within(chance, 6, 9.5);
  const holds = chance() < 0.6;
  const retest = holds ? within(chance, -0.2, 1) : within(chance, -6, -3);
  const run = within(chance, 12, 18);
  const at = (units: number): number => peak + units * dir;
  const legs = [
    { level: at(-pullback), minutes: minutesWithin(chance, 16, 24) },
    { level: at(-1), minutes: minutesWithin(chance, 9, 14) },
    { level: at(overshoot), minutes: minutesWithin(chance, 6, 9) },
    { level: at(overshoot * 0.8), minutes: minutesWithin(chance, 4, 7) },
    { level: at(retest), minutes: minutesWithin(chance, 4, 7) },
    { level: at(run), minutes: minutesWithin(chance, 11, 18) },
  ];
  return { legs, peak: at(run) };
}

/** The first advance of a trend, from wherever the price is. */
export function firstAdvance(
  chance: Chance,
  level: number,
  dir: 1 | -1,
): { readonly legs: readonly Leg[]; readonly peak: number } {
  const peak = level + dir * within(chance, 12, 18);
  return { legs: [{ level: peak, minutes: minutesWithin(chance, 14, 22) }], peak };
}

/** Back and forth between two edges, each time a little different. */
export function rangeSwing(chance: Chance, middle: number, half: number, up: boolean): Leg {
  return { level: middle + (up ? half : -half) * within(chance, 0.7, 1.15), minutes: minutesWithin(chance, 12, 26) };
}
