import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietAt, weekEnd } from '#engine/market';

const RULES = { rolloverMinutes: 5, fridayCloseMinutes: 60, sundayOpenMinutes: 15, holidays: ['01-01', '12-25', '2026-11-26'] };
const at = (text: string) => Date.parse(text);

describe('quiet times', () => {
  it.each([
    // Summer: 17:00 in New York is 21:00 UTC. Winter: 22:00.
    ['an ordinary noon', '2026-05-06T12:00Z', null, null],
    ['six minutes before the turn', '2026-05-06T20:54Z', null, null],
    ['the turn of the day, summer', '2026-05-06T20:56Z', 'rollover', '2026-05-06T21:05Z'],
    ['the minute after', '2026-05-06T21:04Z', 'rollover', '2026-05-06T21:05Z'],
    ['when it is over', '2026-05-06T21:05Z', null, null],
    ['the turn of the day, winter', '2026-01-07T22:04Z', 'rollover', '2026-01-07T22:05Z'],
    ['an hour before the week closes', '2026-05-08T20:00Z', 'friday_close', '2026-05-10T21:00Z'],
    ['a minute earlier', '2026-05-08T19:59Z', null, null],
    ['the close', '2026-05-08T21:00Z', 'weekend', '2026-05-10T21:00Z'],
    ['Saturday', '2026-05-09T12:00Z', 'weekend', '2026-05-10T21:00Z'],
    ['the week opens', '2026-05-10T21:00Z', 'sunday_open', '2026-05-10T21:15Z'],
    ['the opening on the day the clocks change', '2026-03-08T21:10Z', 'sunday_open', '2026-03-08T21:15Z'],
    ['and in autumn', '2026-11-01T22:10Z', 'sunday_open', '2026-11-01T22:15Z'],
    ['a quarter later', '2026-05-10T21:15Z', null, null],
    ['the weekend of the change of clocks ends in summer time', '2026-03-07T12:00Z', 'weekend', '2026-03-08T21:00Z'],
    ['Christmas, every year', '2025-12-25T12:00Z', 'holiday', '2025-12-26T05:00Z'],
    ['Thanksgiving, this year', '2026-11-26T12:00Z', 'holiday', '2026-11-27T05:00Z'],
    ['and not the next', '2027-11-26T12:00Z', null, null],
    ['New Year in New York, not yet in London’s morning', '2027-01-01T04:59Z', null, null],
  ])('%s', (_what, when, kind, ends) => {
    const quiet = quietAt(at(when), RULES);
    expect([quiet?.kind ?? null, quiet?.endsAt ?? null]).toEqual([kind, ends === null ? null : at(ends)]);
  });

  it('zero switches one off', () => {
    const none = { rolloverMinutes: 0, fridayCloseMinutes: 0, sundayOpenMinutes: 0, holidays: [] };
    for (const when of ['2026-05-06T21:00Z', '2026-05-08T20:30Z', '2026-05-10T21:05Z', '2026-12-25T12:00Z'])
      expect(quietAt(at(when), none)).toBeNull();
  });

  it('is over when it says so, on any day of five years', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2028-12-31T00:00Z') }), (now) => {
        const quiet = quietAt(now, RULES);
        if (quiet === null) return;
        expect(quiet.endsAt).toBeGreaterThan(now);
        expect(quietAt(quiet.endsAt, RULES)?.kind).not.toBe(quiet.kind);
      }),
    );
  });

  it.each([
    ['2026-05-06T12:00Z', '2026-05-08T21:00Z'],
    ['2026-05-08T20:59Z', '2026-05-08T21:00Z'],
    ['2026-05-08T21:00Z', '2026-05-15T21:00Z'],
    ['2026-10-30T21:00Z', '2026-11-06T22:00Z'],
  ])('the week of %s ends at %s', (now, end) => expect(weekEnd(at(now))).toBe(at(end)));
});
