import { expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { DayWatch } from '#main/runtime/day-watch.ts';
import type { RuntimeOptions } from '#main/runtime/options.ts';
import type { Link } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

const NOW = Date.parse('2025-08-08T13:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;
/** The firm's day began thirteen hours ago. */
const ANCHOR = NOW - 13 * HOUR;

function watched(link: Link = 'up') {
  const clock = virtualClock(NOW);
  const seen = { asked: [] as number[], took: 0, link };
  const terminal = {
    link: () => ({ state: seen.link, ageMs: 0 }),
    deals: (since: number) => {
      seen.asked.push(Math.round((clock.nowMs() - since) / HOUR));
      return Promise.resolve([]);
    },
    snapshot: () => null,
    symbols: () => [],
    onNews: () => () => undefined,
  };
  const options = { terminal, clock, log: { write: () => undefined } } as unknown as RuntimeOptions;
  const watch = new DayWatch(options, () => void (seen.took += 1));
  const after = (ms: number): void => {
    clock.advanceBy(ms);
  };
  return { watch, seen, after };
}
const cockpit = (anchorAt: number | null, endedAt?: number): ReadonlyCockpit =>
  ({
    day: anchorAt === null ? null : { anchorAt, resetsAt: anchorAt + DAY, balance: 100_000 },
    pastDays: endedAt === undefined ? [] : [{ anchorAt: endedAt - DAY, resetsAt: endedAt }],
  }) as unknown as ReadonlyCockpit;

test('a day that began reads the deals since before its midnight, and since the first that nobody saw', async () => {
  const asked = (state: ReadonlyCockpit): readonly number[] => {
    const { watch, seen } = watched();
    watch.anchored(state);
    return seen.asked;
  };
  expect(asked(cockpit(ANCHOR))).toEqual([25]);
  expect(asked(cockpit(ANCHOR, ANCHOR))).toEqual([25]);
  expect(asked(cockpit(ANCHOR, ANCHOR - 4 * DAY))).toEqual([4 * 24 + 13]);
  expect(asked(cockpit(null, ANCHOR))).toEqual([]);
});

test('what it read is handed on, and counted as under way until then', async () => {
  const { watch, seen } = watched();
  watch.anchored(cockpit(ANCHOR));
  expect([watch.inFlight, seen.took]).toEqual([1, 0]);
  await new Promise((resolve) => setImmediate(resolve));
  expect([watch.inFlight, seen.took]).toEqual([0, 1]);
});

test('it is read again a minute after the last time, with the link up, and of a day alone', () => {
  const { watch, seen, after } = watched();
  const day = cockpit(ANCHOR);
  watch.anchored(day);
  const looks = (ms: number, state = day): number => {
    after(ms);
    watch.pulse(state);
    return seen.asked.length;
  };
  expect([looks(MINUTE - 1), looks(1), looks(MINUTE - 1), looks(1)]).toEqual([1, 2, 2, 3]);
  expect(looks(MINUTE, cockpit(null))).toBe(3);
  seen.link = 'stale';
  expect(looks(MINUTE)).toBe(3);
  seen.link = 'up';
  expect(looks(0)).toBe(4);
});

test('a history that a terminal loads late is read as far back for a quarter of an hour, and then for the day alone', () => {
  const { watch, seen, after } = watched();
  const slept = cockpit(ANCHOR, ANCHOR - 4 * DAY);
  const then = (ms: number): void => {
    after(ms);
    watch.pulse(slept);
  };
  watch.anchored(slept);
  then(15 * MINUTE - 1);
  // The day is put right: that begins no new quarter of an hour.
  watch.anchored(slept);
  then(MINUTE);
  expect(seen.asked).toEqual([109, 109, 109, 25]);
  watch.anchored(cockpit(ANCHOR + DAY, ANCHOR + DAY));
  then(MINUTE);
  expect(seen.asked.slice(4)).toEqual([25, 109]);
});
