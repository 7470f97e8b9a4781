import { describe, expect, it } from 'vitest';
import { draftOf, type Draft } from '#renderer/panels/settings/rulebook-draft.ts';
import { bookInFile, bookOf } from '#renderer/panels/settings/rulebook-read.ts';
import { ruleLines } from '#renderer/panels/settings/rulebook-words.ts';
import { defaultConfig } from '#shared/config';
import { PRESETS, resetOf, rulebookOf, type Rulebook } from '#shared/rulebooks';

const TODAY = '2026-11-27';
const draft = draftOf(rulebookOf('ftmo-2-step'));

/** Of a preset a form does not keep who wrote it, and what its midnight is called. */
const core = ({ id: _id, source: _source, verifiedOn: _on, doubts: _doubts, ...book }: Rulebook) => {
  const { zone, minuteOfDay } = resetOf({ ...book, id: '', source: '', verifiedOn: '' });
  const { daily, dayReset: _reset, ...rest } = book;
  return { ...rest, daily: daily && { ...daily, reset: null }, zone, minuteOfDay };
};

describe('rules of one’s own', () => {
  it.each(PRESETS)('come out of the form as they went in: %s', (preset) => {
    const book = rulebookOf(preset);
    const read = bookOf(draftOf(book), TODAY);
    expect(read.ok && core(read.book)).toEqual(core(book));
  });

  it('come out of the form as they went in: newer rules of firms', () => {
    const preset = rulebookOf('ftmo-2-step');
    const book: Rulebook = {
      ...preset,
      daily: preset.daily && { ...preset.daily, followsEquity: true },
      maxLoss: {
        mode: 'trailing_intraday',
        limitPct: 4,
        lockOffsetPct: 1,
        payoutLocks: true,
        limitOf: 'peak',
        lowersWithWithdrawals: true,
      },
      bestTrade: { pct: 25, of: 'net' },
      holding: { seconds: 90, maxSharePct: 10 },
      ideaRisk: { pct: 2, withinMinutes: 3 },
      inactivityDays: 21,
      profitDay: 'open',
      limits: { lotsPerTicket: 5, openOrders: null, requestsPerDay: null, lotsOpen: 12 },
    };
    const read = bookOf(draftOf(book), TODAY);
    expect(read.ok && core(read.book)).toEqual(core(book));
    const lines = new Map(ruleLines({ ...defaultConfig().rulebook, custom: book }));
    expect(['Best trade', 'Held at least', 'One idea', 'Inactivity', 'Profit counts'].filter((name) => !lines.has(name))).toEqual(
      [],
    );
  });

  it.each([
    ['trailing intraday with a lock', { mode: 'trailing_intraday', lockPct: '0' }, { maxLoss: { lockOffsetPct: 0 } }],
    ['trailing without one', { mode: 'trailing_intraday', lockPct: '' }, { maxLoss: { mode: 'trailing_intraday' } }],
    ['an empty lock where there has to be one', { mode: 'trailing_locked', lockPct: '' }, { maxLoss: { lockOffsetPct: 0 } }],
    ['a payout lock', { payoutLocks: 'yes', lockPct: '1' }, { maxLoss: { payoutLocks: true, lockOffsetPct: 1 } }],
    ['a share of the peak', { totalOf: 'peak' }, { maxLoss: { limitOf: 'peak' } }],
    ['withdrawals that lower the floor', { lowers: 'yes' }, { maxLoss: { lowersWithWithdrawals: true } }],
    ['a floor from the day’s peak', { dayPeak: 'yes' }, { daily: { followsEquity: true } }],
    ['a best trade', { bestTradePct: '20', bestTradeOf: 'winning' }, { bestTrade: { pct: 20, of: 'winning' } }],
    ['profit by open day', { profitDay: 'open' }, { profitDay: 'open' }],
    ['a holding time', { holdSeconds: '60', holdShare: '50' }, { holding: { seconds: 60, maxSharePct: 50 } }],
    ['a risk per idea', { ideaPct: '2', ideaMinutes: '2,5' }, { ideaRisk: { pct: 2, withinMinutes: 2.5 } }],
    ['inactivity', { inactivityDays: '30' }, { inactivityDays: 30 }],
    ['lots open in all', { lotsOpen: '12.5' }, { limits: { lotsOpen: 12.5 } }],
  ])('mean what is typed: %s', (_what, part, means) => {
    const read = bookOf({ ...draft, ...part } as Draft, TODAY);
    expect(read).toMatchObject({ ok: true, book: means });
    expect(read.ok && 'lockOffsetPct' in read.book.maxLoss).toBe(
      'lockOffsetPct' in ((means as { maxLoss?: object }).maxLoss ?? {}),
    );
  });

  it('take a comma for a point, and nothing for nothing', () => {
    const read = bookOf({ ...draft, dailyPct: '4,5', targetPct: '', newsBefore: '2', newsAfter: '', openOrders: '' }, TODAY);
    expect(read).toMatchObject({
      ok: true,
      book: {
        daily: { limitPct: 4.5 },
        targetPct: null,
        news: { before: 2, after: 0 },
        limits: { openOrders: null },
        verifiedOn: TODAY,
      },
    });
  });

  it.each([
    ['a name', { title: ' ' }, 'Name: '],
    ['a limit', { dailyPct: '' }, 'Daily limit: is missing'],
    ['a limit that is a number', { dailyPct: 'five' }, 'Daily limit: is not a number'],
    ['a limit below all there is', { totalPct: '101' }, 'Limit in all: '],
    ['a time zone', { zone: 'Prag' }, 'Time zone: is not a time zone such as Europe/Prague'],
    ['a time of day', { resetAt: '24:10' }, 'Day begins at: '],
    ['whole days', { minDays: '2.5' }, 'Least days: '],
    ['a lock below all there is', { lockPct: '101' }, 'Lock: '],
    ['a best trade that is a share', { bestTradePct: '0' }, 'Best trade: '],
    ['a holding time in whole seconds', { holdSeconds: '1.5' }, 'Held at least: '],
    ['a holding time beside its share', { holdShare: '10' }, 'Held at least: is missing'],
    ['a share of trades', { holdSeconds: '60', holdShare: 'few' }, 'Shorter trades at most: is not a number'],
    ['a risk of one idea', { ideaPct: 'x' }, 'Risk of one idea: is not a number'],
    ['a risk beside its minutes', { ideaMinutes: '2' }, 'Risk of one idea: is missing'],
    ['minutes of a week at most', { ideaPct: '2', ideaMinutes: '20000' }, 'Same idea within: '],
    ['more than a day without a trade', { inactivityDays: '1' }, 'A trade at least every: '],
    ['lots that can be traded', { lotsOpen: '0' }, 'Lots open in all: '],
  ])('say what is missing: %s', (_what, part, why) => {
    const read = bookOf({ ...draft, ...part }, TODAY);
    expect(read.ok ? '' : read.why).toContain(why);
  });

  it('are read from a file, alone or in a configuration', () => {
    const book = {
      title: 'Mine',
      verifiedOn: TODAY,
      daily: { limitPct: 4, reset: { zone: 'UTC' } },
      maxLoss: { mode: 'trailing_eod', limitPct: 8 },
    };
    for (const input of [book, { rulebook: { custom: book } }])
      expect(bookInFile(`\uFEFF${JSON.stringify(input)}`)).toMatchObject({ ok: true, book: { title: 'Mine' } });
    expect([bookInFile('{'), bookInFile('{"title":"x"}'), bookInFile('null')]).toMatchObject([
      { ok: false, why: 'The file is not JSON' },
      { ok: false },
      { ok: false },
    ]);
  });
});

it('tells every rule that a firm has, and none that it has not', () => {
  const names = (preset: (typeof PRESETS)[number]) => ruleLines({ ...defaultConfig().rulebook, preset }).map(([name]) => name);
  expect(names('ftmo-standard')).toEqual(['A day', 'In all', 'News', 'Weekend', 'Limits']);
  expect(names('own-account')).toEqual(['A day', 'In all']);
  expect(ruleLines({ ...defaultConfig().rulebook, preset: 'own-account' })[0]?.[1]).toContain('the day is over, not the account');
  expect(ruleLines({ ...defaultConfig().rulebook, preset: 'ftmo-2-step' })[0]?.[1]).toBe(
    '5 % of the first capital (5,000.00) below the balance at Prague midnight, open profit and loss included',
  );
});
