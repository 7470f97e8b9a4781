import type { JournalRecord } from '#shared/events';
import { assert } from '#shared/lib';
import { JournalFault, type Journal, type JournalQuery, type JournalStats } from '#ports';
import { chainHash, GENESIS } from './chain.ts';
import { CHECKPOINT_EVERY } from './checkpoint.ts';
import { matches } from './find.ts';
import { toStored } from './stored-record.ts';
import { TradedInMemory } from './traded-in-memory.ts';

export type MemoryJournalOptions = {
  /** Records that are durable from the start, 1 first: what a crash left. */
  readonly records?: readonly JournalRecord[];
  /** The journal whose durable records this one begins with; they are taken over as they are, hashes included. */
  readonly after?: Journal;
  /** Goes on after this record of another journal; nothing before it can be read here. */
  readonly lastSeq?: number;
  /** Compute the hash chain (default). Without it `chainHead` stays at 64 zeros and `bytes` at 0. */
  readonly hashed?: boolean;
  /** How many of the newest records stay readable; all by default. Bounds the memory of a long replay. */
  readonly keep?: number;
};

/** The port without a disk: for replay, simulation and tests. The same order, the same hashes, nothing kept after the process. */
export const memoryJournal = (options: MemoryJournalOptions = {}): Journal => new MemoryJournal(options);

class MemoryJournal implements Journal {
  readonly #hashed: boolean;
  readonly #keep: number;
  readonly #traded = new TradedInMemory();
  #durable: JournalRecord[] = [];
  #waiting: JournalRecord[] = [];
  #lastSeq = 0;
  #chainHead = GENESIS;
  #bytes = 0;
  #lastCheckpointSeq = 0;
  #closed = false;

  constructor({ records = [], after, lastSeq = 0, hashed = true, keep = Infinity }: MemoryJournalOptions) {
    assert(keep >= 1, 'a journal keeps at least its last record');
    this.#hashed = hashed;
    this.#keep = keep;
    this.#lastSeq = lastSeq;
    if (after !== undefined) {
      const { lastSeq, chainHead, bytes, lastCheckpointSeq } = after.stats();
      this.#lastSeq = lastSeq;
      this.#chainHead = chainHead;
      this.#bytes = bytes;
      this.#lastCheckpointSeq = lastCheckpointSeq;
      this.#durable = [...after.read(0, Number.MAX_SAFE_INTEGER)];
      for (const record of this.#durable) this.#traded.add(record);
    }
    this.append(records);
    this.commit();
  }

  // Arrow functions, because a journal's parts are taken and wrapped.
  stats = (): JournalStats => ({
    lastSeq: this.#lastSeq,
    records: this.#lastSeq,
    bytes: this.#bytes,
    chainHead: this.#chainHead,
    lastCheckpointSeq: this.#lastCheckpointSeq,
  });

  append = (batch: readonly JournalRecord[]): void => {
    this.#refuseIfClosed();
    let seq = this.#lastSeq + this.#waiting.length;
    for (const record of batch) {
      seq += 1;
      assert(record.seq === seq, 'the journal takes records in seq order without gaps');
    }
    this.#waiting = this.#waiting.length === 0 ? [...batch] : this.#waiting.concat(batch);
  };

  commit = (): void => {
    this.#refuseIfClosed();
    for (const record of this.#waiting) {
      this.#lastSeq = record.seq;
      if (this.#lastSeq % CHECKPOINT_EVERY === 0) this.#lastCheckpointSeq = this.#lastSeq;
      if (this.#hashed) {
        const stored = toStored(record);
        this.#chainHead = chainHash(this.#chainHead, stored);
        this.#bytes += stored.payload.length;
      }
      this.#durable.push(record);
      this.#traded.add(record);
    }
    this.#waiting = [];
    // Dropped in halves: shifting one record at a time would move the whole list each time.
    if (this.#durable.length > this.#keep * 2) this.#durable = this.#durable.slice(-this.#keep);
  };

  mend = (): boolean => true;

  read = (since: number, limit: number): readonly JournalRecord[] => {
    const first = this.#durable[0]?.seq ?? 1;
    const from = Math.max(since + 1 - first, 0);
    return this.#durable.slice(from, from + limit);
  };

  find = (query: JournalQuery): readonly JournalRecord[] =>
    this.read(query.since, Infinity)
      .filter((record) => matches(record, query))
      .slice(0, query.limit);

  traded = (signalId: string, fingerprint: string): string | null => this.#traded.find(signalId, fingerprint);

  keepState = (): void => undefined;

  seal = (): void => {
    if (this.#closed) return;
    this.commit();
    this.#lastCheckpointSeq = this.#lastSeq;
    this.#closed = true;
  };

  #refuseIfClosed(): void {
    if (this.#closed) throw new JournalFault('The journal is closed');
  }
}
