import { describe, expect, it } from 'vitest';
import { dayWindow } from '#engine/rulebook';
import { rulebookOf, type Rulebook } from '#shared/rulebooks';
import { BOOK, DAILY } from './desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const same = ({ anchorAt, resetsAt }: ReturnType<typeof dayWindow>, from: number, to: number): boolean =>
  anchorAt === from && resetsAt === to;
const at = (iso: string): number => Date.parse(iso);
const later: Rulebook = {
  ...BOOK,
  daily: { ...DAILY, reset: { ...DAILY.reset, zone: 'America/New_York', minuteOfDay: 17 * 60 } },
};

describe("the firm's day", () => {
  it.each([
    ['summer', '2025-08-05T09:00:00Z', '2025-08-04T22:00:00Z', '2025-08-05T22:00:00Z'],
    ['its last millisecond', '2025-08-05T21:59:59.999Z', '2025-08-04T22:00:00Z', '2025-08-05T22:00:00Z'],
    ['its first', '2025-08-05T22:00:00Z', '2025-08-05T22:00:00Z', '2025-08-06T22:00:00Z'],
    ['winter', '2025-01-15T22:59:59Z', '2025-01-14T23:00:00Z', '2025-01-15T23:00:00Z'],
    ['23 hours in spring', '2025-03-30T12:00:00Z', '2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z'],
    ['25 hours in autumn', '2025-10-26T12:00:00Z', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z'],
  ])('%s', (_, now, from, to) => expect(dayWindow(at(now), BOOK)).toEqual({ anchorAt: at(from), resetsAt: at(to) }));

  it.each([
    ['before the reset', '2025-08-05T20:59:00Z', '2025-08-04T21:00:00Z', '2025-08-05T21:00:00Z'],
    ['after it', '2025-08-05T21:00:00Z', '2025-08-05T21:00:00Z', '2025-08-06T21:00:00Z'],
  ])('may end in the afternoon: %s', (_, now, from, to) =>
    expect(dayWindow(at(now), later)).toEqual({ anchorAt: at(from), resetsAt: at(to) }),
  );

  /** New York changes its clocks at 02:00 of the second Sunday of March and of the first of November. */
  const isSummerInNewYork = (dateMs: number): boolean => {
    const year = new Date(dateMs).getUTCFullYear();
    const sunday = (month: number, nth: number): number => {
      const first = Date.UTC(year, month - 1, 1);
      return first + (((7 - new Date(first).getUTCDay()) % 7) + 7 * (nth - 1)) * DAY;
    };
    return dateMs >= sunday(3, 2) && dateMs < sunday(11, 1);
  };
  /** Prague changes its clocks in the night after this moment of the last Sundays of March and October. */
  const isSummerInPrague = (dateMs: number): boolean => {
    const year = new Date(dateMs).getUTCFullYear();
    const sunday = (month: number): number => {
      const last = Date.UTC(year, month, 0);
      return last - new Date(last).getUTCDay() * DAY;
    };
    return dateMs > sunday(3) && dateMs <= sunday(10);
  };

  it.each<[string, Rulebook, (dateMs: number) => number]>([
    ['Prague midnight', BOOK, (date) => date - (isSummerInPrague(date) ? 2 : 1) * HOUR],
    [
      'the server midnight, 17:00 in New York',
      rulebookOf('fundednext-stellar-2-step'),
      (date) => date + (isSummerInNewYork(date) ? 21 : 22) * HOUR,
    ],
  ])('begins right on every day of 2024 to 2028, by the minute: %s', (_what, book, resetOf) => {
    const wrong: string[] = [];
    for (let date = Date.UTC(2024, 0, 2); date < Date.UTC(2028, 11, 30); date += DAY) {
      const [before, reset, next] = [resetOf(date - DAY), resetOf(date), resetOf(date + DAY)];
      const isRight =
        same(dayWindow(reset - MINUTE, book), before, reset) &&
        same(dayWindow(reset, book), reset, next) &&
        same(dayWindow(reset + MINUTE, book), reset, next);
      if (!isRight) wrong.push(new Date(date).toISOString().slice(0, 10));
    }
    expect(wrong).toEqual([]);
  });
});
