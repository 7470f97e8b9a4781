import { patience } from '#test/time/pace.ts';
import { expect, test } from 'vitest';
import { PRESETS, rulebookIn } from '#shared/rulebooks';
import { marketDays } from './market-days.ts';

const DAYS = 10_000;
/** Phases of one firm have the same floors: each pair of floors is tried once. */
const seen = new Set<string>();
const CASES = PRESETS.flatMap((preset) =>
  [false, true].flatMap((stricter) => {
    const { daily, maxLoss } = rulebookIn({ preset, custom: null, stricter });
    const floors = JSON.stringify([daily, maxLoss]);
    if (seen.has(floors)) return [];
    seen.add(floors);
    return (['live', 'dead'] as const).map((cockpit) => [preset, stricter, cockpit] as const);
  }),
);

/** Within the gap that the buffer stands for. A larger jump can breach: the product says so. */
test.each(CASES)(
  '10,000 days under %s (stricter: %s), with a %s cockpit: no accepted entry breaches a floor',
  (preset, stricter, cockpit) => {
    const book = rulebookIn({ preset, custom: null, stricter });
    const { breaches, nearestDay, nearestTotal, entries, hardStops, accounts } = marketDays(book, DAYS, 7, 2.5, cockpit);
    const share = (of: number): string => `${(100 * of).toFixed(1)} %`;
    console.info(
      `${book.title}, ${cockpit}: ${share(nearestDay)} of the daily and ${share(nearestTotal)} of the total limit were left at the nearest; ` +
        `${entries} entries, ${hardStops} hard stops, ${accounts} accounts`,
    );
    expect(breaches.slice(0, 3)).toEqual([]);
    // A market in which nothing comes near the floors proves nothing.
    expect([entries > 1_000, nearestDay < 0.25, cockpit === 'dead' || hardStops > 10]).toEqual([true, true, true]);
  },
  // Only ends what hangs: ten thousand days take half a minute on a quiet machine.
  patience(300_000),
);
