import { expect, test } from 'vitest';
import { plainJson } from '#engine/intake/text/plain-json.ts';

test('a body cannot bring a prototype: the key is dropped at every depth, and nothing inherits from it', () => {
  const read = plainJson('{"symbol":"EURUSD","__proto__":{"kind":"exit"},"inner":{"__proto__":{"x":1},"y":2}}');
  const { value } = read as { readonly value: Record<string, Record<string, unknown>> };
  const inner = value['inner'] ?? {};
  expect([Object.keys(value), Object.keys(inner)]).toEqual([['symbol', 'inner'], ['y']]);
  expect([value['kind'], inner['x'], Object.hasOwn(value, '__proto__')]).toEqual([undefined, undefined, false]);
  expect(({} as Record<string, unknown>)['kind']).toBeUndefined();
});
