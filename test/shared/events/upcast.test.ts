import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_TYPES, readRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { aged } from './aged.ts';
import { anyPayload, somePayload, someRecord } from './any-payload.ts';

test.each(EVENT_TYPES)('%s as version 1 wrote it reads as it is written now', (type) => {
  fc.assert(
    fc.property(anyPayload(type), (payload) => {
      const now = { ...someRecord(1, 'time.reached'), type, payload };
      expect(readRecord(JSON.parse(canonicalJson(aged(now))))).toEqual(JSON.parse(canonicalJson(now)));
    }),
    { numRuns: 25 },
  );
});

test('what a trader’s own signal carries under the old name is left alone', () => {
  const { signal, ...rest } = somePayload('signal.accepted');
  const payload = { ...rest, signal: { ...signal, metadata: { cid: 'mine', deals: [{ cid: 'mine too' }] } } };
  const old = { ...someRecord(1, 'time.reached'), type: 'signal.accepted', version: 1, payload };
  expect(readRecord(old).payload).toMatchObject({ signal: { metadata: payload.signal.metadata } });
});

test('only records of version 1 are taken for old ones', () => {
  const record = someRecord(1, 'order.progressed');
  const { clientOrderId, ...rest } = record.payload as { clientOrderId: string };
  expect(() => readRecord({ ...record, payload: { ...rest, cid: clientOrderId } })).toThrow(/clientOrderId/);
});
