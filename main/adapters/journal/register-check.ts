import type { DatabaseSync } from 'node:sqlite';
import { CHECKPOINT_EVERY, type SignedCheckpoint, type Signer } from './checkpoint.ts';
import { checkpointOf, selectCheckpoints } from './database.ts';
import type { Tail } from './tail.ts';

/**
 * Holds every checkpoint and the table of runs against the records they name, by index: a fraction of a second for a journal of
 * millions. What is wrong, in one sentence; null when nothing is. The records between are another check's.
 */
export function checkRegister(db: DatabaseSync, sign: Signer, tail: Tail): string | null {
  const hashAt = db.prepare('SELECT hash FROM records WHERE seq = ?');
  const ends: SignedCheckpoint[] = [];
  let id = 0;
  let periodic = 0;
  for (const row of selectCheckpoints(db, 'WHERE id > 0 ORDER BY id').iterate()) {
    const point = checkpointOf(row);
    id += 1;
    if (point.id !== id) return `Checkpoint ${id} of the journal is missing.`;
    if (point.count !== point.seq || hashAt.get(point.seq)?.['hash'] !== point.head)
      return `Checkpoint ${id} of the journal does not belong to record ${point.seq}.`;
    if (sign(point) !== point.mac) return `Checkpoint ${id} of the journal was changed, or signed with another key.`;
    if (point.kind === 'periodic') periodic += 1;
    else ends.push(point);
  }
  if (periodic !== Math.floor(tail.lastSeq / CHECKPOINT_EVERY)) return 'A periodic checkpoint of the journal is missing.';
  return checkRuns(db, ends, tail);
}

function checkRuns(db: DatabaseSync, ends: readonly SignedCheckpoint[], { last }: Tail): string | null {
  const endOf = new Map(ends.map((point) => [point.run, point]));
  const recordAt = db.prepare('SELECT run, at FROM records WHERE seq = ?');
  const rows = db.prepare('SELECT run, started_at, first_seq, sealed_at, how FROM runs ORDER BY first_seq').all();
  for (const { run, started_at, first_seq, sealed_at, how } of rows) {
    const name = String(run);
    const first = recordAt.get(Number(first_seq));
    const before = recordAt.get(Number(first_seq) - 1);
    if (first?.['run'] !== name || first['at'] !== started_at || before?.['run'] === name)
      return `The table of runs was changed: run ${name} does not begin at record ${String(first_seq)}.`;
    const end = endOf.get(name);
    const isEnded = end !== undefined;
    if ((end?.at ?? null) !== sealed_at || (isEnded ? (end.kind === 'seal' ? 'clean' : 'recovered') : null) !== how)
      return `The table of runs was changed: it has another end of run ${name}.`;
    if (!isEnded && name !== last?.run) return `The table of runs was changed: run ${name} has no end.`;
  }
  const isLastOpen = last !== null && !endOf.has(last.run);
  const known = endOf.size + (isLastOpen ? 1 : 0);
  return rows.length === known ? null : `The table of runs was changed: it lists ${rows.length} runs, the records have ${known}.`;
}
