import type { DatabaseSync } from 'node:sqlite';
import type { SignedCheckpoint } from './checkpoint.ts';
import { Bad } from './verification.ts';
import type { HashedRecord } from './writer.ts';

/** Holds the table of runs against the records: each run in one piece, each but the last one ended, nothing else listed. */
export type RunRegister = {
  record(record: HashedRecord): void;
  /** A run's end, as a seal or recovery checkpoint states it. */
  ended(point: SignedCheckpoint): void;
  end(): void;
  count(): number;
  current(): string | null;
  unsealed(): string | null;
};

export function runRegister(db: DatabaseSync): RunRegister {
  const listed = db.prepare('SELECT started_at, first_seq, sealed_at, how FROM runs WHERE run = ?');
  let current: string | null = null;
  let count = 0;
  let ends = 0;
  let over: SignedCheckpoint | null = null;

  const begin = ({ seq, at, run, type }: HashedRecord): void => {
    if (current !== null && over === null) throw new Bad(seq, type, `run ${run} begins, but run ${current} was never ended`);
    const row = listed.get(run);
    if (row === undefined) throw new Bad(seq, type, `run ${run} is not in the table of runs`);
    if (row['first_seq'] !== seq)
      throw new Bad(seq, type, `run ${run} begins here, but the table of runs says ${String(row['first_seq'])}`);
    if (row['started_at'] !== at) throw new Bad(seq, type, `the table of runs has another start of run ${run}`);
    current = run;
    over = null;
    count += 1;
  };
  /** A recovered run's `run.sealed` is written by the run that found it, behind the recovery checkpoint. */
  const mayFollowEnd = ({ seq, type }: HashedRecord): boolean =>
    over?.kind === 'recovered' && seq === over.seq + 1 && type === 'run.sealed';

  return {
    record: (record) => {
      if (record.run !== current) begin(record);
      else if (over !== null && !mayFollowEnd(record))
        throw new Bad(record.seq, record.type, `run ${record.run} had already ended`);
    },
    ended: (point) => {
      if (over !== null) throw new Bad(point.seq, null, `run ${point.run} ends twice`);
      const row = listed.get(point.run);
      const how = point.kind === 'seal' ? 'clean' : 'recovered';
      if (row?.['sealed_at'] !== point.at || row['how'] !== how)
        throw new Bad(point.seq, null, `the table of runs has another end of run ${point.run}`);
      over = point;
      ends += 1;
    },
    end: () => {
      const sums = db.prepare('SELECT count(*) AS runs, count(sealed_at) AS sealed, count(how) AS how FROM runs').get();
      if (sums?.['runs'] !== count)
        throw new Bad(null, null, `the table of runs lists ${String(sums?.['runs'])} runs, the records ${count}`);
      if (sums['sealed'] !== ends || sums['how'] !== ends)
        throw new Bad(null, null, `${String(sums['sealed'])} runs are marked as ended, ${ends} by a checkpoint`);
    },
    count: () => count,
    current: () => current,
    unsealed: () => (over === null ? current : null),
  };
}
