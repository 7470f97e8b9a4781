import { describe, expect, it } from 'vitest';
import { moment, serverMoment } from '#engine/intake/dialects/moment.ts';
import { nearestTo } from '#engine/intake/dialects/symbol-names.ts';
import { CANONICAL, FACTS, issuesOf, NOW, signalOf } from './samples.ts';

const utc = (text: string): number => Date.parse(text);

describe('a moment', () => {
  it.each([
    ['2025-08-04T08:28:05Z', '2025-08-04T08:28:05Z'],
    ['2025-08-04 08:28Z', '2025-08-04T08:28:00Z'],
    ['2025-08-04T08:28:05.1Z', '2025-08-04T08:28:05.100Z'],
    ['2025-08-04T08:28:05.1239Z', '2025-08-04T08:28:05.123Z'],
    ['2025-08-04T08:28:05+03:00', '2025-08-04T05:28:05Z'],
    ['2025-08-04T08:28:05-0530', '2025-08-04T13:58:05Z'],
    ['2025-08-04T23:28:05+14:00', '2025-08-04T09:28:05Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2025-12-31T23:59:59Z', '2025-12-31T23:59:59Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ])('%s', (text, is) => expect(moment(text)).toBe(utc(is)));

  it.each([
    '2025-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-00-10T00:00:00Z',
    '2025-08-32T00:00:00Z',
    '2025-08-04T24:00:00Z',
    '2025-08-04T08:60:00Z',
    '2025-08-04T08:28:60Z',
    '2025-08-04T08:28:05+15:00',
    '2025-08-04T08:28:05+03:60',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+00:01',
    '2025-08-04T08:28:05',
  ])('%s is none', (text) => expect(moment(text)).toBeNull());

  it.each([
    [99_999_999_999, null],
    [100_000_000_000, 100_000_000_000],
    [4_102_444_800_000, 4_102_444_800_000],
    [4_102_444_800_001, null],
    [1_754_295_285_000.5, null],
  ])('in milliseconds: %d', (value, at) => expect(moment(value)).toBe(at));

  it('of a server’s clock is put right by what it is ahead, and one with a zone is not', () => {
    expect(serverMoment('2025.08.04 08:10', 10_800_000)).toBe(utc('2025-08-04T05:10:00Z'));
    expect(serverMoment('2025-08-04 08:10:07', -3_600_000)).toBe(utc('2025-08-04T09:10:07Z'));
    expect(serverMoment('2025-08-04T08:10Z', 10_800_000)).toBe(utc('2025-08-04T08:10:00Z'));
    expect(serverMoment('1970.01.01 00:10', 600_000)).toBe(0);
    expect(serverMoment('1970.01.01 00:10', 600_001)).toBeNull();
    expect(serverMoment('2025.02.30 08:10')).toBeNull();
  });
});

describe('the nearest symbol', () => {
  const near = (name: string, ...known: string[]) => nearestTo(name, { known, atBroker: new Map() });
  it.each([
    ['EURUSD', 'EURUSD'],
    ['EURUDS', 'EURUSD'],
    ['EUUSD', 'EURUSD'],
    ['EEURUSD', 'EURUSD'],
    ['XEURUSDX', 'EURUSD'],
    ['ERUS', 'EURUSD'],
    ['eurusx', 'EURUSD'],
    ['EXXXSD', null],
    ['ERS', null],
    ['XXEURUSDX', null],
  ])('of %s is two letters away at most: %s', (name, symbol) => expect(near(name, 'EURUSD')).toBe(symbol));

  it('is the nearest of several, whichever stands first, and none where there are none', () => {
    expect([near('GBPUSX', 'EURUSD', 'GBPUSD'), near('GBPUSX', 'GBPUSD', 'EURUSD'), near('GBPUSD')]).toEqual([
      'GBPUSD',
      'GBPUSD',
      null,
    ]);
  });
});

describe('an order that waits', () => {
  const waits = (more: object) => ({ ...CANONICAL, order_type: 'limit', ...more });
  const ends = (more: object) => signalOf(waits(more)).pending?.expiresAt;
  const made = utc(CANONICAL.timestamp);
  it.each([
    [60, 60],
    ['60', 60],
    [1, 1],
    [2_592_000, 2_592_000],
  ])('is valid for %j seconds', (valid_for, seconds) => expect(ends({ valid_for })).toBe(made + seconds * 1_000));
  it.each([0, -1, 1.5, 2_592_001, 'soon', true, [60]])('is not valid for %j', (valid_for) =>
    expect(issuesOf(waits({ valid_for }))).toEqual([
      `valid_for: must be whole seconds from 1 to 2592000, not ${JSON.stringify(valid_for)}`,
    ]),
  );
  it.each(['a', 'A_b.c:d-9', 'x'.repeat(64)])('is in the group %s', (oco) =>
    expect(signalOf(waits({ oco })).pending?.oco).toBe(oco),
  );
  it.each(['a b', 'x'.repeat(65), 7])('is in no group %j', (oco) =>
    expect(issuesOf(waits({ oco }))[0]).toMatch(/^oco: must be a name of 1 to 64/),
  );
  it('ends by one of the two, not by both, and counts from a moment that it names', () => {
    expect(ends({ expires_at: '2025-08-04T10:00:00Z' })).toBe(utc('2025-08-04T10:00:00Z'));
    expect(ends({})).toBeNull();
    expect(issuesOf(waits({ valid_for: 60, expires_at: '2025-08-04T10:00:00Z' }))).toEqual([
      'valid_for: must not come with expires_at: one end is enough',
    ]);
  });
  it.each(['stop_limit', 'expires_at', 'valid_for', 'oco'])('alone has %s', (key) =>
    expect(issuesOf({ ...CANONICAL, [key]: 1 })).toContain(
      `${key}: is for a pending order: order_type must be limit, stop or stop_limit`,
    ),
  );
});

describe('a flat body', () => {
  const FLAT = { symbol: 'EURUSD', action: 'buy', price: 1.1, sl: 1.09, tp: 1.13, time: new Date(NOW).toISOString() };
  it.each([
    [0.5, 0.5],
    ['0.5 %', 0.5],
    [100, 100],
  ])('risks %j', (risk, percent) => expect(signalOf({ ...FLAT, risk_percent: risk }).riskPercent).toBe(percent));
  it.each([0, -1, 100.01, 'much'])('does not risk %j', (risk) =>
    expect(issuesOf({ ...FLAT, risk_percent: risk })).toEqual([
      `risk_percent: must be a number above 0 and at most 100, not ${JSON.stringify(risk)}`,
    ]),
  );
  it('follows in steps of a fiftieth of its risk at least', () => {
    const step = (trailing_step_pips: number) =>
      signalOf({ ...FLAT, trailing_pips: 50, trailing_step_pips }).management?.trailingStepR;
    expect([step(1), step(2), step(20)]).toEqual([0.02, 0.02, 0.2]);
  });
  it('cannot be followed by its stop where that lies at the entry, and says so', () =>
    expect(issuesOf({ ...FLAT, sl: FLAT.price, trailing_pips: 10 })).toContain(
      'trailing_pips: is counted by the stop, and there is none: send sl',
    ));
  it('is told what it sent, forty letters of it', () => {
    const sent = 'x'.repeat(60);
    const [issue = ''] = issuesOf({ ...FLAT, price: sent });
    expect(issue).toContain('x'.repeat(35));
    expect(issue).not.toContain('x'.repeat(41));
  });
  it('takes several targets as equal parts, nearest first, in thousandths of its risk', () => {
    const { takeProfit, management } = signalOf({ ...FLAT, tp: undefined, tp1: 1.115, tp2: 1.13, tp3: 1.1033333 });
    expect([takeProfit, management?.partials]).toEqual([
      1.13,
      [
        { atR: 0.3333, percent: 33.33 },
        { atR: 1.5, percent: 33.33 },
      ],
    ]);
  });
  it('names the strategies that may be named, and not those of the hand', () => {
    const profiles = new Map([...FACTS.profiles, ['own', { ...FACTS.profiles.get('m5_bos')!, isByHand: true as const }]]);
    const [issue] = issuesOf({ ...FLAT, strategy_id: 'other' }, { ...FACTS, profiles: profiles });
    expect(issue).toMatch(/m5_bos/);
    expect(issue).not.toMatch(/own/);
  });
});
