import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { moveFile } from '../../files/index.ts';
import { anchorFile } from './anchor-file.ts';
import { signer } from './checkpoint.ts';
import { copyJournal } from './copy-database.ts';
import { checkpointOf, databaseFile, openForReading, openForWriting, selectCheckpoints } from './database.ts';
import { takeLock } from './lock.ts';
import { verifyJournal } from './verify-journal.ts';

/** Whether the journal of a folder was signed with this key, by its newest signature; true where there is no signature yet. */
export function isSignedWith(dir: string, key: string): boolean {
  if (!existsSync(databaseFile(dir))) return true;
  const db = openForReading(dir);
  try {
    const [head] = selectCheckpoints(db, 'WHERE id = 0').all().map(checkpointOf);
    return head === undefined || signer(key)(head) === head.mac;
  } finally {
    db.close();
  }
}

type SignParts = { readonly aside: string; readonly version: string; readonly nowMs: number };

/**
 * Signs the journal of a folder with a new key, because the one before is lost. Its chain is checked first; the signatures that nobody
 * can check any more are kept with a whole copy in `aside`. `mark` is done before anything is changed. Throws, having changed nothing, where the chain does not hold.
 */
export function signAgain(dir: string, key: string, { aside, version, nowMs }: SignParts, mark: () => void): void {
  const release = takeLock(dir);
  try {
    const found = verifyJournal(dir, { key: null });
    if (!found.ok) throw new Error(`the journal is not sound: ${found.firstBad?.why ?? 'it cannot be read'}`);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    copyJournal(dir, join(aside, 'journal.db'));
    mark();
    const sign = signer(key);
    const db = openForWriting(dir, version, nowMs);
    try {
      db.exec('BEGIN IMMEDIATE');
      const change = db.prepare('UPDATE checkpoints SET mac = ? WHERE id = ?');
      for (const point of selectCheckpoints(db, 'ORDER BY id').all().map(checkpointOf)) change.run(sign(point), point.id);
      db.exec('DELETE FROM snapshots; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
    if (existsSync(anchorFile(dir))) moveFile(anchorFile(dir), join(aside, 'journal.anchor'));
  } finally {
    release();
  }
}
