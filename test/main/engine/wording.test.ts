import { expect, it } from 'vitest';
import { clockWords, spanText } from '#engine/time/clock-words.ts';
import { moneyText, percentText, plain, rounded, secondsText, shareText } from '#engine/wording.ts';

it('writes numbers as a trader reads them', () =>
  expect([
    moneyText(1234567.891),
    moneyText(-0.001),
    moneyText(-1500),
    moneyText(999.995),
    percentText(0.55),
    shareText(0.2375),
    plain(1.9000001, 1),
    rounded(-0, 2),
    secondsText(4_249),
  ]).toEqual(['1,234,567.89', '0.00', '-1,500.00', '1,000.00', '0.55 %', '23.75 %', '1.9', 0, '4.2 s']));

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
it.each([
  [0, '0 s'],
  [59_949, '59.9 s'],
  [MINUTE, '1 m'],
  [-90 * MINUTE, '1 h 30 m'],
  [2 * DAY - MINUTE, '47 h 59 m'],
  [2 * DAY, '2 d'],
  [-(2 * DAY), '2 d'],
  [3.5 * DAY - 1, '3 d'],
  [3.5 * DAY, '4 d'],
])('a span of %d ms is %s: seconds below a minute, days from two of them on', (ms, text) => expect(spanText(ms)).toBe(text));

it.each([
  [null, 0, "The PC's clock is sound"],
  ['stepped', -5_000, "The PC's clock was set 5 s back while the cockpit ran"],
  ['stepped', 5_000, "The PC's clock was set 5 s forward while the cockpit ran"],
  ['server_differs', -5_000, "The PC's clock is 5 s behind the trade server's"],
  ['server_differs', 5_000, "The PC's clock is 5 s ahead of the trade server's"],
  ['before_last_record', -(5 * DAY), "The PC's clock is 5 d before the newest record of the journal"],
  ['long_absence', 5 * DAY, "The PC's clock is 5 d after the newest record of the journal"],
  ['before_release', -(5 * DAY), "The PC's clock is 5 d before this program was made, so it is wrong"],
] as const)('a clock that is doubted for %s by %d ms says by how much and which way', (doubt, stepMs, text) =>
  expect(clockWords({ doubt, stepMs })).toBe(text),
);
