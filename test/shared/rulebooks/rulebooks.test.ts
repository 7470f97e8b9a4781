import { describe, expect, it } from 'vitest';
import { anchorValue, dayFloorOf, dayWindow, totalFloorOf } from '../../../main/engine/risk/index.ts';
import { parseConfig } from '../../../shared/config/index.ts';
import { PRESETS, rulebookOf } from '../../../shared/rulebooks/index.ts';

describe('the rulebooks that come with the cockpit', () => {
  it.each(PRESETS)('%s is known by its name, dated, and can be chosen', (preset) => {
    const book = rulebookOf(preset);
    expect([book.id, /^\d{4}-\d\d-\d\d$/.test(book.verifiedOn), book.source.startsWith('https://')]).toEqual([
      preset,
      true,
      true,
    ]);
    expect(parseConfig({ rulebook: { preset } })).toMatchObject({ ok: true });
  });

  it('a name that no rulebook has is an error', () =>
    expect(parseConfig({ rulebook: { preset: 'ftmo-3-step' } })).toMatchObject({ ok: false }));

  // A reset with a balance of 100,000 and 104,000 of equity, on an account of 100,000.
  it.each([
    ['ftmo-2-step', 95_000, 90_000],
    ['fundednext-stellar-2-step', 95_000, 90_000],
    ['the5ers-high-stakes', 98_800, 90_000],
    ['fundingpips-2-step', 98_800, 90_000],
  ] as const)('%s has its floors after a night in profit', (preset, day, total) => {
    const book = rulebookOf(preset);
    const anchor = anchorValue(book, 100_000, 104_000);
    expect([dayFloorOf(book, 100_000, anchor), totalFloorOf(book, 100_000, null)]).toEqual([day, total]);
  });

  // New York changes its clocks on 8 March 2026, Prague on the 29th; UTC+3 never does.
  it.each([
    ['ftmo-2-step', '2026-03-06T23:00Z', '2026-03-10T23:00Z', '2026-03-31T22:00Z'],
    ['fundednext-stellar-2-step', '2026-03-06T22:00Z', '2026-03-10T21:00Z', '2026-03-31T21:00Z'],
    ['the5ers-high-stakes', '2026-03-06T22:00Z', '2026-03-10T21:00Z', '2026-03-31T21:00Z'],
    ['fundingpips-2-step', '2026-03-06T21:00Z', '2026-03-10T21:00Z', '2026-03-31T21:00Z'],
  ] as const)('%s begins its day by its own clock: at that minute, and not one before', (preset, ...resets) => {
    const book = rulebookOf(preset);
    for (const reset of resets.map((text) => Date.parse(text))) {
      expect([
        dayWindow(reset, book).anchorAt,
        dayWindow(reset - 1, book).resetsAt,
        dayWindow(reset + 60_000, book).anchorAt,
      ]).toEqual([reset, reset, reset]);
    }
  });
});
