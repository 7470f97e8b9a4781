import type { JournalRecord } from '#shared/events';
import { messageOf, assert } from '#shared/lib';
import { JournalFault, type JournalQuery, type JournalStats } from '#ports';
import { chainHash } from './chain.ts';
import { bytesOnDisk } from './database.ts';
import { alreadyDurable } from './mending.ts';
import { isOfRun, type PreviousRun, type SqliteJournal } from './journal-on-disk.ts';
import { closeParts, type JournalParts } from './journal-parts.ts';
import { JournalReader } from './reader.ts';
import type { Snapshot } from './snapshots.ts';
import { toStored } from './stored-record.ts';
import { WalCare } from './wal-care.ts';
import { OpenWatch } from './watch.ts';
import type { HashedRecord } from './writer.ts';

/** Records kept while the disk fails: some minutes of closing and looking. */
const KEPT_MAX = 5_000;
/** Records after which it is worth keeping the state. */
const KEEP_EVERY = 2_000;

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
  readonly watch: OpenWatch;

  constructor(parts: JournalParts) {
    const { tail } = parts;
    this.#parts = parts;
    this.#keptSeq = parts.snapshots.newestSeq();
    this.#wal = new WalCare(parts.db, () => parts.files.wrote());
    this.previous =
      tail.last === null ? null : { run: tail.last.run, sealed: tail.last.type === 'run.sealed', lastSeq: tail.lastSeq };
    this.#appended = { seq: tail.lastSeq, hash: tail.head };
    this.watch = new OpenWatch({ ...parts, look: () => this.#lookAtFiles(), durableSeq: () => this.#durable.seq });
    this.#durable = { seq: tail.lastSeq, hash: tail.head, checkpoint: tail.lastCheckpointSeq };
  }

  stats(): JournalStats {
    const { seq, hash, checkpoint } = this.#durable;
    const bytes = bytesOnDisk(this.#parts.dir);
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
    if (this.#fault !== null) this.#parts.writes.heldBack(hashed, this.#durable);
  }

  commit(): void {
    this.#refuseIfOver();
    if (this.#waiting.length === 0) return;
    const records = this.#waiting;
    this.#lookAtFiles();
    let periodic: number | null;
    try {
      periodic = this.#parts.writer.write(records);
      this.#durable = { ...this.#appended, checkpoint: periodic ?? this.#durable.checkpoint };
    } catch (error) {
      throw this.#fail('The journal could not be written', error);
    }
    this.#waiting = [];
    this.#parts.writes.committed(records, this.#durable, periodic !== null);
    this.#ran ||= records.some((record) => record.run === this.#parts.run);
    if (this.#wal.isDueAfter(records)) this.#parts.clock.soon(() => this.#maintainIfOpen());
  }

  mend(): boolean {
    if (this.#closed || this.#isLost) return false;
    if (this.#fault === null) return true;
    try {
      this.#parts.files.refuseMoved();
      const held = this.#waiting;
      this.#takeDurable();
      const periodic = this.#waiting.length === 0 ? null : this.#parts.writer.write(this.#waiting);
      this.#durable = { ...this.#appended, checkpoint: periodic ?? this.#durable.checkpoint };
      this.#waiting = [];
      this.#parts.writes.committed(held, this.#durable, true);
      if (this.#wal.isOverdue) this.#wal.carryOver();
      this.#fault = null;
      return true;
    } catch (error) {
      this.#fault = new JournalFault(`The journal could not be written: ${messageOf(error)}`, { cause: error });
      return false;
    }
  }

  read(since: number, limit: number): readonly JournalRecord[] {
    return this.#open().read(since, limit);
  }

  snapshot(): Snapshot | null {
    return this.#parts.snapshots.newest(this.#parts.version);
  }

  find(query: JournalQuery): readonly JournalRecord[] {
    return this.#open().find(query);
  }

  traded(signalId: string, fingerprint: string): string | null {
    return this.#open().traded(signalId, fingerprint);
  }

  keepState(state: () => string, freshMin = KEEP_EVERY): void {
    if (this.#isOver() || this.#durable.seq - this.#keptSeq < freshMin) return;
    const text = state(); // Which may bring its last records first.
    if (this.#isOver()) return;
    const { seq, hash } = this.#durable;
    try {
      this.#parts.snapshots.save({ seq, version: this.#parts.version, state: text }, hash);
      this.#keptSeq = seq;
    } catch (error) {
      throw this.#fail('The state could not be kept', error);
    }
  }

  readAll(since = 0): Generator<JournalRecord, void, undefined> {
    return this.#open().readAll(since, (check) => this.watch.tookOver(check));
  }

  maintain(): void {
    this.#lookAtFiles();
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
      closeParts(this.#parts, this.#fault === null ? this.#durable : null);
    }
  }

  leave(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeParts(this.#parts, null);
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

  #reader: JournalReader | undefined;
  #open(): JournalReader {
    if (this.#closed) throw new JournalFault('The journal is closed');
    return (this.#reader ??= new JournalReader(this.#parts.db));
  }

  #maintainIfOpen(): void {
    if (this.#closed || this.#fault !== null) return;
    try {
      this.maintain();
    } catch (error) {
      // What was committed is durable. The next commit reports the failure, to a caller that can act on it.
      if (!(error instanceof JournalFault)) throw error;
    }
  }

  /** A journal whose files are gone takes nothing more: what it said yes to would be lost. */
  #lookAtFiles(): void {
    this.#refuseIfOver();
    try {
      this.#parts.files.refuseMoved();
    } catch (error) {
      throw (this.#fault = error as JournalFault);
    }
  }

  #isOver = (): boolean => this.#fault !== null || this.#closed;

  #refuseIfOver(): void {
    if (this.#fault !== null) throw this.#fault;
    if (this.#closed) throw new JournalFault('The journal is closed');
  }

  /** Nothing is written from here on until it is mended. What the failed write left on disk is looked at then. */
  #fail(what: string, error: unknown): JournalFault {
    return (this.#fault = new JournalFault(`${what}: ${messageOf(error)}`, { cause: error }));
  }

  /** A failed commit may be on disk all the same: what is there of the waiting records is durable, when it is the same. */
  #takeDurable(): void {
    const { found, rest } = alreadyDurable(this.#parts.db, this.#durable.seq, this.#waiting);
    if ((this.#isLost = found === 'other')) throw new JournalFault('what is on disk is not what was written');
    if (found !== null) this.#durable = { ...this.#durable, ...found };
    this.#waiting = [...rest];
  }

  #refuseBeyond(more: number, fault: JournalFault): void {
    this.#isLost ||= this.#waiting.length + more > KEPT_MAX;
    if (this.#isLost) throw fault;
  }
}
