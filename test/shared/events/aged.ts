import type { JournalRecord } from '#shared/events';

/** A record as 0.6.0 and earlier wrote it: version 1, the client order id under its name of that time. */
export const aged = (record: JournalRecord | Readonly<Record<string, unknown>>): JournalRecord =>
  ({ ...renamed(record), version: 1 }) as unknown as JournalRecord;

function renamed(value: object): object {
  if (Array.isArray(value)) return value.map(old);
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key === 'clientOrderId' ? 'cid' : key, old(of)]));
}

const old = (value: unknown): unknown => (typeof value === 'object' && value !== null ? renamed(value) : value);
