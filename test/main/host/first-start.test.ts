import { describe, expect, test } from 'vitest';
import { INSTANTS } from '#test/time/instants.ts';
import { firstStart } from './first-start.ts';

const WITHIN_MS = 90_000;
/** The default seed and others; each begins at another second of its minute. */
const SEEDS = [1, 2, 5, 20];

describe.each(INSTANTS)('a first start at $name', ({ at }) => {
  test.each(SEEDS)('asks the trader about a setup within 90 s of ready (seed %d)', async (seed) => {
    const { askedAfterMs, refused } = await firstStart(Date.parse(at) + seed * 7_700, seed, WITHIN_MS, 2_000);
    expect({ isAsked: askedAfterMs !== null, refused: askedAfterMs === null ? refused : [] }).toEqual({
      isAsked: true,
      refused: [],
    });
  });
});

test('a slow start does not miss the setup', async () => {
  const { askedAfterMs } = await firstStart(Date.parse('2026-11-28T12:00:10Z'), 1, WITHIN_MS, 20_000);
  expect(askedAfterMs).not.toBeNull();
});
