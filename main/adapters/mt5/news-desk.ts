import type { TerminalNews } from '#ports';

/** Who listens to what the terminal says by itself. */
export class NewsDesk {
  readonly #listeners = new Set<(news: TerminalNews) => void>();

  /** Listens until the answer is called. */
  on = (listener: (news: TerminalNews) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(news: TerminalNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}
