import type { JournalRecord } from '#shared/events';
import { memoryJournal } from '../adapters/journal/index.ts';
import { JournalFault, type Journal } from '#ports';
import type { ProcessIncarnation } from './incarnation.ts';

/** What the next commit does instead of its work. `fail-kept`: the records are on disk, and the program is told they are not. */
export type CommitFault = 'fail' | 'fail-kept' | 'crash-before' | 'crash-after';

/** The disk under the journal. It outlives the process. A write that failed is made up for when the journal is mended. */
export class Disk {
  next: CommitFault | null = null;
  /** A write has failed since the journal was opened or mended. */
  failed = false;
  /** No space: every write fails. */
  isFull = false;
  #journal: Journal = memoryJournal();
  #told = 0;
  readonly #onDurable: (records: readonly JournalRecord[]) => void;

  constructor(onDurable: (records: readonly JournalRecord[]) => void) {
    this.#onDurable = onDurable;
  }

  get records(): readonly JournalRecord[] {
    return this.#journal.read(0, Number.MAX_SAFE_INTEGER);
  }

  get head(): string {
    return this.#journal.stats().chainHead;
  }

  /** The journal as a new life opens it. */
  open(life: ProcessIncarnation): Journal {
    this.#tell();
    const inner = memoryJournal({ after: this.#journal });
    this.#journal = inner;
    this.failed = false;
    const commit = (): void => {
      if (!life.alive || this.failed) throw new JournalFault('The disk is gone');
      const fault = this.next;
      this.next = null;
      if (fault === 'crash-before') life.alive = false;
      if (fault === 'crash-before' || fault === 'fail' || this.isFull) this.#fail();
      inner.commit();
      this.#tell();
      if (fault === 'crash-after') life.alive = false;
      if (fault === 'fail-kept') this.#fail();
    };
    return {
      stats: () => inner.stats(),
      append: (records) => {
        if (!life.alive) throw new JournalFault('The disk is gone');
        inner.append(records);
      },
      commit,
      mend: () => {
        if (!life.alive || this.isFull) return false;
        inner.commit();
        this.failed = false;
        this.#tell();
        return true;
      },
      read: (since, limit) => inner.read(since, limit),
      find: (query) => inner.find(query),
      traded: (signalId, fingerprint) => inner.traded(signalId, fingerprint),
      keepState: () => undefined,
      seal: () => {
        // A run that ends on a failed disk has nothing to seal: what waited was never durable.
        if (!this.failed) inner.seal();
      },
    };
  }

  #fail(): never {
    this.failed = true;
    throw new JournalFault('The disk is full');
  }

  #tell(): void {
    const fresh = this.#journal.read(this.#told, Number.MAX_SAFE_INTEGER);
    this.#told += fresh.length;
    this.#onDurable(fresh);
  }
}
