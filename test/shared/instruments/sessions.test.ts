import { expect, it, test } from 'vitest';
import { opensNext, weekOf } from '#shared/instruments';

const HOUR = 3_600_000;
/** A server three hours ahead of UTC. */
const AHEAD = 3 * HOUR;
const at = (text: string): number => Date.parse(`${text}:00Z`);
/** Monday to Friday, 01:00 to 23:55, with a pause from 12:00 to 13:00 on Wednesday. */
const WEEK = weekOf([
  [1, 60, 1_435],
  [2, 60, 1_435],
  [3, 60, 720],
  [3, 780, 1_435],
  [4, 60, 1_435],
  [5, 60, 1_435],
]);

it.each([
  ['within a session', '2026-06-17T06:00', null],
  ['at its first moment', '2026-06-16T22:00', null],
  ['a moment before', '2026-06-16T21:59', '2026-06-16T22:00'],
  ['at its last moment it is over', '2026-06-17T20:55', '2026-06-17T22:00'],
  ['in the pause', '2026-06-17T09:30', '2026-06-17T10:00'],
  ['on Friday night', '2026-06-19T21:00', '2026-06-21T22:00'],
  ['on Sunday', '2026-06-21T12:00', '2026-06-21T22:00'],
])('%s (%s) it opens %s', (_what, now, opens) => {
  expect(opensNext(WEEK, at(now), AHEAD)).toBe(opens === null ? null : at(opens));
});

test('sessions that touch are one, over midnight too', () => {
  expect(
    weekOf([
      [2, 0, 1_440],
      [1, 0, 1_440],
      [3, 0, 700],
      [3, 800, 900],
    ]),
  ).toEqual([
    [1_440, 5_020],
    [5_120, 5_220],
  ]);
});

test('a market that never pauses is never closed, and one without sessions never opens', () => {
  const always = weekOf([0, 1, 2, 3, 4, 5, 6].map((day) => [day, 0, 1_440] as const));
  for (let now = at('2026-06-14T00:00'); now < at('2026-06-28T00:00'); now += 7 * HOUR) {
    expect(opensNext(always, now, -5 * HOUR)).toBeNull();
    expect(opensNext([], now, 0)).toBeNull();
  }
});
