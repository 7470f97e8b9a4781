import { patience } from '#test/time/pace.ts';
import { expect, test } from 'vitest';
import { PRESETS, rulebook, rulebookIn, type Rulebook } from '#shared/rulebooks';
import { marketDays } from './market-days.ts';

const DAYS = 10_000;
/** An account that has grown to so many times its size is paid out, so that limits of the first capital are met again. */
const PAID_OUT_AT = 8;
/** Phases of one firm have the same floors: each pair of floors is tried once. */
const seen = new Set<string>();
const own = (title: string, daily: object | null, maxLoss: object): Rulebook =>
  rulebook.parse({ title, verifiedOn: '2026-11-28', daily, maxLoss });
const reset = { zone: 'Europe/Prague' };
/** Floors that no preset has. */
const OWN = [
  own('a day of 50 %, 9 % in all', { limitPct: 50, reset }, { mode: 'static_initial', limitPct: 9 }),
  own(
    'a day of 30 % of its start, 7 % in all',
    { limitPct: 30, limitOf: 'anchor', reset },
    { mode: 'static_initial', limitPct: 7 },
  ),
  own('no daily limit, 8 % by day', null, { mode: 'trailing_eod', limitPct: 8 }),
  own('no daily limit, 8 % standing', null, { mode: 'static_initial', limitPct: 8 }),
];
const BOOKS = [
  ...PRESETS.flatMap((preset) => [false, true].map((stricter) => rulebookIn({ preset, custom: null, stricter }))),
  ...OWN,
];
const CASES = BOOKS.flatMap((book) => {
  const floors = JSON.stringify([book.daily, book.maxLoss]);
  if (seen.has(floors)) return [];
  seen.add(floors);
  return (['live', 'dead'] as const).map((cockpit) => [book.title, cockpit, book] as const);
});

/** Within the gap that the buffer stands for. A larger jump can breach: the product says so. */
test.each(CASES)(
  'days under %s, with a %s cockpit: no accepted entry breaches a floor',
  (_title, cockpit, book) => {
    // Without a nearer daily limit an account that has grown takes many steps before it meets its buffer.
    const isSlow = book.daily === null || OWN.includes(book);
    const days = isSlow && cockpit === 'live' ? DAYS / 25 : DAYS;
    const { breaches, nearestDay, nearestTotal, entries, hardStops, accounts } = marketDays(
      book,
      days,
      7,
      2.5,
      cockpit,
      isSlow ? 2 : PAID_OUT_AT,
    );
    const share = (of: number): string => `${(100 * of).toFixed(1)} %`;
    console.info(
      `${book.title}, ${cockpit}: ${share(nearestDay)} of the daily and ${share(nearestTotal)} of the total limit were left at the nearest; ` +
        `${entries} entries, ${hardStops} hard stops, ${accounts} accounts`,
    );
    expect(breaches.slice(0, 3)).toEqual([]);
    // A market in which nothing comes near the floors proves nothing.
    expect([
      entries > days / 10,
      Math.min(nearestDay, nearestTotal) < 0.25,
      cockpit === 'dead' || hardStops > days / 1_000,
    ]).toEqual([true, true, true]);
  },
  // Only ends what hangs: ten thousand days take half a minute on a quiet machine.
  patience(300_000),
);
