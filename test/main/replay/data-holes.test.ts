import { expect, test } from 'vitest';
import { gapBetween, isHole } from '#main/replay/data-holes.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const gap = (from: string, to: string, hours: 'fx' | 'metal' = 'fx') => gapBetween(at(from), at(to), hours, 0);

test('a weekend, and the hour in which metals rest, miss nothing', () => {
  expect(gap('2026-03-06T22:00', '2026-03-08T21:00')).toMatchObject({ tradingMs: 0 });
  expect(gap('2026-03-10T21:00', '2026-03-10T22:00', 'metal')).toMatchObject({ tradingMs: 0 });
  expect(gap('2026-03-10T21:00', '2026-03-10T22:00')).toMatchObject({ tradingMs: HOUR_MS });
});

test('prices that follow each other are no gap, and quiet minutes are no hole', () => {
  expect(gap('2026-03-10T10:00', '2026-03-10T10:00')).toBeNull();
  expect(gapBetween(0, 600_000, 'fx', 600_000)).toBeNull();
  const quiet = gap('2026-03-10T10:00', '2026-03-10T13:59')!;
  expect([quiet.tradingMs, isHole(quiet)]).toEqual([239 * 60_000, false]);
});

test('four hours of an open market are a hole, also behind a weekend, and so are years', () => {
  expect(isHole(gap('2026-03-10T10:00', '2026-03-10T14:00')!)).toBe(true);
  expect(isHole(gap('2026-03-06T22:00', '2026-03-09T02:00')!)).toBe(true);
  expect(gap('2014-05-14T00:00', '2018-04-03T00:00')).toMatchObject({
    tradingMs: at('2018-04-03T00:00') - at('2014-05-14T00:00'),
  });
});

test('Christmas and New Year are the market’s own', () => {
  expect(gap('2025-12-24T00:00', '2025-12-27T00:00')).toMatchObject({ tradingMs: 0 });
  expect(gap('2025-12-31T00:00', '2026-01-02T00:00')).toMatchObject({ tradingMs: 0 });
  expect(isHole(gap('2025-12-24T00:00', '2025-12-30T00:00')!)).toBe(true);
});
