import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanInterval, studentT, wilson } from '#shared/results/interval.ts';

test.each([
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson: %i of %i', (wins, count, low, high) => {
  const found = wilson(wins, count);
  expect(found?.low).toBeCloseTo(low, 4);
  expect(found?.high).toBeCloseTo(high, 4);
});

test('Wilson holds the observed share, and stays within 0 and 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const wins = Math.round(share * count);
      const found = wilson(wins, count);
      expect(found !== null && found.low >= 0 && found.high <= 1).toBe(true);
      expect(found !== null && found.low <= wins / count && found.high >= wins / count).toBe(true);
    }),
  );
  expect(wilson(0, 0)).toBe(null);
});

test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [120, 1.98],
])('Student: %i degrees of freedom', (freedom, table) => expect(Math.abs(studentT(freedom) - table)).toBeLessThan(0.004));

test('the mean of the sleep data of Student, 1908', () => {
  const found = meanInterval([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
  expect(found?.low).toBeCloseTo(0.7001, 3);
  expect(found?.high).toBeCloseTo(2.4599, 3);
});

test('one value says nothing of the spread', () => expect([meanInterval([]), meanInterval([3])]).toEqual([null, null]));
