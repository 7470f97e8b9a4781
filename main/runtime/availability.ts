/** Windows in samples of one a second: a minute, a quarter of an hour, an hour. */
const WINDOWS = { minute: 60, quarter: 900, hour: 3_600 } as const;
export type Availability = Readonly<Record<keyof typeof WINDOWS, number | null>>;

/** How much of the time a part was not down, over windows that end now. One sample a second; an hour of them is kept. */
export class UpTime {
  readonly #down = new Uint8Array(WINDOWS.hour);
  readonly #sums = { minute: 0, quarter: 0, hour: 0 };
  #taken = 0;

  sample(isDown: boolean): void {
    for (const [name, length] of Object.entries(WINDOWS) as [keyof typeof WINDOWS, number][]) {
      const leaving = this.#taken < length ? 0 : (this.#down[(this.#taken - length) % WINDOWS.hour] ?? 0);
      this.#sums[name] += Number(isDown) - leaving;
    }
    this.#down[this.#taken % WINDOWS.hour] = Number(isDown);
    this.#taken += 1;
  }

  /** Shares 0..1; null before the first sample. */
  view(): Availability {
    const share = (name: keyof typeof WINDOWS): number | null =>
      this.#taken === 0 ? null : 1 - this.#sums[name] / Math.min(this.#taken, WINDOWS[name]);
    return { minute: share('minute'), quarter: share('quarter'), hour: share('hour') };
  }
}
