import { describe, expect, test } from 'vitest';
import { clockText, dateTimeText, localClocks, localTimeTyped } from '#renderer/format/index.ts';

const NEAR = Date.UTC(2026, 7, 4, 0, 10);

describe('a sentence in UTC by the clock of the window', () => {
  test.each([
    ['The terminal has been silent since 23:58:10 UTC.', `since ${clockText(Date.UTC(2026, 7, 3, 23, 58, 10))}.`],
    ['Since 00:07 UTC.', `Since ${clockText(Date.UTC(2026, 7, 4, 0, 7), 'minutes')}.`],
    ['closed 2026-08-05 21:30 UTC', `closed ${dateTimeText(Date.UTC(2026, 7, 5, 21, 30))}`],
    ['from 23:50 UTC to 00:20 UTC', `from ${local(3, 23, 50)} to ${local(4, 0, 20)}`],
  ])('%s', (text, words) => {
    expect(localClocks(text, NEAR)).toContain(words);
    expect(localClocks(text, NEAR)).not.toContain('UTC');
  });

  test.each([
    'USD CPI at 12:30 UTC; could be hit between 12:15 and 12:45.',
    'The day resets at 17:00 New York.',
    'No clock at all, 10006.',
    'at 2026-13-45 12:30 UTC',
  ])('is left as it is where one clock of it is not UTC, or none is there: %s', (text) =>
    expect(localClocks(text, NEAR)).toBe(text),
  );
});

function local(day: number, hours: number, minutes: number): string {
  return clockText(Date.UTC(2026, 7, day, hours, minutes), 'minutes');
}

describe('a time by this computer’s clock', () => {
  const now = new Date(2026, 11, 31, 14, 30, 20).getTime();
  test.each([
    ['2027-01-02 09:05', new Date(2027, 0, 2, 9, 5)],
    ['2027-1-2T9:05', new Date(2027, 0, 2, 9, 5)],
    [' 14:31 ', new Date(2026, 11, 31, 14, 31)],
    ['14:30', new Date(2027, 0, 1, 14, 30)],
    ['00:00', new Date(2027, 0, 1)],
  ])('%s', (text, at) => expect(localTimeTyped(text, now)).toBe(at.getTime()));

  test.each(['', '14', '24:00', '12:60', '2027-02-30 10:00', '2027-13-01 10:00', '01/02/2027 10:00', '2027-01-02'])(
    '%j is none',
    (text) => expect(localTimeTyped(text, now)).toBeNull(),
  );
});
