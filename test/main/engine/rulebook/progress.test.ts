import { describe, expect, it } from 'vitest';
import type { ClosedTrade } from '#shared/domain';
import { currencyLegs } from '#engine/exposure';
import { progressOf } from '#engine/rulebook';
import { account, cockpit, EURUSD, NOW, USDJPY } from './desk.ts';

const DAY_MS = 86_400_000;
const trade = (day: number, pnl: number): ClosedTrade => ({
  ticket: `${day}`,
  signalId: null,
  strategyId: 'm5_bos',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1,
  entry: 1.1,
  exit: 1.1,
  openedAt: NOW + day * DAY_MS,
  closedAt: NOW + day * DAY_MS + 1_000,
  pnl,
  r: null,
  reason: 'tp',
});
const after = (preset: 'ftmo-2-step' | 'ftmo-1-step' | 'the5ers-high-stakes' | 'e8-one', trades: readonly ClosedTrade[]) =>
  cockpit((of) => {
    of.config.rulebook.preset = preset;
    of.trades = trades;
  });

describe('how far a phase is', () => {
  it('counts firm’s days on which a trade was opened, once each', () => {
    const trades = [trade(0, 100), trade(0, -50), trade(1, 10), trade(3, -20)];
    expect(progressOf(after('ftmo-2-step', trades), account({ balance: 104_200 }))).toEqual({
      profitPct: 4.2,
      targetPct: 10,
      days: 3,
      daysNeeded: 4,
      bestDayPct: expect.closeTo((50 / 60) * 100, 9) as number,
      bestDayLimitPct: null,
    });
  });

  it('counts winning days where the rulebook wants those, from what it asks for', () => {
    const trades = [trade(0, 499), trade(1, 500), trade(2, 900), trade(2, -500), trade(3, -10)];
    expect(progressOf(after('the5ers-high-stakes', trades), account({ balance: 100_000 }))).toMatchObject({
      days: 1,
      daysNeeded: 3,
    });
  });

  // 900 of 2,000 won are 45 %; of the 1,500 that are left after the losing day they are 60 %.
  it.each([
    ['e8-one', 60],
    ['ftmo-1-step', 45],
  ] as const)('measures the best day as %s does: %d percent', (preset, pct) => {
    const trades = [trade(0, 900), trade(1, 600), trade(2, 500), trade(3, -500)];
    const { bestDayPct } = progressOf(after(preset, trades), account({ balance: 101_500 }));
    expect(bestDayPct).toBeCloseTo(pct, 9);
  });

  it('has no best day without a winning one', () => {
    expect(progressOf(after('ftmo-1-step', [trade(0, -5)]), account({ balance: 99_995 }))).toMatchObject({
      bestDayPct: null,
      bestDayLimitPct: 50,
    });
  });

  it('two trades of one midnight’s two sides are two days', () => {
    const midnight = Date.UTC(2025, 7, 5, 22) - NOW;
    const at = (ms: number) => ({ ...trade(0, 1), openedAt: NOW + midnight + ms, closedAt: NOW + midnight + ms });
    expect(progressOf(after('ftmo-2-step', [at(-1), at(0)]), account({ balance: 100_002 })).days).toBe(2);
  });
});

it('exposure by currency nets what is bought against what is sold', () => {
  const legs = [
    { symbol: 'EURUSD', direction: 'BUY', volume: 1, price: 1.1 },
    { symbol: 'USDJPY', direction: 'BUY', volume: 1, price: 150 },
    { symbol: 'NOKSEK', direction: 'BUY', volume: 1, price: 1 },
  ] as const;
  const net = currencyLegs(legs, [EURUSD, USDJPY]);
  expect([...net].map(([name, amount]) => [name, Math.round(amount)])).toEqual([
    ['EUR', 110_000],
    ['USD', -110_000 + 92_826],
    ['JPY', -92_826],
  ]);
});
