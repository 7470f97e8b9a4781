import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorValue, dayFloorOf, dayWindow, totalFloorOf } from '#engine/rulebook';
import { parseConfig } from '#shared/config';
import { PRESETS, rulebookIn, rulebookOf } from '#shared/rulebooks';

const root = (path: string): string => join(import.meta.dirname, '../../..', path);

describe('the rulebooks that come with the cockpit', () => {
  it.each(PRESETS)('%s is known by its name, dated, and can be chosen', (preset) => {
    const book = rulebookOf(preset);
    expect([
      book.id,
      /^\d{4}-\d\d-\d\d$/.test(book.verifiedOn),
      preset === 'own-account' || book.source.startsWith('https://'),
    ]).toEqual([preset, true, true]);
    expect(parseConfig({ rulebook: { preset } })).toMatchObject({ ok: true });
  });

  it('no two have the same name, and every one is told of in the documentation', () => {
    expect(new Set(PRESETS).size).toBe(PRESETS.length);
    const pages = [root('README.md'), ...readdirSync(root('assets/help')).map((file) => root(`assets/help/${file}`))];
    const text = pages.map((page) => readFileSync(page, 'utf8')).join('\n');
    expect(PRESETS.filter((preset) => !text.includes(preset))).toEqual([]);
  });

  it('a name that no rulebook has is an error', () =>
    expect(parseConfig({ rulebook: { preset: 'ftmo-3-step' } })).toMatchObject({ ok: false }));

  // A reset with a balance of 100,000 and 104,000 of equity, on an account of 100,000.
  it.each([
    ['ftmo-2-step', 95_000, 90_000],
    ['fundednext-stellar-2-step', 95_000, 90_000],
    ['the5ers-high-stakes', 98_800, 90_000],
    ['fundingpips-2-step', 98_800, 90_000],
    ['ftmo-standard', 95_000, 90_000],
    ['ftmo-1-step', 97_000, 90_000],
    ['fundednext-stellar-instant', null, 94_000],
    ['e8-one', 96_000, 94_000],
    ['own-account', 97_000, 85_000],
  ] as const)('%s has its floors after a night in profit', (preset, day, total) => {
    const book = rulebookOf(preset);
    const anchor = anchorValue(book, 100_000, 104_000);
    expect([dayFloorOf(book, 100_000, anchor), totalFloorOf(book, 100_000, { resetBalance: 100_000, equity: 104_000 })]).toEqual([
      day,
      total,
    ]);
  });

  it('FTMO 1-Step: the floor follows the highest balance at midnight, and never falls (90k, 94k, 94k)', () => {
    const floor = (resetBalance: number) => totalFloorOf(rulebookOf('ftmo-1-step'), 100_000, { resetBalance, equity: 120_000 });
    expect([floor(100_000), floor(104_000), floor(104_000)]).toEqual([90_000, 94_000, 94_000]);
  });

  it('E8 One: the floor follows until it reaches the initial capital, and stays there', () => {
    const floor = (resetBalance: number) => totalFloorOf(rulebookOf('e8-one'), 100_000, { resetBalance, equity: 0 });
    expect([floor(100_000), floor(103_000), floor(106_000), floor(150_000)]).toEqual([94_000, 97_000, 100_000, 100_000]);
  });

  it('the stricter reading follows the balance and begins the day from the higher of balance and equity', () => {
    const book = rulebookIn({ preset: 'ftmo-2-step', custom: null, stricter: true });
    expect([book.title, book.maxLoss, anchorValue(book, 100_000, 104_000)]).toEqual([
      'FTMO 2-Step, stricter',
      { mode: 'trailing_eod', limitPct: 10 },
      104_000,
    ]);
    expect(rulebookIn({ preset: 'ftmo-2-step', custom: null, stricter: true })).toBe(book);
  });

  const own = {
    title: 'My firm',
    verifiedOn: '2026-11-01',
    daily: { limitPct: 4, reset: { zone: 'Asia/Tokyo' } },
    maxLoss: { mode: 'trailing_locked', limitPct: 8 },
  };

  it('rules of one’s own are in force before the preset, and what they leave out has a sensible meaning', () => {
    const parsed = parseConfig({ rulebook: { custom: own } });
    const book = parsed.ok ? rulebookIn(parsed.value.rulebook) : null;
    expect(book).toMatchObject({
      id: 'custom',
      title: 'My firm',
      daily: { limitOf: 'initial', anchor: 'balance', includesFloating: true, reset: { minuteOfDay: 0 } },
      maxLoss: { lockOffsetPct: 0 },
      news: null,
    });
    const midnight = Date.parse('2026-11-26T15:00Z');
    expect(book !== null && dayWindow(midnight, book).anchorAt).toBe(midnight);
  });

  it.each([
    ['an unknown zone', { daily: { limitPct: 4, reset: { zone: 'Europe/Nowhere' } } }, 'rulebook.custom.daily.reset.zone'],
    ['no limit', { daily: { limitPct: 0, reset: { zone: 'UTC' } } }, 'rulebook.custom.daily.limitPct'],
    ['a mode that is none', { maxLoss: { mode: 'drifting', limitPct: 8 } }, 'rulebook.custom.maxLoss.mode'],
    ['a date that is none', { verifiedOn: 'yesterday' }, 'rulebook.custom.verifiedOn'],
    ['a word that is none', { floor: 5 }, 'rulebook.custom.floor'],
  ])('rules with %s are an error that names the place', (_what, wrong, path) => {
    const parsed = parseConfig({ rulebook: { custom: { ...own, ...wrong } } });
    expect(parsed.ok ? [] : parsed.error.map((problem) => problem.path)).toEqual([path]);
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
