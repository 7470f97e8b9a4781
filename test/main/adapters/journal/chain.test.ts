import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalRecord, chainHash, GENESIS } from '#main/adapters/journal/chain.ts';
import { fromStored, toStored } from '#main/adapters/journal/stored-record.ts';
import type { JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { sample } from './sample-records.ts';

const text = fc.string({ unit: 'binary' });
const records = fc
  .record({
    seq: fc.integer({ min: 1 }),
    at: fc.nat(),
    run: text,
    version: fc.constant(2),
    correlationId: text,
    causationId: fc.option(text),
    actor: text,
    type: text,
    payload: fc.dictionary(text, fc.jsonValue()),
  })
  .map((record) => record as unknown as JournalRecord);

test('the composed canonical record is the canonical JSON of the record', () => {
  fc.assert(
    fc.property(records, (record) => {
      expect(canonicalRecord(toStored(record))).toBe(canonicalJson(record));
    }),
  );
});

test('a record comes back as JSON carries it', () => {
  fc.assert(
    fc.property(records, (record) => {
      expect(fromStored(toStored(record))).toEqual(JSON.parse(canonicalJson(record)));
    }),
  );
});

test('the hash is SHA-256 over the previous digits and the canonical record', () => {
  const record = sample(1);
  const expected = createHash('sha256').update(GENESIS).update(canonicalJson(record), 'utf8').digest('hex');
  expect(chainHash(GENESIS, toStored(record))).toBe(expected);
});

test('half a surrogate pair in an envelope is replaced before it is hashed', () => {
  expect(toStored({ ...sample(1), correlationId: 'a\ud800b' }).correlationId).toBe('a\ufffdb');
});
