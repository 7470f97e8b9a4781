import type { JournalRecord } from '#shared/events';

/** A record as 0.6.0 and earlier wrote it: version 1. */
export const aged = (record: JournalRecord | Readonly<Record<string, unknown>>): JournalRecord =>
  ({ ...renamed({ ...record, payload: withAllFields(record.payload) }), version: 1 }) as unknown as JournalRecord;

/** Its breakers had the fields of every state. */
function withAllFields(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('breaker' in payload)) return payload;
  const { breaker } = payload as { readonly breaker: object };
  return { ...payload, breaker: { successes: 0, reopensAt: null, probing: false, ...breaker } };
}

function renamed(value: object): object {
  if (Array.isArray(value)) return value.map(old);
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key === 'clientOrderId' ? 'cid' : key, old(of)]));
}

const old = (value: unknown): unknown => (typeof value === 'object' && value !== null ? renamed(value) : value);
