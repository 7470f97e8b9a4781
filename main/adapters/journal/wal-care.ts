import type { DatabaseSync } from 'node:sqlite';
import type { HashedRecord } from './writer.ts';

/** About two megabytes of log: carrying it over takes a moment, and it stays small. */
const PAGES = 500;
const PAGE_BYTES = 4_096;

/** The write-ahead log is carried over into the database by us and not by SQLite, off the commit that would wait for it. */
export class WalCare {
  readonly #db: DatabaseSync;
  #pages = 0;
  #isAsked = false;
  #hasFailed = false;

  readonly #wrote: () => void;

  /** `wrote` is called when the database file was written, or it was tried: nothing else writes it while the journal is open. */
  constructor(db: DatabaseSync, wrote: () => void) {
    this.#db = db;
    this.#wrote = wrote;
  }

  /** It failed the last time: the journal is not well before it succeeds. */
  get isOverdue(): boolean {
    return this.#hasFailed;
  }

  /** Records were written. True when the log should be carried over soon; asked for once. */
  isDueAfter(records: readonly HashedRecord[]): boolean {
    this.#pages += 3 + Math.ceil(records.reduce((sum, { payload }) => sum + payload.length + 300, 0) / PAGE_BYTES);
    if (this.#pages < PAGES || this.#isAsked) return false;
    this.#isAsked = true;
    return true;
  }

  /** Carries it over. Throws when it cannot be; what was committed is durable all the same. */
  carryOver(): void {
    this.#isAsked = false;
    this.#hasFailed = true;
    try {
      this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } finally {
      this.#wrote();
    }
    this.#hasFailed = false;
    this.#pages = 0;
  }
}
