import { expect, test } from 'vitest';
import { exposureNow } from '#engine';
import { effectiveRisk, effectiveRiskWithout, type Bet } from '#engine/exposure';
import type { Facts, Position } from '#shared/domain';
import { EngineInHand, SPEC } from '../engine-in-hand.ts';

const GBPUSD = { ...SPEC, symbol: 'GBPUSD', currencyBase: 'GBP', currencyMargin: 'GBP' };
const held = (ticket: string, part: Partial<Position> = {}): Position => ({
  ...{ ticket, symbol: 'EURUSD', direction: 'BUY', volume: 1, entry: 1.1, current: 1.1, stopLoss: 1.095, takeProfit: null },
  ...{ profit: 0, swap: 0, commission: 0, openedAt: 0, clientOrderId: null, magic: 0 },
  ...part,
});
/** Long a lot of euro and of sterling, each with 500 at its stop, and short a lot of euro without one. */
const facts = (hand: EngineInHand): Facts => ({
  ...hand.facts,
  specs: [SPEC, GBPUSD],
  positions: [
    held('1'),
    held('2', { symbol: 'GBPUSD', current: 1.3, stopLoss: 1.295 }),
    held('3', { direction: 'SELL', volume: 0.5, stopLoss: null }),
  ],
});

test('currencies, ceilings and what each position frees are those that size an entry', () => {
  const hand = new EngineInHand();
  const { currencies, stops, unbounded, effective, groups, pairs, positions } = exposureNow(hand.engine, facts(hand));
  const rounded = currencies.map(({ currency, net, gross }) => [currency, Math.round(net), Math.round(gross)]);
  expect(rounded).toEqual([
    ['USD', -185_000, 295_000],
    ['GBP', 130_000, 130_000],
    ['EUR', 55_000, 165_000],
  ]);
  expect([Math.round(stops), unbounded]).toEqual([1_000, ['3']]);
  // Both sell dollars and nothing is known of how they move: one bet.
  expect(effective.risk).toBeCloseTo(1_000, 6);
  expect(groups.map(({ group, risk }) => [group, Math.round(risk)])).toEqual([['dollar majors', 1_000]]);
  expect(pairs).toEqual([{ one: 'EURUSD', other: 'GBPUSD', correlation: null }]);
  const { maxEffectiveRisk, maxGroupRisk } = hand.cockpit.config.cells.u3;
  expect((effective.limit ?? 0) / maxEffectiveRisk).toBeCloseTo((groups[0]?.limit ?? 0) / maxGroupRisk, 9);
  expect(positions.map(({ ticket, risk, frees }) => [ticket, risk?.toFixed(2), frees?.toFixed(2)])).toEqual([
    ['1', '500.00', '500.00'],
    ['2', '500.00', '500.00'],
    ['3', undefined, undefined],
  ]);
});

test('without an account no limit is known, and what is held is told all the same', () => {
  const hand = new EngineInHand();
  const { effective, groups } = exposureNow(hand.engine, { ...facts(hand), account: null });
  expect([effective.limit, groups[0]?.limit, effective.risk > 0]).toEqual([null, null, true]);
});

test('the risk without one bet is that of the others', () => {
  const bet = (symbol: string, risk: number, side: 'BUY' | 'SELL' = 'BUY'): Bet => ({
    symbol,
    side,
    spec: { ...SPEC, symbol },
    risk,
  });
  const bets = [bet('A', 300), bet('B', 400, 'SELL'), bet('C', 250), bet('A', 120, 'SELL')];
  const correlation = (one: string, other: string): number => ((one + other).includes('A') ? 0.4 : -0.6);
  const whole = effectiveRisk(bets, correlation);
  for (const one of bets) {
    const others = bets.filter((other) => other !== one);
    expect(effectiveRiskWithout(one, bets, whole, correlation)).toBeCloseTo(effectiveRisk(others, correlation), 6);
  }
});
