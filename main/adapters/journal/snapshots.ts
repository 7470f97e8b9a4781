import { createHmac, createSecretKey, hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { assert, canonicalJson } from '#shared/lib';

/** The state as it was once record `seq` had been folded. It saves time and proves nothing: the records are the truth. */
export type Snapshot = { readonly seq: number; readonly version: string; readonly state: string };
type Bound = { readonly seq: number; readonly head: string; readonly version: string; readonly digest: string };

/** Snapshots kept: the newest, and the one before it in case the newest cannot be used. */
const KEPT = 2;

/** Snapshots beside the records, each bound by the journal key to the chain's hash at its record. */
export type Snapshots = {
  /** Replaces the oldest. `head` is the chain's hash at `seq`. */
  save(snapshot: Snapshot, head: string): void;
  /** The record of the newest one, usable or not; 0 when there is none. */
  newestSeq(): number;
  /** The newest whose signature holds and whose record is still the one it was taken at; null when none can be used. */
  newest(version: string): Snapshot | null;
};

export function snapshotsOn(db: DatabaseSync, key: string): Snapshots {
  assert(key.length > 0, 'the journal key is not empty');
  const secret = createSecretKey(Buffer.from(key, 'utf8'));
  const sign = (bound: Bound): string =>
    createHmac('sha256', secret)
      .update(`snapshot${canonicalJson(bound)}`)
      .digest('hex');
  const headAt = db.prepare('SELECT hash FROM records WHERE seq = ?');
  return {
    save: ({ seq, version, state }, head) => {
      const digest = hash('sha256', state, 'hex');
      db.exec('BEGIN IMMEDIATE');
      try {
        db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)').run(
          seq,
          version,
          head,
          state,
          sign({ seq, head, version, digest }),
        );
        db.prepare('DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)').run(KEPT);
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    newestSeq: () => Number(db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM snapshots').get()?.['seq'] ?? 0),
    newest: (version) => {
      for (const row of db.prepare('SELECT seq, version, head, state, mac FROM snapshots ORDER BY seq DESC').iterate()) {
        const { seq, head, state, mac } = row;
        if (row['version'] !== version || typeof seq !== 'number' || typeof head !== 'string' || typeof state !== 'string')
          continue;
        const isSigned = sign({ seq, head, version, digest: hash('sha256', state, 'hex') }) === mac;
        if (isSigned && headAt.get(seq)?.['hash'] === head) return { seq, version, state };
      }
      return null;
    },
  };
}

/** Every snapshot of a journal, oldest first, for checking; none in a journal from before there were any. */
export function storedSnapshots(db: DatabaseSync): readonly Snapshot[] {
  const hasTable = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'snapshots'").get() !== undefined;
  if (!hasTable) return [];
  return db
    .prepare('SELECT seq, version, state FROM snapshots ORDER BY seq')
    .all()
    .map(({ seq, version, state }) => ({ seq: Number(seq), version: String(version), state: String(state) }));
}
