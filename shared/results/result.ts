import type { ClosedTrade } from '#shared/domain';

/**
 * A closed trade of ours, with the score that U1 gave the structure of its signal and the probability that U2 gave it, both 0 to 1; null
 * where none is known any more, a probability also where nobody asks for it.
 */
export type Result = {
  readonly trade: ClosedTrade;
  readonly score: number | null;
  readonly probability?: number | null;
};

/** R of those whose first risk is known. */
export const knownR = (results: readonly Result[]): readonly number[] =>
  results.flatMap(({ trade: { r } }) => (r === null ? [] : [r]));
