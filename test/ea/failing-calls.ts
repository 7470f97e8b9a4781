type Failure = { readonly times: number; readonly error: number };

/** Which calls of MQL5 fail in the simulated terminal, how often, and with which error number (MQL5 reference, runtime errors). */
export class FailingCalls {
  readonly #standing = new Map<string, Failure>();
  #count = 0;
  readonly #told: { readonly at: number; readonly line: string }[] = [];

  /** From the terminal's next look on. Without `times` until `mend`. */
  fail(call: string, error: number, times = -1): void {
    const line = `X\t${call}\t${times}\t${error}`;
    if (times < 0) this.#standing.set(call, { times, error });
    this.#count += 1;
    this.#told.push({ at: this.#count, line });
  }

  mend(call: string): void {
    this.#standing.delete(call);
    this.fail(call, 0, 0);
  }

  /** The error of a call that fails until it is mended; null: it works. */
  errorOf(call: string): number | null {
    return this.#standing.get(call)?.error ?? null;
  }

  /** Lines that a terminal has not heard since its mark, and its new mark. */
  since(mark: number): { readonly lines: readonly string[]; readonly mark: number } {
    return { lines: this.#told.filter(({ at }) => at > mark).map(({ line }) => line), mark: this.#count };
  }
}
