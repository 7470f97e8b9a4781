import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Checkpoint, CheckpointKind, SignedCheckpoint } from './checkpoint.ts';
import type { StoredRecord } from './chain.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { ensureTradedIndexes } from './traded.ts';

export const databaseFile = (dir: string): string => join(dir, 'journal.db');
export const walFile = (dir: string): string => join(dir, 'journal.db-wal');

/** What the journal takes on the disk. */
export const bytesOnDisk = (dir: string): number =>
  [databaseFile(dir), walFile(dir)].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

/** 'MKJL': says that a SQLite file is a journal of ours. */
const APPLICATION = 0x4d_4b_4a_4c;
/**
 * 2 added snapshots, and the indexes for looking records up; from 3 on a journal may hold records of version 2, from 4 on a
 * `calendar.read` that refers to the one before. An older program would misread them and therefore refuses. An older format is
 * brought up to it when it is opened for writing.
 */
const FORMAT = 4;
const KINDS: readonly CheckpointKind[] = ['periodic', 'seal', 'recovered', 'head'];

const TABLES = `
  CREATE TABLE records (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, run TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,
    correlation_id TEXT NOT NULL, causation_id TEXT, actor TEXT NOT NULL, payload TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  -- id 0 is the moving head; the others count from 1 without gaps.
  CREATE TABLE checkpoints (
    id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, count INTEGER NOT NULL, head TEXT NOT NULL, run TEXT NOT NULL,
    kind TEXT NOT NULL, at INTEGER NOT NULL, mac TEXT NOT NULL
  ) STRICT;
  CREATE TABLE runs (run TEXT PRIMARY KEY, started_at INTEGER NOT NULL, first_seq INTEGER NOT NULL, sealed_at INTEGER, how TEXT) STRICT;
  CREATE TABLE about (created_by TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
  PRAGMA application_id = ${APPLICATION};
`;

const SINCE_2 = `
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, version TEXT NOT NULL, head TEXT NOT NULL, state TEXT NOT NULL, mac TEXT NOT NULL) STRICT;
  CREATE INDEX records_by_type ON records (type);
  CREATE INDEX records_by_correlation ON records (correlation_id);
`;
const MARKED = `PRAGMA user_version = ${FORMAT};`;

/** Makes an empty journal's tables and indexes. */
export function makeTables(db: DatabaseSync): void {
  db.exec(`${TABLES} ${SINCE_2}`);
  ensureTradedIndexes(db);
}

/** Opens the journal for writing; creates it when the folder has none. The write-ahead log is emptied only when told to. */
export function openForWriting(dir: string, createdBy: string, nowMs: number): DatabaseSync {
  const db = new DatabaseSync(databaseFile(dir), { timeout: 2_000 });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA wal_autocheckpoint = 0');
    db.exec('PRAGMA journal_size_limit = 16777216; PRAGMA trusted_schema = OFF');
    if (db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) {
      db.exec('BEGIN IMMEDIATE');
      db.exec(`${TABLES} ${SINCE_2} ${MARKED}`);
      db.prepare('INSERT INTO about VALUES (?, ?)').run(createdBy, nowMs);
      db.exec('COMMIT');
    }
    const format = refuseForeign(db);
    if (format < FORMAT) db.exec(`BEGIN IMMEDIATE; ${format < 2 ? SINCE_2 : ''} ${MARKED} COMMIT;`);
    ensureTradedIndexes(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the journal for looking only. Without a write-ahead log nothing at all is created beside it. */
export function openForReading(dir: string): DatabaseSync {
  const url = pathToFileURL(databaseFile(dir));
  if (!existsSync(walFile(dir))) url.search = '?immutable=1';
  const db = new DatabaseSync(url, { readOnly: true, timeout: 2_000 });
  try {
    db.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF');
    refuseForeign(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Refuses what is no journal of ours; its format otherwise. */
function refuseForeign(db: DatabaseSync): number {
  const number = (pragma: string): unknown => Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (number('application_id') !== APPLICATION) throw new JournalCorrupt(null, 'journal.db is not a journal of this program');
  const format = number('user_version');
  if (typeof format !== 'number' || format < 1 || format > FORMAT)
    throw new JournalCorrupt(null, `journal.db has format ${String(format)}; this version reads up to format ${FORMAT}`);
  return format;
}

const RECORD = 'seq, at, run, type, version, correlation_id, causation_id, actor, payload, hash';
const CHECKPOINT = 'id, seq, count, head, run, kind, at, mac';

/** A query over records; rows come as arrays for `recordOf`. */
export const selectRecords = (db: DatabaseSync, rest: string): StatementSync =>
  asArrays(db.prepare(`SELECT ${RECORD} FROM records ${rest}`));
export const selectCheckpoints = (db: DatabaseSync, rest: string): StatementSync =>
  asArrays(db.prepare(`SELECT ${CHECKPOINT} FROM checkpoints ${rest}`));

function asArrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

/** A stored record and its hash. Types are checked, because a damaged page can put a blob where a text was. */
export function recordOf(row: unknown): StoredRecord & { readonly hash: string } {
  const [seq, at, run, type, version, correlationId, causationId, actor, payload, hash] = row as unknown[];
  if (
    !isInt(seq) ||
    !isInt(at) ||
    !isInt(version) ||
    !isText(run) ||
    !isText(type) ||
    !isText(correlationId) ||
    !(causationId === null || isText(causationId)) ||
    !isText(actor) ||
    !isText(payload) ||
    !isText(hash)
  )
    throw new JournalCorrupt(isInt(seq) ? seq : null, 'a column holds the wrong kind of value');
  return { seq, at, run, type, version, correlationId, causationId, actor, payload, hash };
}

export function checkpointOf(row: unknown): SignedCheckpoint & { readonly id: number } {
  const [id, seq, count, head, run, kind, at, mac] = row as unknown[];
  if (!isInt(id) || !isInt(seq) || !isInt(count) || !isInt(at) || !isText(head) || !isText(run) || !isKind(kind) || !isText(mac))
    throw new JournalCorrupt(isInt(seq) ? seq : null, 'a checkpoint holds the wrong kind of value');
  return { id, seq, count, head, run, kind, at, mac };
}

const isInt = (value: unknown): value is number => Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isKind = (value: unknown): value is Checkpoint['kind'] => (KINDS as readonly unknown[]).includes(value);
