import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#shared/config';
import { entryRules, requestsLimit, ruleNames, tradingStatusOf, tradingStatusRules } from '#engine/limits';
import { hoursText, moneyText, percentText, plain, priceText, rounded, secondsText, shareText } from '#engine/wording.ts';
import { BOOK, cockpit, NOW } from '../rulebook/desk.ts';

it.each([
  [0, '0.00'],
  [-0.001, '0.00'],
  [-0.01, '-0.01'],
  [999.999, '1,000.00'],
  [1_000, '1,000.00'],
  [123_456.7, '123,456.70'],
  [1_234_567.891, '1,234,567.89'],
  [-1_234, '-1,234.00'],
])('money %d reads %s', (amount, text) => expect(moneyText(amount)).toBe(text));

it.each([
  [-5, '0 m'],
  [0, '0 m'],
  [1, '1 m'],
  [60_000, '1 m'],
  [60_001, '2 m'],
  [59 * 60_000, '59 m'],
  [60 * 60_000, '1 h 0 m'],
  [192 * 60_000, '3 h 12 m'],
])('%i ms to go read %s', (ms, text) => expect(hoursText(ms)).toBe(text));

it('numbers lose no difference and show no noise', () => {
  expect([
    percentText(0.555),
    percentText(24),
    shareText(0.241),
    plain(1.23456, 3),
    plain(2, 3),
    priceText(1.1, 5),
    secondsText(4_249),
  ]).toEqual(['0.56 %', '24 %', '24.1 %', '1.235', '2', '1.10000', '4.2 s']);
  expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
});

describe('the gate of the rulebook', () => {
  const room = {
    dayFloor: 95_000,
    dayRoom: 5_000,
    dayLimit: 5_000,
    totalFloor: 90_000,
    totalRoom: 10_000,
    totalLimit: 10_000,
    openRisk: 500,
    reserved: 100,
    resetsAt: NOW + 3_600_000,
  };
  const names = ruleNames(BOOK, 'USD', NOW + 11_520_000, NOW);
  const asked = (part: object = {}, worst = 550, unbounded: string[] = []) =>
    Object.fromEntries(
      entryRules({ ...room, ...part }, { softStopPct: 60, hardStopPct: 80 }, unbounded, worst, names).map(({ code, ...rule }) => [
        code,
        rule,
      ]),
    );

  it('says whose rule it is, in which money, and when the day resets', () =>
    expect(names).toEqual({ book: BOOK.title, currency: 'USD', resets: 'resets at Prague midnight in 3 h 12 m' }));

  it('takes an order that the room covers to the cent, after open risk, reserve and buffer', () => {
    // 5,000 less 500, 100 and a fifth of 5,000: 3,400.
    expect(asked({}, 3_400)['day_room']).toEqual({
      ok: true,
      observed: 3_400,
      limit: 3_400,
      hard: true,
      text: `Daily room 3,400.00 USD covers this trade's worst loss 3,400.00 USD (${BOOK.title}, ${names.resets}; floor 95,000.00, after open risk and a buffer of 1,000.00).`,
    });
    expect(asked({}, 3_400.01)['day_room']).toMatchObject({ ok: false, text: expect.stringContaining('is less than') as string });
    expect(asked({}, 3_400 + 1e-7)['day_room']).toMatchObject({ ok: true });
    expect(asked({ totalRoom: 5_000 }, 3_401)['total_room']).toMatchObject({
      ok: false,
      limit: 3_400,
      text: expect.stringContaining(`(${BOOK.title}; floor 90,000.00`) as string,
    });
  });

  it('takes nothing, not even an order that loses nothing, where no room is left', () => {
    expect(asked({ dayRoom: 1_600 }, 0)['day_room']).toMatchObject({ ok: false, limit: 0 });
    expect(asked({ dayRoom: 1_600.01 }, 0)['day_room']).toMatchObject({ ok: true });
  });

  it('ends entries at the soft stop', () => {
    expect(asked({ dayRoom: 2_000.5 })['day_soft_stop']).toMatchObject({ ok: true });
    expect(asked({ dayRoom: 2_000 })['day_soft_stop']).toMatchObject({ ok: false, observed: 60, limit: 60, hard: true });
  });

  it('asks for the room of the next day, and names its floors, only where that day leaves less', () => {
    const both = { floor: 96_000, room: 4_000, totalFloor: 91_000 };
    const less = asked({ tomorrow: both, totalRoom: 4_500 });
    expect(less['day_room']).toMatchObject({
      limit: 2_400,
      text: expect.stringMatching(/^The next day’s room 2,400.00 USD .*; floor 96,000.00,/) as string,
    });
    expect(less['total_room']).toMatchObject({
      limit: 1_900,
      text: expect.stringMatching(/^The next day’s total room 1,900.00 USD .*; floor 91,000.00,/) as string,
    });
    const more = asked({ tomorrow: { floor: 94_000, room: 6_000, totalFloor: 89_000 } });
    expect(more['day_room']).toMatchObject({
      limit: 3_400,
      text: expect.stringMatching(/^Daily room 3,400.00 USD .*; floor 95,000.00,/) as string,
    });
    expect(more['total_room']).toMatchObject({
      limit: 8_400,
      text: expect.stringMatching(/^Total room 8,400.00 USD .*; floor 90,000.00,/) as string,
    });
  });

  it('writes down cents, and no more of a number than that', () => {
    const { day_soft_stop: use, day_room: left } = asked({ dayRoom: 2_111.119, openRisk: 0.123 }, 12.345678);
    expect([use?.observed, left?.observed, left?.limit]).toEqual([57.78, 12.35, 1_011]);
  });

  it('takes nothing while a loss has no bound, and names three of them', () => {
    expect(asked({}, 1, [])['positions_protected']).toEqual({
      ok: true,
      observed: 0,
      limit: 0,
      hard: true,
      text: 'Every open position has a stop loss.',
    });
    expect(asked({}, 1, ['1', '2', '3', '4'])['positions_protected']).toEqual({
      ok: false,
      observed: 4,
      limit: 0,
      hard: true,
      text: '4 open without a stop loss that can be valued (1, 2, 3), allowed 0.',
    });
  });
});

it('what stands in the way of any entry is told one by one', () => {
  const stop = { scope: { kind: 'symbol', symbol: 'EURUSD' }, reason: 'news' };
  const told = tradingStatusRules({
    trading: 'halted',
    blocks: [
      { code: 'b', text: 'three losses' },
      { code: 'c', text: 'x' },
    ],
    hasDrift: true,
    stop,
  } as never);
  expect(told.map(({ code, ok, observed, limit, text }) => [code, ok, observed, limit, text])).toEqual([
    ['trading_active', false, 'halted', 'active', 'Trading is halted, entries need it active.'],
    ['not_blocked', false, 2, 0, 'Entries are blocked: three losses'],
    ['no_drift', false, true, false, 'Terminal and ledger differ; entries wait until that is explained.'],
    ['not_stopped', false, 'symbol:EURUSD', null, 'Entries of symbol EURUSD are stopped: news'],
  ]);
  expect(
    tradingStatusRules({ trading: 'active', blocks: [], hasDrift: false, stop: null }).map(({ ok, hard, text }) => [
      ok,
      hard,
      text,
    ]),
  ).toEqual([
    [true, true, 'Trading is active, entries need it active.'],
    [true, true, 'Nothing blocks new entries.'],
    [true, true, 'Terminal and ledger agree.'],
  ]);
});

describe('requests of a day end for entries', () => {
  const of = (own: number, firm: number | null): number => {
    const config = defaultConfig();
    const { limits, ...rest } = BOOK;
    config.limits.maxRequestsPerDay = own;
    config.rulebook = { ...config.rulebook, custom: { ...rest, limits: { ...limits, requestsPerDay: firm } } };
    return requestsLimit(config);
  };
  it.each([
    ['at the own number', 1_500, 2_000, 1_500],
    ['at nine tenths of the firm’s, in whole requests', 5_000, 1_999, 1_799],
    ['at the own number where the firm has none', 9_000, null, 9_000],
  ])('%s', (_where, own, firm, limit) => expect(of(own, firm)).toBe(limit));
});

it('an entry runs into the stop of its symbol, else into that of its strategy, and a test of the broker into none of a strategy', () => {
  const stopOf = (scope: object, reason: string) => ({ scope, reason }) as never;
  const state = (...stops: [string, never][]) => cockpit((of) => stops.forEach(([key, stop]) => of.stops.set(key, stop)));
  const symbol: [string, never] = ['symbol:EURUSD', stopOf({ kind: 'symbol', symbol: 'EURUSD' }, 'symbol')];
  const strategy: [string, never] = ['strategy:m5_bos', stopOf({ kind: 'strategy', strategyId: 'm5_bos' }, 'strategy')];
  const told = [
    tradingStatusOf(state(strategy, symbol), 'EURUSD', 'm5_bos'),
    tradingStatusOf(state(strategy), 'EURUSD', 'm5_bos'),
    tradingStatusOf(state(strategy), 'EURUSD', null),
    tradingStatusOf(state(symbol), 'GBPUSD', 'm1_retest'),
  ];
  expect(told.map(({ stop }) => stop?.reason ?? null)).toEqual(['symbol', 'strategy', null, null]);
  for (const [hard] of [symbol, strategy].map((one) =>
    tradingStatusRules(tradingStatusOf(state(one), 'EURUSD', 'm5_bos')).slice(-1),
  ))
    expect(hard).toMatchObject({ code: 'not_stopped', ok: false, hard: true });
});
