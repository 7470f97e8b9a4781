import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { TIME_SEAMS, type JournalRecord } from '#shared/events';
import type { JournalQuery } from '#ports';
import { recordOf, selectRecords } from './database.ts';
import { fromStored } from './stored-record.ts';

/** Records that fit a query, by index: a journal of millions is not walked through. */
export function findRecords(
  db: DatabaseSync,
  { since, limit, types, correlationId, from, to, before }: JournalQuery,
): readonly JournalRecord[] {
  const terms = ['seq >= ?'];
  const values: SQLInputValue[] = [since + 1];
  if (from !== null || to !== null) {
    const spans = spansOf(db, from, to);
    if (spans.length === 0) return [];
    terms.push(`(${spans.map(() => 'seq >= ? AND seq < ?').join(' OR ')})`);
    values.push(...spans.flat());
  }
  if (before !== undefined) {
    terms.push('seq < ?');
    values.push(before);
  }
  if (correlationId !== null) {
    terms.push('correlation_id = ?');
    values.push(correlationId);
  }
  if (types !== null) {
    terms.push(`type IN (${types.map(() => '?').join(', ')})`);
    values.push(...types);
  }
  return selectRecords(db, `WHERE ${terms.join(' AND ')} ORDER BY seq LIMIT ?`)
    .all(...values, limit)
    .map((row) => fromStored(recordOf(row)));
}

const SEAMS = `SELECT r.seq FROM records r JOIN records p ON p.seq = r.seq - 1
  WHERE r.type IN (${TIME_SEAMS.map(() => '?').join(', ')}) AND r.at < p.at ORDER BY r.seq`;

/**
 * A span of time as spans of numbers (first, beyond): time goes back only where a wrong one was put right, and between these
 * places the records of a span lie side by side.
 */
function spansOf(db: DatabaseSync, from: number | null, to: number | null): readonly (readonly [number, number])[] {
  const beyond = Number(db.prepare('SELECT coalesce(max(seq), 0) + 1 AS beyond FROM records').get()?.['beyond'] ?? 1);
  const seams = db
    .prepare(SEAMS)
    .all(...TIME_SEAMS)
    .map((row) => Number(row['seq']));
  const edges = [1, ...seams, beyond];
  return edges.slice(1).flatMap((end, index) => {
    const begin = edges[index] ?? end;
    const first = from === null ? begin : firstAt(db, from, begin, end);
    const last = to === null ? end : firstAt(db, to, begin, end);
    return first < last ? [[first, last] as const] : [];
  });
}

/** Number of the first record at or after a moment among those from `low` on; `high` when there is none before it. */
function firstAt(db: DatabaseSync, ms: number, low: number, high: number): number {
  const atOf = db.prepare('SELECT at FROM records WHERE seq = ?');
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (Number(atOf.get(middle)?.['at'] ?? Infinity) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same without a database. */
export const matches = (record: JournalRecord, { types, correlationId, from, to, before }: JournalQuery): boolean =>
  (types === null || types.includes(record.type)) &&
  (correlationId === null || record.correlationId === correlationId) &&
  (before === undefined || record.seq < before) &&
  (from === null || record.at >= from) &&
  (to === null || record.at < to);
