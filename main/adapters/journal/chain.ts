import { hash } from 'node:crypto';

/** One record as it is stored: the envelope, and the payload as canonical JSON text. */
export type StoredRecord = {
  readonly seq: number;
  readonly at: number;
  readonly run: string;
  readonly type: string;
  readonly version: number;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: string;
  readonly payload: string;
};

/** What stands before the first record: 64 zeros. */
export const GENESIS = '0'.repeat(64);

/**
 * The canonical record: RFC 8785 JSON of `{actor, at, causationId, correlationId, payload, run, seq, type, version}`.
 * Composed from the stored parts, so that checking a chain needs no parsing; equal to `canonicalJson` of the whole record.
 */
export function canonicalRecord(record: StoredRecord): string {
  const { actor, at, causationId, correlationId, payload, run, seq, type, version } = record;
  return (
    `{"actor":${JSON.stringify(actor)},"at":${at},"causationId":${causationId === null ? 'null' : JSON.stringify(causationId)}` +
    `,"correlationId":${JSON.stringify(correlationId)},"payload":${payload},"run":${JSON.stringify(run)},"seq":${seq}` +
    `,"type":${JSON.stringify(type)},"version":${version}}`
  );
}

/**
 * The chain: `hash(n) = SHA-256(hash(n-1) + canonicalRecord(n))` in lower-case hex, over the UTF-8 bytes of the previous
 * hash's 64 hex digits directly followed by the canonical record. `hash(0)` is `GENESIS`.
 */
export const chainHash = (previous: string, record: StoredRecord): string =>
  hash('sha256', previous + canonicalRecord(record), 'hex');
