import { expect, it } from 'vitest';
import { gaussian, hash32 } from '#main/paper-broker/chance/index.ts';
import { createChance } from '#main/paper-broker/index.ts';

it('repeats for a seed, fills [0, 1) evenly, and makes normal numbers of it', () => {
  const [one, two, other] = [createChance(7), createChance(7), createChance(8)];
  const drawn = Array.from({ length: 20_000 }, () => one());
  expect(drawn.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => two()));
  expect(drawn[0]).not.toBe(other());
  for (let tenth = 0; tenth < 10; tenth += 1)
    expect(drawn.filter((value) => Math.floor(value * 10) === tenth).length / 2_000).toBeCloseTo(1, 0);
  const normal = Array.from({ length: 20_000 }, () => gaussian(one));
  expect(normal.reduce((sum, value) => sum + value, 0) / normal.length).toBeCloseTo(0, 1);
  expect(normal.reduce((sum, value) => sum + value * value, 0) / normal.length).toBeCloseTo(1, 1);
});

it('tells minutes and symbols apart', () => {
  const hashes = new Set<number>();
  for (let minute = 0; minute < 5_000; minute += 1)
    for (let symbol = 0; symbol < 4; symbol += 1) hashes.add(hash32(1, minute, symbol));
  expect(hashes.size).toBeGreaterThan(19_990);
});
