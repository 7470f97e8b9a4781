import { expect, test } from 'vitest';
import { assert, err, InvariantError, ok, present, unreachable } from '#shared/lib';

test('a rule that holds passes, one that does not is named', () => {
  expect(() => assert(true, 'lots are positive')).not.toThrow();
  expect(() => assert(false, 'lots are positive')).toThrow(new InvariantError('Invariant broken: lots are positive'));
  expect([present(0, 'is there'), present('', 'is there'), present(false, 'is there')]).toEqual([0, '', false]);
  expect(() => present(null, 'is there')).toThrow(InvariantError);
  expect(() => present(undefined, 'is there')).toThrow(InvariantError);
  expect(() => unreachable({ kind: 'new' } as never)).toThrow(/\{"kind":"new"\}/);
});

test('a result is one or the other', () => {
  expect([ok(1), err('no')]).toEqual([
    { ok: true, value: 1 },
    { ok: false, error: 'no' },
  ]);
});
