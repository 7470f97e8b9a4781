import type { JournalRecord } from '#shared/events';
import { messageOf } from '#shared/lib';
import { JournalFault, type JournalQuery } from '#ports';
import type { DatabaseSync } from 'node:sqlite';
import { ChainCheck } from './chain-check.ts';
import { openForReading, recordOf, selectRecords } from './database.ts';
import { findRecords } from './find.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { fromStored } from './stored-record.ts';
import { tradedOn } from './traded.ts';

/** Read at a time while folding; large enough to be quick, small enough to keep memory flat. */
const PAGE = 2_000;

/** Durable records of an open journal. */
export class JournalReader {
  readonly #db: DatabaseSync;
  readonly #select: ReturnType<typeof selectRecords>;
  #traded: ReturnType<typeof tradedOn> | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#select = selectRecords(db, 'WHERE seq > ? ORDER BY seq LIMIT ?');
  }

  read(since: number, limit: number): readonly JournalRecord[] {
    return this.#select.all(since, limit).map((row) => fromStored(recordOf(row)));
  }

  find(query: JournalQuery): readonly JournalRecord[] {
    return findRecords(this.#db, query);
  }

  traded(signalId: string, fingerprint: string): string | null {
    try {
      this.#traded ??= tradedOn(this.#db);
      return this.#traded(signalId, fingerprint);
    } catch (error) {
      throw new JournalFault(`The journal could not be asked: ${messageOf(error)}`, { cause: error });
    }
  }

  /**
   * Every record after `since`, a page at a time. Follows the chain on the way: a record that does not follow is handed out all
   * the same, and known to the check that `whenRead` is given at the end.
   */
  *readAll(since: number, whenRead: (check: ChainCheck) => void): Generator<JournalRecord, void, undefined> {
    const check = new ChainCheck(since, since === 0 ? undefined : this.#hashAt(since));
    for (;;) {
      const page = this.#select.all(check.seq, PAGE);
      for (const row of page) {
        const record = recordOf(row);
        if (record.seq !== check.seq + 1) throw new JournalCorrupt(check.seq + 1, 'it is missing');
        check.take(record);
        yield fromStored(record);
      }
      if (page.length < PAGE) break;
    }
    whenRead(check);
  }

  #hashAt(seq: number): string | undefined {
    const [row] = selectRecords(this.#db, 'WHERE seq = ?').all(seq);
    return row === undefined ? undefined : recordOf(row).hash;
  }
}

/** The records of a folder's journal, for looking only, also while a cockpit writes them. Between two looks nothing is held. */
export function recordsOn(dir: string): {
  readonly read: (since: number, limit: number) => readonly JournalRecord[];
  readonly close: () => void;
} {
  const db = openForReading(dir);
  const reader = new JournalReader(db);
  return { read: (since, limit) => reader.read(since, limit), close: () => db.close() };
}
