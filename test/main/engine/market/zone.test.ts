import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from '#engine/market/zone.ts';
import { patience } from '#test/time/pace.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PRAGUE = 'Europe/Prague';
const NEW_YORK = 'America/New_York';
const utc = (text: string): number => Date.parse(text);
/** 01:00 UTC on the last Sunday of a month: when the clocks of the European Union change. */
const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month, 0);
  return last - new Date(last).getUTCDay() * DAY + HOUR;
};
const pragueOffset = (at: number): number => {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSunday(year, 3) && at < lastSunday(year, 10) ? 2 * HOUR : HOUR;
};

describe('a zone', () => {
  it('has the right midnight in Prague on every day of 2024 to 2028', () => {
    const wrong: string[] = [];
    const lengths = new Map<number, number>();
    for (let noon = Date.UTC(2024, 0, 1, 12); noon < Date.UTC(2029, 0, 1); noon += DAY) {
      const [start, end] = [localDayStart(PRAGUE, noon), localDayStart(PRAGUE, noon + DAY)];
      const midnight = noon - 12 * HOUR;
      const right = midnight - pragueOffset(midnight - 2 * HOUR);
      const same = [start, start + 1, noon, end - 1].every(
        (at) => localDayStart(PRAGUE, at) === right && nextLocalMidnight(PRAGUE, at) === end,
      );
      if (start !== right || !same || localDayStart(PRAGUE, start - 1) === start) wrong.push(new Date(noon).toISOString());
      lengths.set((end - start) / HOUR, (lengths.get((end - start) / HOUR) ?? 0) + 1);
    }
    expect(wrong).toEqual([]);
    expect([...lengths].sort()).toEqual([
      [23, 5],
      [24, 1817],
      [25, 5],
    ]);
  });

  it.each([PRAGUE, NEW_YORK, 'UTC', 'Asia/Kolkata'])(
    'goes from one day of %s to the next and back, to the millisecond',
    (zone) => {
      for (const noon of [
        utc('2026-03-28T12:00Z'),
        utc('2026-03-29T12:00Z'),
        utc('2026-07-01T12:00Z'),
        utc('2026-10-25T12:00Z'),
      ]) {
        const start = localDayStart(zone, noon);
        const end = nextLocalMidnight(zone, noon);
        expect([localDayStart(zone, end), localDayStart(zone, end - 1), localDayStart(zone, start)]).toEqual([end, start, start]);
        expect([nextLocalMidnight(zone, start - 1), nextLocalMidnight(zone, start)]).toEqual([start, end]);
        expect([localDayStart(zone, end + DAY), localDayStart(zone, noon)].map((at) => at > start)).toEqual([true, false]);
      }
    },
  );

  it.each([
    ['2026-03-29T00:59:59.999Z', 1],
    ['2026-03-29T01:00:00.000Z', 2],
    ['2026-10-25T00:59:59.999Z', 2],
    ['2026-10-25T01:00:00.000Z', 1],
  ])('changes clocks in Prague at the very instant: %s is +%i h', (at, hours) =>
    expect(zoneOffsetMs(PRAGUE, utc(at)) / HOUR).toBe(hours),
  );

  it('shows Prague midnight at 01:00 of a New York bound server, and at 02:00 in the weeks when only one has changed clocks', () => {
    const late: string[] = [];
    for (let noon = utc('2026-01-01T12:00Z'); noon < utc('2028-01-01T00:00Z'); noon += DAY) {
      const midnight = localDayStart(PRAGUE, noon);
      const server = new Date(midnight + zoneOffsetMs(NEW_YORK, midnight) + 7 * HOUR).getUTCHours();
      if (server === 2) late.push(new Date(noon).toISOString().slice(0, 10));
      else expect(server).toBe(1);
    }
    const days = (from: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) => new Date(utc(from) + i * DAY).toISOString().slice(0, 10));
    expect(late).toEqual([
      ...days('2026-03-09', 21),
      ...days('2026-10-26', 7),
      ...days('2027-03-15', 14),
      ...days('2027-11-01', 7),
    ]);
  });

  it('gives the time of a wall clock on days of 23, 24 and 25 hours', () => {
    const eight = (noon: string): string => new Date(localTimeOf(PRAGUE, localDayStart(PRAGUE, utc(noon)), 8 * 60)).toISOString();
    expect(['2026-03-28T12:00Z', '2026-03-29T12:00Z', '2026-10-25T12:00Z'].map(eight)).toEqual([
      '2026-03-28T07:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
      '2026-10-25T07:00:00.000Z',
    ]);
  });

  it('agrees with Temporal everywhere, also where a midnight is missing or comes twice', () => {
    const zones = [
      'UTC',
      PRAGUE,
      NEW_YORK,
      'Australia/Lord_Howe',
      'America/Havana',
      'Asia/Beirut',
      'Africa/Cairo',
      'Asia/Kathmandu',
      'America/Santiago',
      'Pacific/Apia',
    ];
    const check = (zone: string, at: number): void => {
      const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const start = here.startOfDay();
      expect([zone, at, zoneOffsetMs(zone, at), localDayStart(zone, at), nextLocalMidnight(zone, at)]).toEqual([
        zone,
        at,
        here.offsetNanoseconds / 1e6,
        start.epochMilliseconds,
        start.toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
      ]);
    };
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: utc('2005-01-01'), max: utc('2035-01-01') }), check), {
      numRuns: 400,
    });
    for (const zone of zones) {
      let change = Temporal.Instant.fromEpochMilliseconds(utc('2010-01-01'))
        .toZonedDateTimeISO(zone)
        .getTimeZoneTransition('next');
      for (let i = 0; i < 12 && change !== null; i += 1, change = change.getTimeZoneTransition('next')) {
        for (const away of [-30 * HOUR, -HOUR, -1, 0, 1, HOUR, 20 * HOUR]) check(zone, change.epochMilliseconds + away);
      }
    }
  });

  it('asks Temporal once for each of eight stretches between clock changes, and again for what came before those', () => {
    const asked = vi.spyOn(Temporal.Instant, 'fromEpochMilliseconds');
    const times = (act: () => void): number => {
      asked.mockClear();
      act();
      return asked.mock.calls.length;
    };
    // Winter and summer in turn, of a zone that nothing else here asks for.
    const halfYears = Array.from({ length: 9 }, (_, i) => Date.UTC(2015 + Math.floor(i / 2), i % 2 === 0 ? 0 : 6, 15));
    const [first = 0, ...eight] = halfYears;
    const look = (at: number): number => zoneOffsetMs('Europe/Helsinki', at);
    expect([times(() => look(first)), times(() => look(first + DAY))]).toEqual([1, 0]);
    expect(times(() => eight.forEach(look))).toBe(8);
    expect(times(() => [...eight, ...eight.toReversed()].forEach(look))).toBe(0);
    expect(times(() => look(first))).toBe(1);
    asked.mockRestore();
  });

  it('that nobody knows is an error', () => expect(() => zoneOffsetMs('Europe/Atlantis', 0)).toThrow(RangeError));

  it('answers again in well under a microsecond', () => {
    const at = utc('2026-03-20T10:00Z');
    let sum = 0;
    const began = performance.now();
    for (let i = 0; i < 300_000; i += 1)
      sum += localDayStart(PRAGUE, at + i) + nextLocalMidnight(PRAGUE, at + i) + zoneOffsetMs(PRAGUE, at + i);
    const each = ((performance.now() - began) * 1e6) / 900_000;
    expect(sum).toBeGreaterThan(0);
    expect(each).toBeLessThan(patience(1_000));
  });
});
