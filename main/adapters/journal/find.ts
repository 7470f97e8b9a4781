import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { JournalRecord } from '#shared/events';
import type { JournalQuery } from '#ports';
import { recordOf, selectRecords } from './database.ts';
import { fromStored } from './stored-record.ts';

/** Records that fit a query, by index: a journal of millions is not walked through. */
export function findRecords(
  db: DatabaseSync,
  { since, limit, types, correlationId, from, to, before }: JournalQuery,
): readonly JournalRecord[] {
  // Times never go back along the records, so a span of time is a span of numbers.
  const first = Math.max(since + 1, from === null ? 1 : firstAt(db, from));
  const beyond = to === null ? null : firstAt(db, to);
  const terms = ['seq >= ?'];
  const values: SQLInputValue[] = [first];
  if (beyond !== null) {
    terms.push('seq < ?');
    values.push(beyond);
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

/** Number of the first record at or after a moment; one past the last when there is none. */
function firstAt(db: DatabaseSync, ms: number): number {
  const atOf = db.prepare('SELECT at FROM records WHERE seq = ?');
  let low = 1;
  let high = Number(db.prepare('SELECT coalesce(max(seq), 0) + 1 AS beyond FROM records').get()?.['beyond'] ?? 1);
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
