/** Single times in nanoseconds, and what they come to. */
export class Latencies {
  readonly #all: number[] = [];

  add(ns: number): void {
    this.#all.push(ns);
  }

  get count(): number {
    return this.#all.length;
  }

  /** In microseconds. */
  us(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const sorted = Float64Array.from(this.#all).sort();
    const at = (share: number): number => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) / 1e3;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
