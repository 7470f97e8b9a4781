import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { sessionsAt } from '#engine';
import { openSessions } from '#shared/results';
import { zoneMinutes } from '#shared/results/zone-minutes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const exact = (zone: string, at: number): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
const ms = (iso: string): number => Date.parse(iso);

/** Each zone's two changes of 2026, as the tz database has them. */
const CHANGES = [
  ['America/New_York', '2026-03-08T07:00Z', '2026-11-01T06:00Z'],
  ['Europe/Prague', '2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  ['Australia/Sydney', '2026-04-04T16:00Z', '2026-10-03T16:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  ['Pacific/Chatham', '2026-04-04T14:00Z', '2026-09-26T14:00Z'],
] as const;

describe('how far a zone is ahead of UTC', () => {
  it.each(CHANGES)('%s changes at %s and %s to the millisecond', (zone, first, second) => {
    for (const change of [ms(first), ms(second)]) {
      expect(zoneMinutes(zone, change - 1)).toBe(exact(zone, change - 1));
      expect(zoneMinutes(zone, change)).toBe(exact(zone, change));
      expect(zoneMinutes(zone, change)).not.toBe(zoneMinutes(zone, change - 1));
    }
  });

  it.each(CHANGES)('%s is right at every five minutes of the three days around, forward and backward', (zone, ...changes) => {
    for (const change of changes.map(ms)) {
      const times = Array.from({ length: (72 * HOUR) / (5 * MINUTE) }, (_, n) => change - 36 * HOUR + n * 5 * MINUTE);
      for (const at of [...times, ...times.toReversed()]) expect([at, zoneMinutes(zone, at)]).toEqual([at, exact(zone, at)]);
    }
  });

  it('refuses a zone that does not exist', () => {
    expect(() => zoneMinutes('Mars/Olympus', 0)).toThrow(RangeError);
  });
});

describe('open sessions', () => {
  it('of a chart ask each zone twice a day, not once a candle', () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const monday = ms('2026-06-15T00:00Z');
    for (let n = 0; n < 600; n += 1) openSessions(monday + n * MINUTE);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(4 * 2);
    asked.mockRestore();
  });

  it('are the same for the window and for the engine over a whole year', () => {
    for (let at = ms('2026-01-01T00:00Z'); at < ms('2027-01-01T00:00Z'); at += 15 * MINUTE)
      expect([at, openSessions(at)]).toEqual([at, sessionsAt(at)]);
  });
});
