import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#ports';
import { signer } from './checkpoint.ts';
import { openForWriting, walFile } from './database.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { takeLock } from './lock.ts';
import type { SqliteJournal } from './journal-on-disk.ts';
import { OpenJournal } from './sqlite-journal.ts';
import { snapshotsOn } from './snapshots.ts';
import { messageOf, storageFault } from './storage-fault.ts';
import { checkTail, type Tail } from './tail.ts';
import { scanWal } from './wal.ts';
import { writerOn, type Writer } from './writer.ts';

export type JournalOptions = {
  /** The data folder; made when missing. */
  readonly dir: string;
  /** `journalKey` of the installation's secrets. */
  readonly key: string;
  /** The run that begins. */
  readonly run: string;
  readonly clock: Clock;
  /** Program version: noted in a journal that is created, and with every state that is kept. */
  readonly createdBy: string;
};

/**
 * Opens the journal of a folder for one run. Throws `JournalLocked` when another process has it and `JournalCorrupt` when
 * its end does not check out; in both cases nothing has been changed. A run that was never sealed is sealed as recovered.
 */
export function openJournal({ dir, key, run, clock, createdBy }: JournalOptions): SqliteJournal {
  mkdirSync(dir, { recursive: true });
  const release = takeLock(dir);
  let db: DatabaseSync | null = null;
  try {
    refuseDamagedLog(dir);
    const sign = signer(key);
    db = opened(dir, createdBy, clock.nowMs());
    const tail = checkTail(db, sign);
    const writer = writerOn(db, sign, run);
    const recovered = endBrokenRun(db, writer, tail, clock.nowMs());
    // A new run starts with an empty log, so that a log never holds two torn ends.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const snapshots = snapshotsOn(db, key);
    return new OpenJournal({ dir, run, clock, db, writer, tail: recovered, release, snapshots, version: createdBy });
  } catch (error) {
    db?.close();
    release();
    throw error;
  }
}

/** Looked at before SQLite does, because opening drops what lies behind the damage for good. */
function refuseDamagedLog(dir: string): void {
  const log = scanWal(walFile(dir));
  if (log.kind !== 'damaged') return;
  throw new JournalCorrupt(null, `journal.db-wal is damaged at frame ${log.frame}, and commits lie behind it`);
}

function opened(dir: string, createdBy: string, nowMs: number): DatabaseSync {
  try {
    return openForWriting(dir, createdBy, nowMs);
  } catch (error) {
    if (error instanceof JournalCorrupt || storageFault(error) !== 'corrupt') throw error;
    throw new JournalCorrupt(null, messageOf(error));
  }
}

function endBrokenRun(db: DatabaseSync, writer: Writer, tail: Tail, nowMs: number): Tail {
  const unsealed = db.prepare('SELECT run FROM runs WHERE sealed_at IS NULL').get()?.['run'];
  if (typeof unsealed !== 'string') return tail;
  writer.end(unsealed, 'recovered', { seq: tail.lastSeq, head: tail.head, nowMs });
  return { ...tail, lastCheckpointSeq: tail.lastSeq };
}
