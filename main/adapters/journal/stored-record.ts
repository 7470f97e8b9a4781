import { RECORD_VERSION, upcast, type JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { StoredRecord } from './chain.ts';

/** A record as it goes to disk. Half a surrogate pair cannot be stored as text, so it is replaced before it is hashed. */
export const toStored = (record: JournalRecord): StoredRecord => ({
  seq: record.seq,
  at: record.at,
  run: record.run.toWellFormed(),
  type: record.type,
  version: record.version,
  correlationId: record.correlationId.toWellFormed(),
  causationId: record.causationId?.toWellFormed() ?? null,
  actor: record.actor.toWellFormed(),
  payload: canonicalJson(record.payload),
});

/**
 * The record back, in today's shape. Not validated again: the chain vouches for it, and start-up folds a hundred thousand of
 * these.
 */
export const fromStored = (stored: StoredRecord): JournalRecord => {
  const { seq, at, run, type, version, correlationId, causationId, actor } = stored;
  const payload = upcast(version, JSON.parse(stored.payload));
  return { seq, at, run, type, version: RECORD_VERSION, correlationId, causationId, actor, payload } as JournalRecord;
};
