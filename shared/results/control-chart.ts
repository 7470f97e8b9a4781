/**
 * A chart of single values in the order they came, with the limits that the process draws itself: mean ± 2.66 times the mean of the
 * steps from one value to the next (W. A. Shewhart; D. C. Montgomery, Introduction to Statistical Quality Control, 6.4: the
 * individuals chart, 3 / d2 with d2 = 1.128 for steps of two).
 */
export type ControlChart = {
  readonly count: number;
  /** Null without a value. */
  readonly mean: number | null;
  /** Null while there are fewer than `LIMITS_FROM` values: limits of a few would move with each further one. */
  readonly limits: { readonly low: number; readonly high: number } | null;
  /** Places of values beyond the limits. */
  readonly beyond: readonly number[];
  /** Places at which `RUN` or more in a row have stood on one side of the mean: it has shifted, though no value is beyond. */
  readonly shifted: readonly number[];
};

/** From this many values on limits are drawn (Montgomery: 20 to 25). */
export const LIMITS_FROM = 20;
/** So many in a row on one side of the mean are no chance (Western Electric, Statistical Quality Control Handbook, 1956). */
const RUN = 8;
/** 3 / d2, of steps between two neighbours. */
const TIMES_STEP = 2.66;

/** The chart of values in the order they came. Values that never vary have no limits to be beyond of. */
export function controlChart(values: readonly number[]): ControlChart {
  const count = values.length;
  if (count === 0) return { count, mean: null, limits: null, beyond: [], shifted: [] };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < LIMITS_FROM) return { count, mean, limits: null, beyond: [], shifted: [] };
  const steps = values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? value)));
  const half = (TIMES_STEP * steps.reduce((sum, step) => sum + step, 0)) / steps.length;
  // What is off by the last bit of a sum is not beyond.
  const noise = Math.abs(mean) * 1e-9;
  const [low, high] = [mean - half, mean + half];
  const beyond = places(values, (value) => value < low - noise || value > high + noise);
  return { count, mean, limits: { low, high }, beyond, shifted: runs(values, mean, noise) };
}

const places = (values: readonly number[], is: (value: number) => boolean): readonly number[] =>
  values.flatMap((value, at) => (is(value) ? [at] : []));

function runs(values: readonly number[], mean: number, noise: number): readonly number[] {
  let [side, length] = [0, 0];
  return places(values, (value) => {
    const now = Math.abs(value - mean) <= noise ? 0 : Math.sign(value - mean);
    length = now !== 0 && now === side ? length + 1 : now === 0 ? 0 : 1;
    side = now;
    return length >= RUN;
  });
}
