import { knownR, type Result } from './result.ts';

/** Trades whose R lies from `from` (inclusive) to `to` (exclusive); the outermost ones hold all beyond them. */
export type RBin = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly open: 'below' | 'above' | null;
};

/** Width of a bin, in R. */
const WIDTH = 0.25;
/** Bins end there: one lucky trade does not press all others together. In R. */
const LOWEST = -2;
const HIGHEST = 4;
/** A stop at -1 R that sums to -0.9999999999 is one at -1 R. */
const DUST = 1e-9;

/** How results in R are spread, without gaps from the lowest to the highest that is there. */
export function rHistogram(results: readonly Result[]): readonly RBin[] {
  const indexes = knownR(results).map((r) =>
    Math.min(Math.max(Math.floor((r + DUST) / WIDTH), LOWEST / WIDTH), HIGHEST / WIDTH - 1),
  );
  if (indexes.length === 0) return [];
  const first = Math.min(...indexes);
  return Array.from({ length: Math.max(...indexes) - first + 1 }, (_, i) => {
    const index = first + i;
    const from = index * WIDTH;
    return {
      from,
      to: from + WIDTH,
      count: indexes.filter((each) => each === index).length,
      open: from === LOWEST ? 'below' : from + WIDTH === HIGHEST ? 'above' : null,
    };
  });
}
