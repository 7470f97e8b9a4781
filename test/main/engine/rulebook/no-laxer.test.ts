import { describe, expect, it } from 'vitest';
import { allowsNoMore, keepsConditions } from '#engine/rulebook';
import type { RulebookChoice } from '#shared/config';
import { rulebook, type Rulebook } from '#shared/rulebooks';
import { cockpit } from './desk.ts';

type Part = Omit<Partial<Rulebook>, 'daily' | 'maxLoss' | 'limits'> & {
  daily?: Partial<Rulebook['daily']> | null;
  maxLoss?: Record<string, unknown>;
  limits?: Partial<Rulebook['limits']>;
};
const RESET = { zone: 'Europe/Prague', minuteOfDay: 0, name: 'midnight', clock: 'Prague' };
const firm = ({ daily = {}, maxLoss = {}, limits = {}, ...rest }: Part): Rulebook =>
  rulebook.parse({
    title: 'own',
    verifiedOn: '2026-01-01',
    daily: daily === null ? null : { limitPct: 5, reset: RESET, ...daily },
    maxLoss: { mode: 'static_initial', limitPct: 10, ...maxLoss },
    limits,
    ...rest,
  });
const keeps = (of: Part, to: Part): boolean => keepsConditions(firm(of), firm(to));

const NEWS = { before: 2, after: 2, includesExits: false };
const EOD = { mode: 'trailing_eod' };
const LOCKED = { mode: 'trailing_locked', lockOffsetPct: 2 };
const PAYOUT = { payoutLocks: true };
const IDEA = { pct: 2, withinMinutes: 10 };

describe('rules that ask for more than others', () => {
  it.each<[what: string, laxer: Part, stricter: Part]>([
    ['a floor that follows what is booked at once', { maxLoss: EOD }, { maxLoss: { ...EOD, atOnce: true } }],
    ['a floor that a payout locks', {}, { maxLoss: PAYOUT }],
    ['a payout that locks a floor which follows', { maxLoss: EOD }, { maxLoss: { ...EOD, ...PAYOUT } }],
    ['a higher lock after a payout', { maxLoss: PAYOUT }, { maxLoss: { ...PAYOUT, lockOffsetPct: 1 } }],
    ['a higher lock of a floor that follows', { maxLoss: LOCKED }, { maxLoss: { ...LOCKED, lockOffsetPct: 2.5 } }],
    ['no lock of a floor that follows', { maxLoss: { ...EOD, lockOffsetPct: 50 } }, { maxLoss: EOD }],
    ['a limit that is no share of the peak', { maxLoss: { ...EOD, limitOf: 'peak' } }, { maxLoss: EOD }],
    ['a floor that withdrawals do not lower', { maxLoss: { lowersWithWithdrawals: true } }, {}],
    ['an idea with a limit', {}, { ideaRisk: IDEA }],
    ['an idea with a smaller limit', { ideaRisk: IDEA }, { ideaRisk: { ...IDEA, pct: 1.9 } }],
    ['an idea that goes on for longer', { ideaRisk: IDEA }, { ideaRisk: { ...IDEA, withinMinutes: 11 } }],
    ['a day with a limit', { daily: null, dayReset: RESET }, {}],
    ['a day with a smaller limit', {}, { daily: { limitPct: 4.9 } }],
    ['a day from the higher of balance and equity', { daily: { anchor: 'equity' } }, { daily: { anchor: 'higher' } }],
    ['a day that counts what floats', { daily: { includesFloating: false } }, {}],
    ['a day whose floor follows the equity', {}, { daily: { followsEquity: true } }],
    ['fewer lots a ticket', { limits: { lotsPerTicket: 5 } }, { limits: { lotsPerTicket: 4 } }],
    ['fewer lots open in all', { limits: { lotsOpen: 5 } }, { limits: { lotsOpen: 4 } }],
    ['lots open that are limited at all', {}, { limits: { lotsOpen: 100_000 } }],
    ['fewer open orders', { limits: { openOrders: 20 } }, { limits: { openOrders: 19 } }],
    ['fewer requests a day', { limits: { requestsPerDay: 20 } }, { limits: { requestsPerDay: 19 } }],
    ['a pause for news', {}, { news: { before: 0, after: 1, includesExits: false } }],
    ['a longer pause before news', { news: NEWS }, { news: { ...NEWS, before: 3 } }],
    ['a longer pause after news', { news: NEWS }, { news: { ...NEWS, after: 3 } }],
    ['exits that count in news', { news: NEWS }, { news: { ...NEWS, includesExits: true } }],
    ['a flat weekend', {}, { flatBeforeWeekend: true }],
  ])('%s: no less is asked one way, less the other way, and no less than the same', (_what, laxer, stricter) => {
    const asked = [keeps(laxer, stricter), keeps(stricter, laxer), keeps(laxer, laxer), keeps(stricter, stricter)];
    expect(asked).toEqual([true, false, true, true]);
  });

  it.each<[what: string, one: Part, other: Part]>([
    ['a day that begins at another minute', {}, { daily: { reset: { ...RESET, minuteOfDay: 1 } } }],
    ['a day of another zone', {}, { daily: { reset: { ...RESET, zone: 'Europe/London' } } }],
    ['a share of the anchor', {}, { daily: { limitOf: 'anchor' } }],
    ['a day from the equity', {}, { daily: { anchor: 'equity' } }],
    ['a shorter pause on one side of the news', { news: NEWS }, { news: { ...NEWS, before: 1, after: 3 } }],
  ])('%s is neither less nor more', (_what, one, other) =>
    expect([keeps(one, other), keeps(other, one)]).toEqual([false, false]),
  );

  it('a floor that never follows and that nothing locks has no lock, whatever a lock of it would be', () => {
    const [low, high] = [{ maxLoss: { lockOffsetPct: 1 } }, { maxLoss: { lockOffsetPct: 3 } }];
    expect([keeps(low, high), keeps(high, low), keeps(high, {})]).toEqual([true, true, true]);
  });

  it('a payout that locks at the capital is a lock of nought', () => {
    const nought = { maxLoss: { ...PAYOUT, lockOffsetPct: 0 } };
    expect([keeps(nought, { maxLoss: PAYOUT }), keeps({ maxLoss: PAYOUT }, nought)]).toEqual([true, true]);
  });
});

const MODES = ['static_initial', 'trailing_locked', 'trailing_eod', 'trailing_intraday'] as const;
/** From each mode to each: what keeps the conditions, whatever the account has done. */
const KEEPS = [
  [true, true, true, true],
  [false, true, true, true],
  [false, false, true, true],
  [false, false, false, true],
];

describe('a floor of another kind', () => {
  const from = (asked: (of: Rulebook, to: Rulebook) => boolean): boolean[][] =>
    MODES.map((of) => MODES.map((to) => asked(firm({ maxLoss: { mode: of } }), firm({ maxLoss: { mode: to } }))));

  it('asks for no less where it follows the account as far', () => expect(from(keepsConditions)).toEqual(KEEPS));

  it('allows more where the equity may never have been as high as the balance that the floor followed', () => {
    const expected = KEEPS.map((row) => [...row]);
    expected[1]![3] = false;
    expected[2]![3] = false;
    expect(from((of, to) => allowsNoMore(choice({ custom: of }), choice({ custom: to })))).toEqual(expected);
  });
});

const choice = (part: Partial<RulebookChoice>): RulebookChoice => ({
  ...{ ...cockpit().config.rulebook, custom: firm({}), initialBalance: 100_000, softStopPct: 60, hardStopPct: 80 },
  ...part,
});

describe('a choice of rules allows no more than another', () => {
  it.each<[what: string, part: Partial<RulebookChoice>, isKept: boolean]>([
    ['the same', {}, true],
    ['of a larger account', { initialBalance: 100_001 }, false],
    ['of a smaller account', { initialBalance: 99_999 }, false],
    ['of another money', { currency: 'EUR' }, false],
    ['a later soft stop', { softStopPct: 61 }, false],
    ['an earlier soft stop', { softStopPct: 59 }, true],
    ['a later hard stop', { hardStopPct: 81 }, false],
    ['an earlier hard stop', { hardStopPct: 79 }, true],
    ['a larger loss in all', { custom: firm({ maxLoss: { limitPct: 10.1 } }) }, false],
    ['a smaller loss in all', { custom: firm({ maxLoss: { limitPct: 9.9 } }) }, true],
    ['a stricter condition', { custom: firm({ flatBeforeWeekend: true }) }, true],
  ])('%s', (_what, part, isKept) => {
    expect(allowsNoMore(choice({}), choice(part))).toBe(isKept);
  });

  it('and a condition less is more', () =>
    expect(allowsNoMore(choice({ custom: firm({ flatBeforeWeekend: true }) }), choice({}))).toBe(false));
});
