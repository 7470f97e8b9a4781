import { describe, expect, it } from 'vitest';
import { challengeOdds, daysOf, oddsLines, oddsOf, type PlayedDay } from '#main/replay/odds/index.ts';
import { createChance } from '#main/paper-broker/index.ts';
import { rulebook, type Rulebook } from '#shared/rulebooks';
import type { PlainDay } from '#shared/results';

const day = (change: number, low = Math.min(0, change), high = Math.max(0, change), hasOpened = true): PlayedDay => ({
  ...{ change, low, high, hasOpened },
});
const bookOf = (changes: object = {}): Rulebook =>
  rulebook.parse({
    ...{ title: 'A firm', verifiedOn: '2026-11-01', daily: { limitPct: 5, reset: { zone: 'UTC' } } },
    ...{ maxLoss: { mode: 'static_initial', limitPct: 10 }, targetPct: 10 },
    ...changes,
  });
const odds = (days: readonly PlayedDay[], book: Rulebook, horizon: number, paths = 20_000) =>
  challengeOdds(days, { book, initial: 100_000, horizon, paths, chance: createChance(11) })!;

describe('the odds of a challenge are those of the closed form', () => {
  it('one day of four is below the daily floor on its way: 1 - 0.75^10 within ten days, though each day ends level', () => {
    const book = bookOf({ targetPct: null });
    const { breached, byRule, passed } = odds([day(0, -0.051), day(0), day(0), day(0)], book, 10);
    expect(breached.share).toBeCloseTo(1 - 0.75 ** 10, 2);
    expect([byRule.total, passed]).toEqual([0, null]);
    expect(breached.interval.low).toBeLessThan(1 - 0.75 ** 10);
    expect(breached.interval.high).toBeGreaterThan(1 - 0.75 ** 10);
    expect(odds([day(0, -0.0499)], book, 10, 100).breached.share).toBe(0);
  });

  it('target and floor compete: q / (q + b) of those that end', () => {
    const { breached, passed } = odds([day(0.1), day(-0.06), day(0), day(0)], bookOf(), 400);
    expect(passed!.share).toBeCloseTo(0.5, 1);
    expect(passed!.share + breached.share).toBeCloseTo(1, 6);
  });

  it('a walk of even steps reaches the target before the total floor as a gambler does: a / (a + b)', () => {
    // Steps of the same size in logarithms; the floor is 4 of them away, the target 2.
    const step = 1.02;
    const book = bookOf({
      ...{ daily: null, maxLoss: { mode: 'static_initial', limitPct: (1 - step ** -3.5) * 100 } },
      targetPct: (step ** 1.5 - 1) * 100,
    });
    const { passed, breached, byRule } = odds([day(step - 1), day(1 / step - 1)], book, 2_000, 10_000);
    expect(passed!.share).toBeCloseTo(4 / 6, 1);
    expect([breached.share > 0.3, byRule.daily]).toEqual([true, 0]);
  });

  it('least days wait: the target on the first day passes on the third, or with the days that opened a trade', () => {
    const book = bookOf({ minDays: { count: 3, kind: 'opened' } });
    expect(odds([day(0.1)], book, 10, 50).passedAfter).toBe(3);
    expect(odds([day(0.1, 0, 0.1, false)], book, 10, 50).passed!.share).toBe(0);
    const profitable = bookOf({ minDays: { count: 2, kind: 'profitable', minPct: 0.5 } });
    expect(odds([day(0.004)], profitable, 30, 50).passed!.share).toBe(0);
    expect(odds([day(0.006)], profitable, 100, 50).passed!.share).toBe(1);
  });
});

describe('the floors are those of the rulebook', () => {
  it('a floor that follows the equity has risen before the fall', () => {
    const days = [day(0, -0.045, 0.03)];
    const still = bookOf({ daily: null, maxLoss: { mode: 'static_initial', limitPct: 6 } });
    const following = bookOf({ daily: null, maxLoss: { mode: 'trailing_intraday', limitPct: 6 } });
    expect([odds(days, still, 5, 50).breached.share, odds(days, following, 5, 50).byRule.total]).toEqual([0, 50]);
  });

  it('a pause is no breach, and a floor for the balance looks at the end of the day', () => {
    const reset = { zone: 'UTC' };
    const pausing = bookOf({ daily: { limitPct: 5, action: 'pause', reset } });
    const ofBalance = bookOf({ daily: { limitPct: 5, includesFloating: false, reset } });
    expect(odds([day(0, -0.06)], pausing, 3, 50).breached.share).toBe(0);
    expect(odds([day(0, -0.06)], ofBalance, 3, 50).breached.share).toBe(0);
    expect(odds([day(-0.06)], ofBalance, 1, 50).byRule.daily).toBe(50);
  });
});

describe('the days that are drawn from', () => {
  const dayOf = (at: number): PlainDay => Math.floor(at / DAY);
  const DAY = 86_400_000;

  it('are shares of the day’s first value, with the lowest and highest on the way', () => {
    const slots = [
      { at: 0, low: 990, high: 1_010, end: 1_000 },
      { at: 900_000, low: 950, high: 1_000, end: 980 },
      { at: DAY, low: 980, high: 1_078, end: 1_029 },
    ];
    const days = daysOf(slots, 1_000, [DAY + 5], dayOf);
    expect(days.map(({ hasOpened }) => hasOpened)).toEqual([false, true]);
    expect(days[0]).toMatchObject({
      change: expect.closeTo(-0.02, 9),
      low: expect.closeTo(-0.05, 9),
      high: expect.closeTo(0.01, 9),
    });
    expect(days[1]).toMatchObject({ change: expect.closeTo(0.05, 9), low: 0, high: expect.closeTo(0.1, 9) });
  });
});

it('the words name seed, paths and how little few trades say; nothing is told of nothing', () => {
  const parts = { slots: [], trades: [], book: bookOf(), balance: { start: 100_000, initial: 100_000 } };
  const terms = { paths: 200, seed: 9, horizon: 20, slipPoints: 3 };
  expect(oddsLines(oddsOf(parts, terms))).toEqual([]);
  const trades = [1, -1, 1].map((pnl, index) => ({ pnl, pointMoney: 1, openedAt: index }));
  const slots = [{ at: 0, low: 90_000, high: 100_000, end: 100_000 }];
  const text = oddsLines(oddsOf({ ...parts, trades, slots }, terms)).join('\n');
  expect(text).toMatch(/a floor is crossed within 20 days with 100\.0 % \(\d+\.\d % to 100\.0 %\): daily floor 200, total 0/);
  expect(text).toMatch(/drawn from 1 days of the firm, whole: too few/);
  expect(text).toMatch(/3 trades say little/);
  expect(text).toMatch(/200 paths, seed 9/);
});
