import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProfileId, magicOf, STRATEGIES, TEST_MAGIC } from '#shared/strategies';

describe('magic numbers stand on positions, so they never change', () => {
  it.each([
    ['m5_bos', 770_000_001],
    ['m1_retest', 770_000_002],
    ['by_hand', 770_000_060],
    ['m5_bos_gold', 778_643_483],
    ['retest_asia', 771_450_819],
  ])('%s has %i', (id, number) => expect(magicOf(id)).toBe(number));

  it('numbers of other profiles meet neither a strategy nor the test of the broker', () => {
    const taken = new Set([TEST_MAGIC, ...STRATEGIES.map(({ id }) => magicOf(id))]);
    const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/).filter((name) => !STRATEGIES.some((one) => one.id === name));
    fc.assert(
      fc.property(id, (name) => {
        const magic = magicOf(name);
        expect(taken.has(magic)).toBe(false);
        expect(Number.isInteger(magic) && magic >= 771_000_000 && magic < 780_000_000).toBe(true);
      }),
    );
  });
});

it.each([
  ['m5_bos_gold', true],
  ['a', true],
  [`a${'b'.repeat(31)}`, true],
  [`a${'b'.repeat(32)}`, false],
  ['', false],
  ['5m', false],
  ['_a', false],
  ['Gold', false],
  ['m5-bos', false],
  ['all', false],
  ['constructor', false],
])('%j may be the name of a profile: %s', (id, expected) => expect(isProfileId(id)).toBe(expected));
