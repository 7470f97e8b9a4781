import type { DatabaseSync } from 'node:sqlite';
import { messageOf } from '#shared/lib';
import { chainHash, GENESIS } from './chain.ts';
import type { SignedCheckpoint, Signer } from './checkpoint.ts';
import { checkpointOf, recordOf, selectCheckpoints, selectRecords } from './database.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { storageFault } from './storage-fault.ts';

/** Where a journal ends. */
export type Tail = {
  readonly lastSeq: number;
  readonly head: string;
  readonly lastCheckpointSeq: number;
  /** Run and type of the last record; null in an empty journal. */
  readonly last: { readonly run: string; readonly type: string } | null;
};

/**
 * Checks the end of the journal before anything is added to it: the signatures of the last checkpoint and of the head, and
 * the chain between them, at most some thousand records. The whole is `verifyJournal`'s work.
 */
export function checkTail(db: DatabaseSync, sign: Signer): Tail {
  let reached: number | null = null;
  try {
    const { checkpoint, head } = ends(db, sign);
    if (head === null) return { lastSeq: 0, head: GENESIS, lastCheckpointSeq: 0, last: null };
    const start = checkpoint ?? { seq: 0, head: GENESIS };
    reached = Math.max(start.seq - 1, 0);
    let hash = start.seq === 0 ? GENESIS : '';
    let last: Tail['last'] = null;
    for (const row of selectRecords(db, 'WHERE seq >= ? ORDER BY seq').iterate(start.seq)) {
      const record = recordOf(row);
      if (record.seq !== reached + 1) throw new JournalCorrupt(reached + 1, `the next record is number ${record.seq}`);
      const follows = record.seq === start.seq ? start.head === record.hash : chainHash(hash, record) === record.hash;
      if (!follows) throw new JournalCorrupt(record.seq, 'its hash does not follow from the record before it');
      JSON.parse(record.payload);
      ({ hash, seq: reached } = record);
      last = { run: record.run, type: record.type };
    }
    if (reached !== head.seq) throw new JournalCorrupt(reached + 1, `the journal was signed with ${head.seq} records`);
    if (hash !== head.head) throw new JournalCorrupt(reached, 'its hash is not the one that was signed');
    return { lastSeq: reached, head: hash, lastCheckpointSeq: start.seq, last };
  } catch (error) {
    if (error instanceof JournalCorrupt || storageFault(error) !== 'corrupt') throw error;
    throw new JournalCorrupt(reached === null ? null : reached + 1, messageOf(error));
  }
}

type Ends = { readonly checkpoint: SignedCheckpoint | null; readonly head: SignedCheckpoint | null };

/** The last checkpoint and the head, with their signatures checked; both null in an empty journal. */
function ends(db: DatabaseSync, sign: Signer): Ends {
  const [checkpoint = null] = selectCheckpoints(db, 'WHERE id > 0 ORDER BY id DESC LIMIT 1').all().map(checkpointOf);
  const [head = null] = selectCheckpoints(db, 'WHERE id = 0').all().map(checkpointOf);
  const [first] = selectRecords(db, 'ORDER BY seq LIMIT 1').all().map(recordOf);
  if (head === null && (checkpoint !== null || first !== undefined)) throw new JournalCorrupt(null, 'its signed head is missing');
  if (head !== null && first?.seq !== 1) throw new JournalCorrupt(1, 'it is missing');
  for (const signed of [checkpoint, head]) {
    if (signed === null || sign(signed) === signed.mac) continue;
    const why = 'the signature there does not match: the journal was changed, or journalKey is not the one it was signed with';
    throw new JournalCorrupt(signed.seq, why);
  }
  return { checkpoint, head };
}
