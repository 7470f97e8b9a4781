import { setImmediate as nextTurn } from 'node:timers/promises';
import { apply, emptyCockpit, fork, type ReadonlyCockpit } from '#shared/projection';
import type { Journal } from '#ports';
import { NOTHING_SEEN, seenAfter, type Seen } from './seen.ts';

/** The cockpit once record `seq` had been folded, which was made at `at`. */
export type PastState = {
  readonly seq: number;
  readonly at: number;
  readonly cockpit: ReadonlyCockpit;
  readonly seen: Seen;
};

/** Records folded between two turns of the loop: a look back may not keep a stop waiting. */
const STEP = 250;
/** Records that one question folds; the next one goes on from there. */
const LOOK_MAX = 10_000;
/** States kept on the way, so that a look a little earlier does not begin at the first record again. */
const KEPT = 24;

const BEGINNING: PastState = { seq: 0, at: 0, cockpit: emptyCockpit(), seen: NOTHING_SEEN };

/** States of the past. Every one is folded from the records alone, by the reducer that the engine and the window use. */
export class PastStates {
  readonly #journal: Pick<Journal, 'read'>;
  #kept: readonly PastState[] = [BEGINNING];

  constructor(journal: Pick<Journal, 'read'>) {
    this.#journal = journal;
  }

  /**
   * The state after record `seq`, or, where that is further than one question may fold, the last one on the way: ask again then.
   * Throws when the journal cannot be read.
   */
  async to(seq: number): Promise<PastState> {
    let state = this.#kept.findLast((kept) => kept.seq <= seq) ?? BEGINNING;
    const end = Math.min(seq, state.seq + LOOK_MAX);
    while (state.seq < end) {
      const next = this.#stepFrom(state, Math.min(STEP, end - state.seq));
      if (next.seq === state.seq) break; // The journal ends here.
      state = next;
      await nextTurn();
    }
    this.#keep(state);
    return state;
  }

  /** Forgets every state that was kept. */
  drop(): void {
    this.#kept = [BEGINNING];
  }

  #stepFrom({ seq, at, cockpit, seen }: PastState, limit: number): PastState {
    const records = this.#journal.read(seq, limit);
    const last = records.at(-1);
    if (last === undefined) return { seq, at, cockpit, seen };
    return {
      seq: last.seq,
      at: last.at,
      cockpit: records.reduce(apply, fork(cockpit)),
      seen: seenAfter(seen, records),
    };
  }

  /** Where there are too many, the one goes whose neighbours are nearest to each other; the newest look and the beginning stay. */
  #keep(state: PastState): void {
    if (this.#kept.some(({ seq }) => seq === state.seq)) return;
    const all = [...this.#kept, state].sort((a, b) => a.seq - b.seq);
    if (all.length > KEPT) {
      const gap = (place: number): number => (all[place + 1]?.seq ?? Infinity) - (all[place - 1]?.seq ?? -Infinity);
      const inner = all.map((_, place) => place).filter((place) => place > 0 && all[place]?.seq !== state.seq);
      const least = inner.reduce((best, place) => (gap(place) < gap(best) ? place : best));
      all.splice(least, 1);
    }
    this.#kept = all;
  }
}
