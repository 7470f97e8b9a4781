import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { asksAdoption, type JournalFinding } from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { AnchorPlace, Clock } from '#ports';
import type { KnownAnchor } from './anchor.ts';
import { AnchorKeeper } from './anchor-keeper.ts';
import { AnchoredWrites } from './anchored-writes.ts';
import { heldAgainstAnchor } from './at-rest.ts';
import { signer } from './checkpoint.ts';
import { databaseFile, makeTables, openForWriting, walFile } from './database.ts';
import { FileWatch } from './file-watch.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { takeLock } from './lock.ts';
import type { SqliteJournal } from './journal-on-disk.ts';
import { lastTrading } from './last-facts.ts';
import { checkRegister } from './register-check.ts';
import { mendSchema } from './schema-check.ts';
import { OpenJournal } from './sqlite-journal.ts';
import { snapshotsOn } from './snapshots.ts';
import { readMarker } from './start-marker.ts';
import { storageFault } from './storage-fault.ts';
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
  /** Where the anchor is kept besides the data folder; absent: nowhere. */
  readonly place?: AnchorPlace | null;
};

/**
 * Opens the journal of a folder for one run. Throws `JournalLocked` when another process has it and `JournalCorrupt` when
 * its end does not check out; in both cases nothing has been changed. A run that was never sealed is sealed as recovered.
 */
export function openJournal({ dir, key, run, clock, createdBy, place = null }: JournalOptions): SqliteJournal {
  mkdirSync(dir, { recursive: true });
  const release = takeLock(dir);
  const keeper = new AnchorKeeper(dir, key, place, clock);
  let db: DatabaseSync | null = null;
  try {
    refuseDamagedLog(dir);
    const sign = signer(key);
    const known = keeper.read();
    db = opened(dir, createdBy, clock.nowMs());
    const schema = mendSchema(db, makeTables);
    const tail = checkTail(db, sign);
    const register = checkRegister(db, sign, tail);
    const found = [
      ...againstAnchor(dir, db, tail, known, keeper),
      ...(schema === null ? [] : [{ code: 'journal_schema', text: schema } as const]),
      ...(register === null ? [] : [{ code: 'journal_edited', text: register } as const]),
    ];
    const writer = writerOn(db, sign, run);
    const recovered = endBrokenRun(db, writer, tail, clock.nowMs());
    // A new run starts with an empty log, so that a log never holds two torn ends.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const snapshots = snapshotsOn(db, key);
    const isLatched = found.some(({ code }) => code === 'journal_latch_lost');
    const standing = isLatched && known.kind === 'known' ? known.anchor : lastTrading(db);
    const writes = new AnchoredWrites(keeper, clock, run, standing);
    // From the start on, so that a run that says it has an anchor has one, however early it ends.
    writes.committed([], { seq: tail.lastSeq, hash: tail.head }, true);
    const files = new FileWatch(databaseFile(dir), walFile(dir));
    const parts = { dir, run, clock, db, writer, release, snapshots, version: createdBy, keeper, writes, files, found };
    return new OpenJournal({ ...parts, tail: recovered });
  } catch (error) {
    db?.close();
    keeper.close();
    release();
    // Whatever part of the file is read first, one that makes no sense is a damaged journal.
    throw error instanceof JournalCorrupt || storageFault(error) !== 'corrupt'
      ? error
      : new JournalCorrupt(null, messageOf(error));
  }
}

/** What the anchor finds, or what was done to the folder on purpose: then everything before it counts no more. */
function againstAnchor(
  dir: string,
  db: DatabaseSync,
  tail: Tail,
  known: KnownAnchor,
  keeper: AnchorKeeper,
): readonly JournalFinding[] {
  const marker = readMarker(dir);
  if (marker !== null) {
    keeper.restart();
    return [marker];
  }
  const finding = heldAgainstAnchor(db, tail, known);
  if (finding === null) return [];
  if (asksAdoption(finding.code)) keeper.freeze();
  return [finding];
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
  const unsealed = db.prepare('SELECT run FROM runs WHERE sealed_at IS NULL ORDER BY first_seq DESC').get()?.['run'];
  // Another run than the last one has an end already, whatever the table says: it was changed, and that is found.
  if (typeof unsealed !== 'string' || unsealed !== tail.last?.run) return tail;
  writer.end(unsealed, 'recovered', { seq: tail.lastSeq, head: tail.head, nowMs });
  return { ...tail, lastCheckpointSeq: tail.lastSeq };
}
