/** Limits a process should stay within; null where there is none on that side. */
export type Tolerance = { readonly lower: number | null; readonly upper: number | null };

/** How orders are to be carried out, as U5 measures it: only a late or a bad fill is a fault, an early or a good one is not. */
export const TOLERANCES = {
  latencyMs: { lower: null, upper: 1_000 },
  slippagePips: { lower: null, upper: 2 },
  wonR: { lower: 1.5, upper: 4 },
} as const satisfies Readonly<Record<string, Tolerance>>;
