import type { ClosedTrade } from '#shared/domain';

/** A closed trade of ours, and the score its signal was given, 0 to 1; null where none is known any more. */
export type Result = {
  readonly trade: ClosedTrade;
  readonly score: number | null;
};

/** R of those whose first risk is known. */
export const knownR = (results: readonly Result[]): readonly number[] =>
  results.flatMap(({ trade: { r } }) => (r === null ? [] : [r]));
