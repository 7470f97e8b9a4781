import { statSync } from 'node:fs';
import type { JournalRecord } from '#shared/events';
import { assert } from '#shared/lib';
import { JournalFault, type JournalQuery, type JournalStats } from '#ports';
import { chainHash } from './chain.ts';
import { databaseFile, recordOf, selectRecords, walFile } from './database.ts';
import { findRecords } from './find.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { alreadyDurable } from './mending.ts';
import { isOfRun, type PreviousRun, type SqliteJournal } from './journal-on-disk.ts';
import type { JournalParts } from './journal-parts.ts';
import type { Snapshot } from './snapshots.ts';
import { messageOf } from './storage-fault.ts';
import { fromStored, toStored } from './stored-record.ts';
import { tradedOn } from './traded.ts';
import { WalCare } from './wal-care.ts';
import type { HashedRecord } from './writer.ts';

/** Records kept while the disk fails: some minutes of closing and looking. */
const KEPT_MAX = 5_000;
/** Records after which it is worth keeping the state. */
const KEEP_EVERY = 2_000;
/** Read at a time while folding; large enough to be quick, small enough to keep memory flat. */
const PAGE = 2_000;

export class OpenJournal implements SqliteJournal {
  readonly previous: PreviousRun | null;
  readonly #parts: JournalParts;
  /** Appended, not yet durable. The runtime commits after every turn, which bounds it. */
  #waiting: HashedRecord[] = [];
  #appended: { seq: number; hash: string };
  #durable: { seq: number; hash: string; checkpoint: number };
  #fault: JournalFault | null = null;
  /** More had to be kept than may be, or the disk holds something else: mending is over for this run. */
  #isLost = false;
  #closed = false;
  /** The record of the newest snapshot. */
  #keptSeq: number;
  #ran = false;
  readonly #wal: WalCare;

  constructor(parts: JournalParts) {
    const { tail } = parts;
    this.#parts = parts;
    this.#keptSeq = parts.snapshots.newestSeq();
    this.#wal = new WalCare(parts.db);
    this.previous =
      tail.last === null ? null : { run: tail.last.run, sealed: tail.last.type === 'run.sealed', lastSeq: tail.lastSeq };
    this.#appended = { seq: tail.lastSeq, hash: tail.head };
    this.#durable = { seq: tail.lastSeq, hash: tail.head, checkpoint: tail.lastCheckpointSeq };
  }

  stats(): JournalStats {
    const { seq, hash, checkpoint } = this.#durable;
    const bytes = sizeOf(databaseFile(this.#parts.dir)) + sizeOf(walFile(this.#parts.dir));
    return { lastSeq: seq, records: seq, bytes, chainHead: hash, lastCheckpointSeq: checkpoint };
  }

  append(records: readonly JournalRecord[]): void {
    if (this.#closed) throw new JournalFault('The journal is closed');
    if (this.#fault !== null) this.#refuseBeyond(records.length, this.#fault);
    const hashed: HashedRecord[] = [];
    let { seq, hash } = this.#appended;
    for (const record of records) {
      assert(record.seq === seq + 1, 'the journal takes records in seq order without gaps');
      assert(isOfRun(record, this.#parts.run, this.previous), 'a record belongs to the open run, or seals the one before it');
      const stored = toStored(record);
      hash = chainHash(hash, stored);
      seq = record.seq;
      hashed.push({ ...stored, hash });
    }
    // Only now, so that a record that cannot be written leaves none of its batch behind.
    for (const record of hashed) this.#waiting.push(record);
    this.#appended = { seq, hash };
  }

  commit(): void {
    this.#refuseIfOver();
    if (this.#waiting.length === 0) return;
    const records = this.#waiting;
    try {
      const periodic = this.#parts.writer.write(records);
      this.#durable = { ...this.#appended, checkpoint: periodic ?? this.#durable.checkpoint };
    } catch (error) {
      throw this.#fail('The journal could not be written', error);
    }
    this.#waiting = [];
    this.#ran ||= records.some((record) => record.run === this.#parts.run);
    if (this.#wal.isDueAfter(records)) this.#parts.clock.soon(() => this.#maintainIfOpen());
  }

  mend(): boolean {
    if (this.#closed || this.#isLost) return false;
    if (this.#fault === null) return true;
    try {
      this.#takeDurable();
      const periodic = this.#waiting.length === 0 ? null : this.#parts.writer.write(this.#waiting);
      this.#durable = { ...this.#appended, checkpoint: periodic ?? this.#durable.checkpoint };
      this.#waiting = [];
      if (this.#wal.isOverdue) this.#wal.carryOver();
      this.#fault = null;
      return true;
    } catch (error) {
      this.#fault = new JournalFault(`The journal could not be written: ${messageOf(error)}`, { cause: error });
      return false;
    }
  }

  read(since: number, limit: number): readonly JournalRecord[] {
    if (this.#closed) throw new JournalFault('The journal is closed');
    return this.#page(since, limit);
  }

  snapshot(): Snapshot | null {
    return this.#parts.snapshots.newest(this.#parts.version);
  }

  find(query: JournalQuery): readonly JournalRecord[] {
    if (this.#closed) throw new JournalFault('The journal is closed');
    return findRecords(this.#parts.db, query);
  }

  traded(signalId: string, fingerprint: string): string | null {
    if (this.#closed) throw new JournalFault('The journal is closed');
    try {
      this.#findTraded ??= tradedOn(this.#parts.db);
      return this.#findTraded(signalId, fingerprint);
    } catch (error) {
      throw new JournalFault(`The journal could not be asked: ${messageOf(error)}`, { cause: error });
    }
  }
  #findTraded: ReturnType<typeof tradedOn> | undefined;

  keepState(state: () => string, freshMin = KEEP_EVERY): void {
    const { seq, hash } = this.#durable;
    if (this.#fault !== null || this.#closed || seq - this.#keptSeq < freshMin) return;
    try {
      this.#parts.snapshots.save({ seq, version: this.#parts.version, state: state() }, hash);
      this.#keptSeq = seq;
    } catch (error) {
      throw this.#fail('The state could not be kept', error);
    }
  }

  *readAll(since = 0): Generator<JournalRecord, void, undefined> {
    for (;;) {
      const page = this.read(since, PAGE);
      for (const record of page) {
        if (record.seq !== since + 1) throw new JournalCorrupt(since + 1, 'it is missing');
        yield record;
        since = record.seq;
      }
      if (page.length < PAGE) return;
    }
  }

  maintain(): void {
    this.#refuseIfOver();
    try {
      this.#wal.carryOver();
    } catch (error) {
      throw this.#fail('The journal could not be maintained', error);
    }
  }

  /** A fault that cannot be mended leaves the run unsealed: it is recovered at the next start. */
  seal(): void {
    if (this.#closed) return;
    try {
      if (this.mend()) this.#sealRun();
    } finally {
      this.#closed = true;
      this.#parts.db.close();
      this.#parts.release();
    }
  }

  #sealRun(): void {
    this.commit();
    if (!this.#ran) return;
    const { run, clock, db, writer } = this.#parts;
    const { seq, hash } = this.#durable;
    try {
      writer.end(run, 'seal', { seq, head: hash, nowMs: clock.nowMs() });
      this.#durable = { seq, hash, checkpoint: seq };
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      throw this.#fail('The journal could not be sealed', error);
    }
  }

  #page(since: number, limit: number): readonly JournalRecord[] {
    this.#select ??= selectRecords(this.#parts.db, 'WHERE seq > ? ORDER BY seq LIMIT ?');
    return this.#select.all(since, limit).map((row) => fromStored(recordOf(row)));
  }
  #select: ReturnType<typeof selectRecords> | undefined;

  #maintainIfOpen(): void {
    if (this.#closed || this.#fault !== null) return;
    try {
      this.maintain();
    } catch (error) {
      // What was committed is durable. The next commit reports the failure, to a caller that can act on it.
      if (!(error instanceof JournalFault)) throw error;
    }
  }

  #refuseIfOver(): void {
    if (this.#fault !== null) throw this.#fault;
    if (this.#closed) throw new JournalFault('The journal is closed');
  }

  /** Nothing is written from here on until it is mended. What the failed write left on disk is looked at then. */
  #fail(what: string, error: unknown): JournalFault {
    this.#fault = new JournalFault(`${what}: ${messageOf(error)}`, { cause: error });
    return this.#fault;
  }

  /** A failed commit may be on disk all the same: what is there of the waiting records is durable, when it is the same. */
  #takeDurable(): void {
    const { found, rest } = alreadyDurable(this.#parts.db, this.#durable.seq, this.#waiting);
    this.#isLost = found === 'other';
    if (found === 'other') throw new JournalFault('what is on disk is not what was written');
    if (found !== null) this.#durable = { ...this.#durable, ...found };
    this.#waiting = [...rest];
  }

  #refuseBeyond(more: number, fault: JournalFault): void {
    this.#isLost ||= this.#waiting.length + more > KEPT_MAX;
    if (this.#isLost) throw fault;
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
