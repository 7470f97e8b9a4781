import { describe, expect, test } from 'vitest';
import { createChance } from '#main/paper-broker/index.ts';
import { fromEa, toEa } from '#shared/bridge';
import { commandKinds, soundValue, toEaKinds } from './sound-line.ts';

const EACH = 50;

describe('lines drawn by chance', () => {
  test.each(fromEa.options.map((kind) => [[...kind.shape.t.values][0], kind] as const))(
    'of the kind %s are sound, as the noise of an Expert Advisor begins with them',
    (_t, kind) => {
      const chance = createChance(3);
      const made = Array.from({ length: EACH }, () => soundValue(kind, chance));
      expect(made.filter((one) => !fromEa.safeParse(one).success)).toEqual([]);
    },
  );

  test.each([...toEaKinds, ...commandKinds].map((kind, at) => [at, kind] as const))(
    'of what the cockpit says, number %i, are sound',
    (_at, kind) => {
      const chance = createChance(4);
      const made = Array.from({ length: EACH }, () => soundValue(kind, chance));
      expect(made.filter((one) => !toEa.safeParse(one).success)).toEqual([]);
    },
  );

  test('are of every command', () => {
    expect(commandKinds.length).toBeGreaterThanOrEqual(14);
  });
});
