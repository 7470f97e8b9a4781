import { expect, test } from 'vitest';
import { controlChart, LIMITS_FROM } from '#shared/results';

/** Values that go up and down by one around ten. */
const swinging = (count: number): number[] => Array.from({ length: count }, (_, at) => 10 + (at % 2 === 0 ? 1 : -1));

test('nothing says nothing', () => {
  expect(controlChart([])).toEqual({ count: 0, mean: null, limits: null, beyond: [], shifted: [] });
});

test('a few values have a mean and no limits, however far one is away', () => {
  const few = [...swinging(LIMITS_FROM - 2), 1_000];
  expect(controlChart(few)).toMatchObject({ count: 19, limits: null, beyond: [], shifted: [] });
  expect(controlChart(few).mean).toBeCloseTo((180 + 1_000) / 19, 9);
});

test('limits are 2.66 mean steps from the mean (Montgomery, individuals chart)', () => {
  const { mean, limits } = controlChart(swinging(20));
  expect([mean, limits?.low, limits?.high]).toEqual([10, 10 - 2.66 * 2, 10 + 2.66 * 2]);
});

test('a value beyond a limit is told by its place, also below', () => {
  const values = [...swinging(40), 30, ...swinging(10), -12];
  expect(controlChart(values).beyond).toEqual([40, 51]);
});

test('eight in a row on one side of the mean are a shift, seven are none', () => {
  const after = (above: number): number[] => [...swinging(30), ...Array.from({ length: above }, () => 10.6), 8, 12];
  expect(controlChart(after(6)).shifted).toEqual([]);
  const { beyond, shifted } = controlChart(after(9));
  expect([beyond, shifted]).toEqual([[], [37, 38]]);
});

test('what never varies is within its limits', () => {
  const { limits, beyond, shifted } = controlChart(Array.from({ length: 50 }, () => 0.1));
  expect([limits?.low, limits?.high].map((value) => value?.toFixed(9))).toEqual(['0.100000000', '0.100000000']);
  expect([beyond, shifted]).toEqual([[], []]);
});
