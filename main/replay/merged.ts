/** The rows of one symbol, in the order of their times. */
export type Series<T> = { readonly symbol: string; readonly rows: readonly T[] };

/**
 * Rows of several symbols as one history: by their times, and at one moment in the order of the series. They are taken one after the
 * other from where they lie: no list of all of them is made.
 */
export class Merged<T> {
  /** How many rows there are, and how many of them were taken. */
  readonly count: number;
  taken = 0;
  readonly #series: readonly Series<T>[];
  readonly #timeOf: (row: T) => number;
  readonly #next: number[];

  constructor(series: readonly Series<T>[], timeOf: (row: T) => number) {
    this.#series = series;
    this.#timeOf = timeOf;
    this.#next = series.map(() => 0);
    this.count = series.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** The next row; null: there is none. */
  one(): T | null {
    const place = this.#earliest();
    return place === -1 ? null : this.#take(place);
  }

  /** The next row with those of the other symbols that have the same time; none at the end. */
  moment(): readonly T[] {
    const place = this.#earliest();
    if (place === -1) return [];
    const at = this.#timeAt(place);
    const rows = [this.#take(place)];
    for (let other = place + 1; other < this.#series.length; other += 1)
      if (this.#timeAt(other) === at) rows.push(this.#take(other));
    return rows;
  }

  /** When the symbol's next row comes, UTC ms; null: it has no more. */
  ahead(symbol: string): number | null {
    const place = this.#series.findIndex((one) => one.symbol === symbol);
    const at = this.#timeAt(place);
    return at === Infinity ? null : at;
  }

  /** The first of the series with the earliest row; -1: none has any. */
  #earliest(): number {
    let [found, least] = [-1, Infinity];
    for (let place = 0; place < this.#series.length; place += 1) {
      const at = this.#timeAt(place);
      if (at < least) [found, least] = [place, at];
    }
    return found;
  }

  #timeAt(place: number): number {
    const row = this.#series[place]?.rows[this.#next[place] ?? 0];
    return row === undefined ? Infinity : this.#timeOf(row);
  }

  #take(place: number): T {
    const next = this.#next[place] ?? 0;
    const row = this.#series[place]?.rows[next];
    if (row === undefined) throw new Error('a row is taken where there is none');
    this.#next[place] = next + 1;
    this.taken += 1;
    return row;
  }
}
