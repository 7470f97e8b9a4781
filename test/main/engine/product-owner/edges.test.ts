import { describe, expect, it } from 'vitest';
import { evaluate, questionOf } from '#engine/product-owner';
import { afterTrade } from '#engine/product-owner';
import { averageOf, money } from '#engine/orders/trade.ts';
import { defaultConfig } from '#shared/config';
import { FULL_RISK, NO_PERFORMANCE, type Performance, type StrategyControl } from '#shared/projection';
import { account, cockpit, exitDeal, facts, NOW, position, signal } from '../rulebook/desk.ts';
import { structure } from '../u-cells/view.ts';

const PROFILE = defaultConfig().strategies.m5_bos;
const past = (trades: number, wins: number, part: Partial<Performance> = {}): Performance => ({
  ...{ ...NO_PERFORMANCE, trades, wins, losses: trades - wins },
  ...part,
});
const after = (performance: Performance, part: Partial<StrategyControl> = {}) =>
  afterTrade(performance, { ...FULL_RISK, ...part }, PROFILE);

describe('feedback at its limits', () => {
  it('switches risk off from the twentieth trade on, not before, by a loss that takes the rate below one half', () => {
    const loss = { losingStreak: 1 };
    expect([after(past(19, 9, loss))?.riskOn, after(past(20, 9, loss))?.riskOn]).toEqual([undefined, false]);
    expect(after(past(21, 10, loss))?.riskOn).toBe(false);
    expect(after(past(21, 10, { losingStreak: 0 }))).toBeNull();
    expect(after(past(22, 10, loss))).toBeNull();
    expect(after(past(22, 11, loss))).toBeNull();
  });
  it('says nothing twice of a strategy that is off', () =>
    expect(after(past(30, 10), { riskOn: false })?.text ?? '').not.toMatch(/off/));
  it('cuts below the win rate that is asked, and the rate itself is enough', () => {
    expect([after(past(10, 7)), after(past(100, 69))?.riskFactor]).toEqual([null, 0.8]);
    expect(after(past(10, 1), { riskFactor: 0.31 })?.riskFactor).toBe(0.25);
  });
  it('proposes more above four fifths won at more than two R, and says both', () => {
    const won = (wins: number, rSum: number) => after(past(10, wins, { rSum, rCount: 10 }), { riskFactor: 0.5 });
    expect([won(8, 30), won(9, 20)]).toEqual([null, null]);
    expect(won(9, 20.049)).toMatchObject({
      riskFactor: 0.5,
      proposal: 0.55,
      text: 'Proposal to raise risk to 55 %: 90 % of 10 trades won at 2 R on average.',
    });
    expect(won(9, 23.46)?.text).toMatch(/at 2.35 R on average/);
  });
});

describe('what the product owner writes down', () => {
  const criteria = (
    strategyId: string,
    seen: Parameters<typeof facts>[0] = {},
    config: (of: ReturnType<typeof cockpit>['config']) => void = () => undefined,
  ) =>
    evaluate(
      questionOf(
        signal(),
        strategyId,
        [],
        cockpit((of) => config(of.config)),
        facts(seen),
        structure(),
        NOW,
      ),
    ).criteria;
  const of = (code: string, ...parts: Parameters<typeof criteria>) => criteria(...parts).find((one) => one.code === code);

  it('is cents and hundredths of a percent', () => {
    const seen = {
      account: account({ equity: 98_765.43 }),
      positions: [position({ volume: 0.123, entry: 1.1, current: 1.10037, profit: 0 })],
    };
    expect(of('day_limit_used_pct', 'm5_bos', seen)?.observed).toBe(24.69);
    expect(of('strategy_day_risk', 'm5_bos', { ...seen, positions: [position({ volume: 0.12345 })] })?.observed).toBe(12.35);
    const odd = (config: ReturnType<typeof cockpit>['config']): void => {
      config.strategies.m5_bos.maxDailyRiskPercent = 1.2345678;
    };
    expect(of('strategy_day_risk', 'm5_bos', {}, odd)?.limit).toBe(1_234.57);
  });

  it('is that a strategy is not configured, or trades another pattern than the signal’s', () => {
    expect(of('strategy_match', 'gone')).toMatchObject({
      ok: false,
      observed: 'm5_bos',
      limit: 'gone',
      text: 'The configuration has no strategy gone.',
    });
    const other = (config: ReturnType<typeof cockpit>['config']): void => {
      (config.strategies as Record<string, object>)['gold'] = { ...config.strategies.m1_retest, kind: 'm1_retest' };
    };
    expect(of('strategy_match', 'gold', {}, other)).toMatchObject({
      ok: false,
      limit: 'm1_retest',
      text: 'Pattern M5_BOS belongs to m5_bos, judged as gold, which trades m1_retest.',
    });
    expect(of('strategy_match', 'm5_bos')).toMatchObject({
      ok: true,
      text: 'Pattern M5_BOS belongs to m5_bos, judged as m5_bos.',
    });
  });
});

describe('the price and the money of a trade', () => {
  it('keep the exact price of a single exit, and weigh several by their lots', () => {
    const price = 1.15737;
    for (const volume of [0.07, 0.29, 0.57, 1.13]) expect(averageOf([exitDeal({ price, volume })], volume)).toBe(price);
    expect(averageOf([exitDeal({ price: 1, volume: 3 }), exitDeal({ price: 2, volume: 1 })], 4)).toBe(1.25);
  });
  it('are whole cents, or as fine as their deals are', () => {
    expect([money(1.005), money(10.239), Object.is(money(-0.001), 0)]).toEqual([1, 10.24, true]);
    expect(money(0.123456789, [exitDeal({ profit: 0.1234 })])).toBe(0.12345679);
    expect(money(0.1239, [exitDeal({ profit: 0.123 })])).toBe(0.12);
    for (const part of [{ commission: 0.0001 }, { swap: 0.0001 }])
      expect(money(0.12391, [exitDeal(), exitDeal(part)])).toBe(0.12391);
  });
});
