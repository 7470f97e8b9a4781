import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decisions, EVENT_TYPES, inputs, isEventType, isInputType, payloadSchema, readRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { anyPayload, someRecord } from './any-payload.ts';

test('every type is an input or a decision, never both', () => {
  expect([...EVENT_TYPES].sort()).toEqual([...Object.keys(inputs), ...Object.keys(decisions)].sort());
  expect(new Set(EVENT_TYPES).size).toBe(EVENT_TYPES.length);
  expect(EVENT_TYPES.filter(isInputType)).toEqual(Object.keys(inputs));
  expect(EVENT_TYPES.every(isEventType)).toBe(true);
});

test.each(EVENT_TYPES)('%s survives the journal: canonical JSON, read back, the same again', (type) => {
  fc.assert(
    fc.property(anyPayload(type), (payload) => {
      const text = canonicalJson({ ...someRecord(1, 'time.reached'), type, payload });
      const read = readRecord(JSON.parse(text));
      expect(canonicalJson(read)).toBe(text);
    }),
    { numRuns: 25 },
  );
});

test.each(EVENT_TYPES)('%s refuses a payload that lacks a field, and one that is nothing', (type) => {
  const record = someRecord(1, type);
  expect(() => readRecord({ ...record, payload: null })).toThrow();
  const shape = (payloadSchema(type) as { readonly shape?: Readonly<Record<string, { isOptional(): boolean }>> }).shape ?? {};
  const required = Object.keys(record.payload).filter((key) => shape[key]?.isOptional() !== true);
  expect(required.length).toBeGreaterThan(0);
  for (const key of required) {
    const { [key]: _gone, ...rest } = record.payload as Record<string, unknown>;
    expect(payloadSchema(type).safeParse(rest).success, key).toBe(false);
  }
});

test.each(['signal.imagined', '', 'toString', 'constructor', '__proto__'])('the unknown type %j is refused', (type) => {
  expect(isEventType(type)).toBe(false);
  expect(() => readRecord({ ...someRecord(1, 'time.reached'), type })).toThrow(/is a known event type/);
});

test.each([
  ['seq', 0],
  ['seq', 1.5],
  ['at', -1],
  ['at', '2025'],
  ['run', 1],
  ['version', 0],
  ['version', 3],
  ['correlationId', null],
  ['causationId', 7],
  ['actor', undefined],
])('an envelope whose %s is %j is refused', (field, value) => {
  expect(() => readRecord({ ...someRecord(1, 'time.reached'), [field]: value })).toThrow(new RegExp(field));
});
