import type { DatabaseSync } from 'node:sqlite';
import { recordOf, selectRecords } from './database.ts';
import type { HashedRecord } from './writer.ts';

type Found = {
  /** The last record on disk that was not known to be; `other` when it is not one of ours; null when there is none. */
  readonly found: { readonly seq: number; readonly hash: string } | 'other' | null;
  /** What is still missing. */
  readonly rest: readonly HashedRecord[];
};

/** What a commit that failed left on disk: nothing as a rule, all of it when only its answer was lost. */
export function alreadyDurable(db: DatabaseSync, knownSeq: number, waiting: readonly HashedRecord[]): Found {
  const [row] = selectRecords(db, 'ORDER BY seq DESC LIMIT 1').all();
  const last = row === undefined ? null : recordOf(row);
  if (last === null || last.seq <= knownSeq) return { found: null, rest: waiting };
  const own = waiting.find(({ seq }) => seq === last.seq);
  if (own?.hash !== last.hash) return { found: 'other', rest: waiting };
  return { found: { seq: last.seq, hash: last.hash }, rest: waiting.filter(({ seq }) => seq > last.seq) };
}
