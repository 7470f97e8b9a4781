import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CHECKPOINT_EVERY, type Checkpoint, type Signer } from './checkpoint.ts';
import type { StoredRecord } from './chain.ts';

export type HashedRecord = StoredRecord & { readonly hash: string };

/** Writes records and everything that vouches for them, a transaction at a time. */
export type Writer = {
  /** All of it or nothing. Returns the `seq` of the last periodic checkpoint written, if any. */
  write(records: readonly HashedRecord[]): number | null;
  /** Ends a run at a record. */
  end(run: string, kind: 'seal' | 'recovered', at: { readonly seq: number; readonly head: string; readonly nowMs: number }): void;
};

/** The statements, prepared once. `run` is the run being written; its row appears with its first record. */
export function writerOn(db: DatabaseSync, sign: Signer, run: string): Writer {
  const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const checkpoint = db.prepare('INSERT INTO checkpoints (seq, count, head, run, kind, at, mac) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const moveHead = db.prepare(
    'INSERT OR REPLACE INTO checkpoints (id, seq, count, head, run, kind, at, mac) VALUES (0, ?, ?, ?, ?, ?, ?, ?)',
  );
  const beginRun = db.prepare('INSERT INTO runs (run, started_at, first_seq) VALUES (?, ?, ?)');
  const endRun = db.prepare('UPDATE runs SET sealed_at = ?, how = ? WHERE run = ?');
  const inTransaction = transactions(db);
  const put = (into: StatementSync, point: Checkpoint): void => {
    into.run(point.seq, point.count, point.head, point.run, point.kind, point.at, sign(point));
  };
  let begun = false;

  const write = (records: readonly HashedRecord[]): number | null => {
    let periodic: number | null = null;
    let beginning = begun;
    for (const record of records) {
      const { seq, at, type, version, correlationId, causationId, actor, payload, hash } = record;
      insert.run(seq, at, record.run, type, version, correlationId, causationId, actor, payload, hash);
      if (!beginning && record.run === run) {
        beginRun.run(run, at, seq);
        beginning = true;
      }
      if (seq % CHECKPOINT_EVERY !== 0) continue;
      put(checkpoint, pointAt(record, 'periodic'));
      periodic = seq;
    }
    const last = records.at(-1);
    if (last !== undefined) put(moveHead, pointAt(last, 'head'));
    return periodic;
  };

  return {
    write: (records) => {
      const periodic = inTransaction(() => write(records));
      begun ||= records.some((record) => record.run === run);
      return periodic;
    },
    end: (ending, kind, { seq, head, nowMs }) => {
      inTransaction(() => {
        put(checkpoint, { seq, count: seq, head, run: ending, kind, at: nowMs });
        endRun.run(nowMs, kind === 'seal' ? 'clean' : 'recovered', ending);
      });
    },
  };
}

/** Records begin at 1 and have no gaps, so the count up to one is its number. */
const pointAt = ({ seq, hash, run, at }: HashedRecord, kind: 'periodic' | 'head'): Checkpoint => ({
  seq,
  count: seq,
  head: hash,
  run,
  kind,
  at,
});

function transactions(db: DatabaseSync): <T>(work: () => T) => T {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
}
