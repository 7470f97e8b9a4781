import type { JournalRecord } from '../../../shared/events/index.ts';
import { assert } from '../../../shared/lib/index.ts';
import { JournalFault, type Journal } from '../../ports/index.ts';
import { chainHash, GENESIS } from './chain.ts';
import { CHECKPOINT_EVERY } from './checkpoint.ts';
import { matches } from './find.ts';
import { toStored } from './stored-record.ts';

export type MemoryJournalOptions = {
  /** Records that are durable from the start, 1 first: what a crash left. */
  readonly records?: readonly JournalRecord[];
  /** The journal whose durable records this one begins with; they are taken over as they are, hashes included. */
  readonly after?: Journal;
  /** Compute the hash chain (default). Without it `chainHead` stays at 64 zeros and `bytes` at 0. */
  readonly hashed?: boolean;
  /** How many of the newest records stay readable; all by default. Bounds the memory of a long replay. */
  readonly keep?: number;
};

/** The port without a disk: for replay, simulation and tests. The same order, the same hashes, nothing kept after the process. */
export function memoryJournal({
  records: given = [],
  after,
  hashed = true,
  keep = Infinity,
}: MemoryJournalOptions = {}): Journal {
  assert(keep >= 1, 'a journal keeps at least its last record');
  let durable: JournalRecord[] = [];
  let waiting: JournalRecord[] = [];
  let lastSeq = 0;
  let chainHead = GENESIS;
  let bytes = 0;
  let lastCheckpointSeq = 0;
  let closed = false;

  const refuseIfClosed = (): void => {
    if (closed) throw new JournalFault('The journal is closed');
  };
  const append = (batch: readonly JournalRecord[]): void => {
    refuseIfClosed();
    let seq = lastSeq + waiting.length;
    for (const record of batch) {
      seq += 1;
      assert(record.seq === seq, 'the journal takes records in seq order without gaps');
    }
    waiting = waiting.length === 0 ? [...batch] : waiting.concat(batch);
  };
  const commit = (): void => {
    refuseIfClosed();
    for (const record of waiting) {
      lastSeq = record.seq;
      if (lastSeq % CHECKPOINT_EVERY === 0) lastCheckpointSeq = lastSeq;
      if (hashed) {
        const stored = toStored(record);
        chainHead = chainHash(chainHead, stored);
        bytes += stored.payload.length;
      }
      durable.push(record);
    }
    waiting = [];
    // Dropped in halves: shifting one record at a time would move the whole list each time.
    if (durable.length > keep * 2) durable = durable.slice(-keep);
  };
  const read = (since: number, limit: number): readonly JournalRecord[] => {
    const first = durable[0]?.seq ?? 1;
    const from = Math.max(since + 1 - first, 0);
    return durable.slice(from, from + limit);
  };
  if (after !== undefined) {
    ({ lastSeq, chainHead, bytes, lastCheckpointSeq } = after.stats());
    durable = [...after.read(0, Number.MAX_SAFE_INTEGER)];
  }
  append(given);
  commit();
  return {
    stats: () => ({ lastSeq, records: lastSeq, bytes, chainHead, lastCheckpointSeq }),
    append,
    commit,
    mend: () => true,
    read,
    find: (query) =>
      read(query.since, Infinity)
        .filter((record) => matches(record, query))
        .slice(0, query.limit),
    keepState: () => undefined,
    seal: () => {
      if (closed) return;
      commit();
      lastCheckpointSeq = lastSeq;
      closed = true;
    },
  };
}
