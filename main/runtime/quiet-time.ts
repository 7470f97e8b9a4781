import type { Facts } from '#shared/domain';
import { quietUntil, showsTheSame } from '#engine';
import type { EngineLoop } from './engine-loop.ts';

type Look = { readonly changes: number; readonly facts: Facts; readonly atMs: number; until?: number | null };

/** Spares the engine looks at the clock that can decide nothing: nothing happened since the last one, and nothing is due. */
export class QuietTime {
  readonly #loop: EngineLoop;
  #last: Look | null = null;

  constructor(loop: EngineLoop) {
    this.#loop = loop;
  }

  /** A look is being taken, with these facts. */
  looks(facts: Facts, atMs: number): void {
    this.#last = { changes: this.#loop.changes, facts, atMs };
  }

  /** Whether a look now, with what the terminal shows now, is one too many. `facts` is asked only where it matters. */
  holds(nowMs: number, facts: () => Facts): boolean {
    const last = this.#last;
    // What is recorded by the last look itself is a change too: it decided something, and the next one is taken.
    if (last === null || last.changes !== this.#loop.changes || nowMs < last.atMs || !this.#loop.isUnhurried) return false;
    last.until ??= quietUntil(this.#loop.engine, last.facts, last.atMs);
    return last.until !== null && nowMs < last.until && showsTheSame(last.facts, facts());
  }
}
