/** Counts what the terminal told that does not hold, by what it was: the first of a kind is worth a line in the log, then every tenfold. */
export class OddValues {
  readonly #counts = new Map<string, number>();

  /** Takes one in. The words for the log, or null while enough was said. */
  note(what: string): string | null {
    const count = (this.#counts.get(what) ?? 0) + 1;
    // Nobody invents kinds without end.
    if (this.#counts.size < 200 || count > 1) this.#counts.set(what, count);
    return Number.isInteger(Math.log10(count)) ? `MetaTrader told a value that does not hold (${what}), ${count} in all` : null;
  }
}
