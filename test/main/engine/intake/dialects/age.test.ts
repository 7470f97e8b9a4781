import { describe, expect, it } from 'vitest';
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

describe('a time that another zone would explain', () => {
  const HOUR = 3_600_000;
  const HINT = '. If its zone is another, send the time with it: Z or +03:00';
  it.each([
    ['one hour', HOUR, true],
    ['two minutes short of an hour', HOUR - 119_000, true],
    ['more than two minutes short of an hour', HOUR - 121_000, false],
    ['two minutes past three hours', 3 * HOUR + 119_000, true],
    ['more than two minutes past three hours', 3 * HOUR + 121_000, false],
    ['fourteen hours', 14 * HOUR, true],
    ['fifteen hours', 15 * HOUR, false],
    ['no hour at all', 100_000, false],
  ])('is told where it is whole hours away: %s', (_what, apart, isTold) => {
    for (const ageMs of [apart, -apart]) {
      const message = ageProblem({ source: 'webhook', madeAt: -ageMs }, 0, 60_000)?.message ?? '';
      expect([message !== '', message.endsWith(HINT)]).toEqual([true, isTold]);
    }
  });

  it('is not asked of a bar’s opening alone: what to send instead stands before it', () =>
    expect(ageProblem({ source: 'tradingview', madeAt: -HOUR }, 0, 60_000)?.message).toBe(
      `must not be older than 60 s; it is 3600 s old. {{time}} is the opening of the bar: send {{timenow}}${HINT}`,
    ));
});
