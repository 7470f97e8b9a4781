import { expect, test } from 'vitest';
import { countingIds, randomIds } from '#main/adapters/system/index.ts';

test('random ids say their kind, sort by time and do not repeat', () => {
  let now = 1_754_296_080_000;
  const ids = randomIds({ nowMs: () => (now += 1) });
  const drawn = Array.from({ length: 1_000 }, () => ids.next('run'));
  expect(drawn[0]).toMatch(/^run-[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(new Set(drawn).size).toBe(1_000);
  expect([...drawn].sort()).toEqual(drawn);
});

test('counting ids are the same every time', () => {
  const drawn = () => {
    const ids = countingIds('t');
    return [ids.next('run'), ids.next('trace'), ids.next('run')];
  };
  expect(drawn()).toEqual(['run-t1', 'trace-t2', 'run-t3']);
  expect(drawn()).toEqual(drawn());
});
