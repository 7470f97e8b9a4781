import { expect, it } from 'vitest';
import { ageProblem } from '#engine/intake/dialects';

it.each([
  [300_000, null],
  [300_001, 'must not be older than 300 s; it is 300 s old'],
  [400_000, 'must not be older than 300 s; it is 400 s old'],
  [-10_000, null],
  [-10_100, 'must not be more than 10 s ahead of our clock; it is 10.1 s ahead'],
])('an age of %i ms', (ageMs, message) => {
  expect(ageProblem({ source: 'webhook', madeAt: 1_000_000 - ageMs }, 1_000_000, 300_000)).toEqual(
    message === null ? null : { path: 'timestamp', message },
  );
});
