/** A read that begins at most so much earlier in the past costs hardly more than one of its own, ms. */
const LIKE_MS = 6 * 3_600_000;

type Run<T> = { readonly since: number; readonly all: Promise<T>; readonly pages: number };

/**
 * Reads of one long list, page by page. One that is asked for while a like one is under way shares its answer, if a page is
 * still asked for after it: the list did not change from its first page to its last, so what it shows is new enough.
 */
export class SharedReads<T> {
  readonly #read: (since: number, asked: () => void) => Promise<T>;
  #running: Run<T> | null = null;

  /** `read` reads all since a moment (UTC ms), and tells with `asked` each time it asks for a page. */
  constructor(read: (since: number, asked: () => void) => Promise<T>) {
    this.#read = read;
  }

  /** All since a moment (UTC ms), and perhaps some from before it. Rejects as the read does. */
  async since(ms: number): Promise<T> {
    const running = this.#running;
    if (running === null || ms < running.since || ms - running.since > LIKE_MS) return this.#start(ms);
    const pages = running.pages;
    const all = await running.all;
    return running.pages > pages ? all : this.since(ms);
  }

  async #start(since: number): Promise<T> {
    let pages = 0;
    const all = this.#read(since, () => (pages += 1));
    const run: Run<T> = {
      since,
      all,
      get pages() {
        return pages;
      },
    };
    this.#running = run;
    try {
      return await all;
    } finally {
      if (this.#running === run) this.#running = null;
    }
  }
}
