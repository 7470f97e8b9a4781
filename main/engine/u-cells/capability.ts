import type { Tolerance } from '#shared/domain';

/** Fewer samples than this say nothing about a process. */
const SAMPLES_MIN = 30;

/** Process capability: `cp` is null for a one-sided tolerance, which has no width. */
export type Capability = { readonly samples: number; readonly mean: number; readonly cp: number | null; readonly cpk: number };

/**
 * Cp = (upper - lower) / 6 sigma and Cpk = distance of the mean to the nearer limit / 3 sigma, with the sample deviation.
 * Null below 30 samples, and where nothing varies.
 */
export function capabilityOf(values: readonly number[], { lower, upper }: Tolerance): Capability | null {
  const samples = values.length;
  if (samples < SAMPLES_MIN) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / samples;
  const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (samples - 1));
  const distances = [...(upper === null ? [] : [upper - mean]), ...(lower === null ? [] : [mean - lower])];
  if (sigma <= Math.abs(mean) * 1e-12 || distances.length === 0) return null;
  return {
    samples,
    mean,
    cp: lower === null || upper === null ? null : (upper - lower) / (6 * sigma),
    cpk: Math.min(...distances) / (3 * sigma),
  };
}
