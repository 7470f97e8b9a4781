/** A 95 % confidence interval, in the unit of what it is of. */
export type Interval = { readonly low: number; readonly high: number };

/** The 97.5 % quantile of the standard normal distribution: 95 % lie within it on both sides. */
const Z = 1.959963984540054;

/**
 * The share of wins that `wins` of `count` trades are compatible with, 0 to 1; null without a trade. E. B. Wilson, "Probable
 * inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212: it holds for few trades, and at 0 and 1.
 */
export function wilson(wins: number, count: number): Interval | null {
  if (count === 0) return null;
  const share = wins / count;
  const square = Z * Z;
  const centre = (share + square / (2 * count)) / (1 + square / count);
  const half = (Z * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))) / (1 + square / count);
  // At the ends the formula is exact, the arithmetic is not.
  return { low: wins === 0 ? 0 : centre - half, high: wins === count ? 1 : centre + half };
}

/**
 * The mean that these values are compatible with, if they were drawn alike and independently: mean ± t(n−1) · s / √n (Student,
 * "The probable error of a mean", Biometrika 6 (1908)). Null for fewer than two values: one says nothing of the spread.
 */
export function meanInterval(values: readonly number[]): Interval | null {
  const count = values.length;
  if (count < 2) return null;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentT(count - 1) * Math.sqrt(variance / count);
  return { low: mean - half, high: mean + half };
}

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The 97.5 % quantile of Student's t with so many degrees of freedom. Exact for one and two; from three on the expansion of
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5, which is within 0.004 of the tables there.
 */
export function studentT(freedom: number): number {
  if (freedom === 1) return Math.tan(0.475 * Math.PI);
  if (freedom === 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
  const [z3, z5, z7, z9] = [Z ** 3, Z ** 5, Z ** 7, Z ** 9];
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3) +
    (79 * z9 + 776 * z7 + 1_482 * z5 - 1_920 * z3 - 945 * Z) / (92_160 * freedom ** 4)
  );
}
