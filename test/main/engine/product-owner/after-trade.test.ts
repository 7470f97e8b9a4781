import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#shared/config';
import { FULL_RISK, NO_PERFORMANCE, type Performance, type StrategyControl } from '#shared/projection';
import { afterTrade, performanceView } from '#engine/product-owner';

const PROFILE = defaultConfig().strategies.m5_bos;
const past = (trades: number, wins: number, part: Partial<Performance> = {}): Performance => ({
  ...NO_PERFORMANCE,
  trades,
  wins,
  losses: trades - wins,
  ...part,
});
const control = (part: Partial<StrategyControl>): StrategyControl => ({ ...FULL_RISK, ...part });

describe('feedback', () => {
  it.each<[string, Performance, StrategyControl, Partial<StrategyControl> | null]>([
    ['nothing closed', past(0, 0), FULL_RISK, null],
    ['between two looks', past(9, 0), FULL_RISK, null],
    ['a good ten', past(10, 7), FULL_RISK, null],
    [
      'a weak ten',
      past(10, 6),
      FULL_RISK,
      { riskFactor: 0.8, riskOn: true, text: 'Risk cut to 80 %: 60 % of 10 trades won, minimum 70 %.' },
    ],
    ['again', past(20, 12), control({ riskFactor: 0.8 }), { riskFactor: 0.64 }],
    ['to the floor', past(20, 12), control({ riskFactor: 0.3 }), { riskFactor: 0.25 }],
    ['and not below', past(20, 12), control({ riskFactor: 0.25 }), null],
    ['twenty with half won', past(20, 10), FULL_RISK, { riskFactor: 0.8, riskOn: true }],
    [
      'twenty with fewer',
      past(20, 9),
      FULL_RISK,
      { riskOn: false, riskFactor: 1, text: 'Risk is off: 45 % of 20 trades won, at least 50 % asked. Re-arm to go on.' },
    ],
    ['ten with fewer: too early', past(10, 4), FULL_RISK, { riskOn: true, riskFactor: 0.8 }],
    ['the loss that takes it below half', past(23, 11, { losingStreak: 1 }), FULL_RISK, { riskOn: false }],
    ['re-armed, the next loss', past(22, 9, { losingStreak: 2 }), FULL_RISK, null],
    ['re-armed, ten more', past(30, 13), FULL_RISK, { riskOn: false }],
    ['excellent at full risk: nothing to raise', past(10, 9, { rSum: 30, rCount: 10 }), FULL_RISK, null],
    [
      'excellent after a cut',
      past(10, 9, { rSum: 30, rCount: 10 }),
      control({ riskFactor: 0.8 }),
      { riskFactor: 0.8, proposal: 0.88, text: 'Proposal to raise risk to 88 %: 90 % of 10 trades won at 3 R on average.' },
    ],
    ['never above one', past(10, 9, { rSum: 30, rCount: 10 }), control({ riskFactor: 0.95 }), { riskFactor: 0.95, proposal: 1 }],
    ['proposed already', past(20, 18, { rSum: 60, rCount: 20 }), control({ riskFactor: 0.8, proposal: 0.88 }), null],
    ['many wins of little', past(10, 9, { rSum: 19, rCount: 10 }), control({ riskFactor: 0.8 }), null],
    ['a risk nobody recorded', past(10, 9), control({ riskFactor: 0.8 }), null],
    [
      'a cut withdraws a proposal',
      past(30, 20),
      control({ riskFactor: 0.8, proposal: 0.88 }),
      { riskFactor: 0.64, proposal: null },
    ],
  ])('%s', (_, performance, before, expected) => {
    const change = afterTrade(performance, before, PROFILE);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toMatchObject(expected);
  });

  it('never raises risk by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.double({ min: 0.25, max: 1, noNaN: true }),
        fc.boolean(),
        fc.double({ min: -1, max: 5, noNaN: true }),
        (wins, losses, riskFactor, riskOn, rr) => {
          const trades = wins + losses;
          const change = afterTrade(
            past(trades, wins, { rSum: rr * trades, rCount: trades }),
            control({ riskFactor, riskOn }),
            PROFILE,
          );
          if (change === null) return;
          expect(change.riskFactor).toBeLessThanOrEqual(riskFactor);
          expect(change.riskFactor).toBeGreaterThanOrEqual(0.25);
          expect(change.riskOn && !riskOn).toBe(false);
          expect(change.proposal ?? 0).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('the views of performance', () => {
  it.each([
    ['nothing closed', NO_PERFORMANCE, { winRate: null, avgRr: null, profitFactor: null, expectancy: null }],
    ['only wins', past(2, 2, { pnl: 300, grossWin: 300 }), { winRate: 1, avgRr: null, profitFactor: null, expectancy: 150 }],
    [
      'wins and losses',
      past(4, 3, { pnl: 500, grossWin: 600, grossLoss: 100, rSum: 5, rCount: 2 }),
      { winRate: 0.75, avgRr: 2.5, profitFactor: 6, expectancy: 125 },
    ],
  ])('%s', (_, of, view) => expect(performanceView(of)).toEqual(view));
});
