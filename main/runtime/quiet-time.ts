import type { Facts } from '#shared/domain';
import { quietUntil, showsTheSame } from '#engine';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom, timeReached, type DealsThen } from './facts.ts';
import type { RuntimeOptions } from './options.ts';

type Look = { readonly changes: number; readonly facts: Facts; readonly atMs: number; until?: number | null };

/** Looks at clock and account, and spares the engine those that can decide nothing: nothing happened since the last one, and nothing is due. */
export class QuietTime {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  #last: Look | null = null;

  constructor(loop: EngineLoop, options: RuntimeOptions) {
    this.#loop = loop;
    this.#options = options;
  }

  /** Deals go with the account of their moment: from both together an earlier balance is rebuilt. */
  beat(read: DealsThen): void {
    const { terminal, clock, run } = this.#options;
    if (read === null && this.holds(clock.nowMs(), () => factsFrom(terminal, null))) return;
    const make = (): ReturnType<typeof timeReached> => {
      const input = timeReached(this.#loop.engine.cockpit, terminal, read);
      const { facts } = input.payload;
      if (facts !== null) this.#last = { changes: this.#loop.changes, facts, atMs: clock.nowMs() };
      return input;
    };
    this.#loop.post('high', { actor: 'clock', correlationId: run, causationId: null, make });
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
