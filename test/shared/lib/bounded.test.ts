import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appended, InvariantError, setBounded } from '#shared/lib';

test('the entry that has been there longest leaves; replacing one pushes nothing out', () => {
  const map = new Map<string, number>();
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    setBounded(map, key, value, 3);
  setBounded(map, 'b', 20, 3);
  expect([...map]).toEqual([
    ['a', 1],
    ['b', 20],
    ['c', 3],
  ]);
  setBounded(map, 'd', 4, 3);
  expect([...map.keys()]).toEqual(['b', 'c', 'd']);
  expect(() => setBounded(map, 'e', 5, 0)).toThrow(InvariantError);
});

test('protected entries stay, and the map grows rather than lose one', () => {
  const map = new Map([
    ['old', 'open'],
    ['middle', 'closed'],
    ['new', 'open'],
  ]);
  const mayLeave = (state: string): boolean => state === 'closed';
  setBounded(map, 'x', 'open', 3, mayLeave);
  expect([...map.keys()]).toEqual(['old', 'new', 'x']);
  setBounded(map, 'y', 'open', 3, mayLeave);
  expect([...map.keys()]).toEqual(['old', 'new', 'x', 'y']);
});

test('a list keeps its newest items and is never changed in place', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 20 }), fc.integer({ min: 1, max: 8 }), (items, max) => {
      let list: readonly number[] = Object.freeze([]);
      for (const item of items) list = Object.freeze(appended(list, item, max));
      expect(list).toEqual(items.slice(-max));
    }),
  );
});
