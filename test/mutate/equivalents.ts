import type { Mutant } from './mutants.ts';

/** A change that no test can notice, because nothing that can be observed changes; the reason says why. */
export interface Equivalent {
  path: string;
  /** The source line as it stands, or a part of it: it survives what moves around it. */
  line: string;
  /** What stood there and what stands there now, as `npm run mutate` prints them. */
  from: string;
  to: string;
  reason: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [];

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The entry that names this change of this source, if there is one. */
export const equivalentOf = (mutant: Mutant, text: string, known: readonly Equivalent[] = EQUIVALENTS): Equivalent | undefined =>
  known.find(
    ({ path, line, from, to }) =>
      path === mutant.path &&
      flat(text.split('\n')[mutant.line - 1] ?? '').includes(flat(line)) &&
      flat(mutant.from) === flat(from) &&
      flat(mutant.replacement) === flat(to),
  );
