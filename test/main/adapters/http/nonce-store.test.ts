import { expect, it } from 'vitest';
import { nonceStore } from '#main/adapters/http/nonce-store.ts';

it('remembers a nonce for as long as its timestamp could be taken, and no longer', () => {
  const nonces = nonceStore();
  expect(nonces.take('a', 0)).toBe('taken');
  expect(nonces.take('a', 60_000)).toBe('replayed');
  expect(nonces.take('b', 61_001)).toBe('taken');
  expect(nonces.size).toBe(1);
  expect(nonces.take('a', 61_002)).toBe('taken');
});

it('refuses rather than forgets when it is full', () => {
  const nonces = nonceStore(2);
  expect([nonces.take('a', 0), nonces.take('b', 1), nonces.take('c', 2), nonces.take('a', 3)]).toEqual([
    'taken',
    'taken',
    'full',
    'replayed',
  ]);
  expect(nonces.take('c', 62_000)).toBe('taken');
});
