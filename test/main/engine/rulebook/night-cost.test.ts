import { describe, expect, it } from 'vitest';
import type { Position, Swap, SymbolSpec } from '#shared/domain';
import { nightCost } from '../../../../main/engine/rulebook/night-cost.ts';
import { swapDue, swapOfLot } from '../../../../main/engine/rulebook/swap-due.ts';
import { EURUSD, position, USDJPY, XAUUSD } from './desk.ts';

/** Of this nothing is told about swap. */
const { swap: _none, ...UNTOLD } = EURUSD;
const swap = (mode: Swap['mode'], long: number, short = -long, triple = 3): Swap => ({ mode, long, short, triple });
/** An index in euros in an account in dollars: a tick of 0.1 is 0.113 of a lot of one. */
const DAX: SymbolSpec = {
  ...{ ...EURUSD, symbol: 'GER40', digits: 1, point: 0.1, tickSize: 0.1, contractSize: 1, pip: 1 },
  ...{ tickValueProfit: 0.112, tickValueLoss: 0.113, assetClass: 'index' as const },
  ...{ currencyBase: 'EUR', currencyProfit: 'EUR', currencyMargin: 'EUR' },
};
/** A pound is 1.3 dollars. */
const EURGBP: SymbolSpec = {
  ...{ ...EURUSD, symbol: 'EURGBP', tickValueProfit: 1.3, tickValueLoss: 1.3 },
  ...{ currencyBase: 'EUR', currencyProfit: 'GBP', currencyMargin: 'EUR' },
};
const at = { ...position({ volume: 2, entry: 1.08, current: 1.15 }) };
const gold = position({ symbol: 'XAUUSD', volume: 0.5, entry: 3_100, current: 3_420 });

describe('what a night costs', () => {
  it.each<[string, SymbolSpec, Position, Swap, number]>([
    ['nothing where there is no swap, whatever the rates say', EURUSD, at, swap('none', -9), 0],
    ['points', EURUSD, at, swap('points', -6.4), -12.8],
    ['points of another side', EURUSD, { ...at, direction: 'SELL' }, swap('points', 3, -1.5), -3],
    ['points of a tick that is ten of them', { ...EURUSD, tickSize: 1e-4, tickValueLoss: 10 }, at, swap('points', -6.4), -12.8],
    ['nothing where it is earned', EURUSD, at, swap('points', 6.4), 0],
    ['nothing where a rate is nought, also by a rule without a name', EURUSD, at, swap('other', 0), 0],
    ['nothing where a little is earned', EURUSD, at, swap('deposit_currency', 0.5), 0],
    ['money of the account', EURUSD, at, swap('deposit_currency', -4.2), -8.4],
    ['money of the base currency, at the price', EURUSD, at, swap('base_currency', -4), -9.2],
    ['money of the base currency of a cross', EURGBP, { ...at, current: 0.85 }, swap('base_currency', -4), -8.84],
    [
      'money of the base currency of a cross in pounds',
      { ...EURGBP, assetClass: 'fx' },
      { ...at, current: 0.8 },
      swap('base_currency', -1),
      -2.08,
    ],
    ['money of the base currency of a metal', { ...XAUUSD, assetClass: 'metal' }, gold, swap('base_currency', -0.01), -17.1],
    ['money of the base currency of a coin', { ...XAUUSD, assetClass: 'crypto' }, gold, swap('base_currency', -0.02), -34.2],
    ['money of the base currency that is the account’s', USDJPY, { ...at, current: 155 }, swap('base_currency', -4), -8],
    ['money of the margin currency', EURUSD, at, swap('margin_currency', -3), -6.9],
    ['money of the margin currency that is the profit’s', DAX, { ...at, current: 24_000 }, swap('margin_currency', -3), -6.78],
    ['interest of the price now', EURUSD, at, swap('interest', -3.6), -23],
    ['interest of the opening price', EURUSD, at, swap('interest_open', -3.6), -21.6],
    ['interest of an index', DAX, { ...at, current: 24_000 }, swap('interest', -7.2), -10.848],
    ['points by which it is opened again', XAUUSD, { ...gold }, swap('reopen', -70), -35],
  ])('%s', (_what, spec, held, of, money) => {
    expect(nightCost(held, { ...spec, swap: of }, 'USD')).toEqual({ money: expect.closeTo(money, 6), isGuess: false });
  });

  it.each<[string, SymbolSpec]>([
    ['no swap is told', UNTOLD],
    ['the mode has no name here', { ...EURUSD, swap: swap('other', -1) }],
    ['the currency cannot be converted', { ...EURUSD, currencyMargin: 'CHF', swap: swap('margin_currency', -1) }],
    ['a base currency is not what is quoted', { ...EURUSD, assetClass: 'index', swap: swap('base_currency', -1) }],
  ])('is ten percent a year where %s', (_what, spec) => {
    // 2 lots at 1.15 are 230,000.
    expect(nightCost(at, spec, 'USD')).toEqual({ money: expect.closeTo(-23_000 / 360, 6), isGuess: true });
  });
});

describe('swap of nights to come', () => {
  // August, New York at UTC-4: turns at 21:00 UTC. Monday is the 4th.
  const on = (day: number, hour: number) => Date.UTC(2025, 7, day, hour);
  const due = (of: Swap | undefined, from: number, to: number, part: Partial<Position> = {}, more: Partial<SymbolSpec> = {}) =>
    swapDue([position({ openedAt: from, ...part })], [{ ...UNTOLD, ...more, ...(of && { swap: of }) }], 'USD', from, to);
  const TEN = swap('deposit_currency', -10);

  it('counts the first night, three on the day the symbol tells, and says when the next is booked', () => {
    expect(due(TEN, on(4, 12), on(4, 22))).toEqual({ money: -10, at: on(4, 21) });
    expect(due(TEN, on(6, 12), on(6, 22))?.money).toBe(-30);
    expect(due(swap('deposit_currency', -10, 0, 5), on(6, 12), on(6, 22))?.money).toBe(-10);
    expect(due(swap('deposit_currency', -10, 0, 5), on(8, 12), on(8, 22))?.money).toBe(-30);
    expect(due(TEN, on(4, 12), on(7, 20))).toEqual({ money: -10 - 10 - 30, at: on(4, 21) });
    expect(due(TEN, on(4, 21), on(5, 20))).toBeNull();
  });

  it('is told of a lot that would be opened now', () => {
    const of = (side: 'BUY' | 'SELL', from: number, to: number) =>
      swapOfLot(side, 1.2, { ...EURUSD, swap: swap('interest', -3.6, 1) }, 'USD', from, to);
    expect(of('BUY', on(4, 12), on(4, 22))).toBeCloseTo(-12, 6);
    expect(of('BUY', on(6, 12), on(6, 22))).toBeCloseTo(-36, 6);
    expect([of('BUY', on(4, 21), on(4, 22)), of('SELL', on(4, 12), on(4, 22))]).toEqual([0, 0]);
  });

  it('counts weekend nights for what is traded then', () => {
    expect(due(TEN, on(9, 12), on(9, 22))?.money).toBeCloseTo(0, 12);
    expect(due(TEN, on(9, 12), on(9, 22), {}, { assetClass: 'crypto' })?.money).toBe(-10);
    expect(due(TEN, on(9, 12), on(9, 22), {}, { sessions: [[0, 10_080]] })?.money).toBe(-10);
    expect(due(TEN, on(9, 12), on(9, 22), {}, { sessions: [[1_440, 8_640]] })?.money).toBeCloseTo(0, 12);
  });

  it('is the dearer of what was paid and what is told; a guess gives way to what was paid', () => {
    const old = { openedAt: on(4, 12) };
    expect(due(TEN, on(5, 12), on(5, 22), { ...old, swap: -14 })?.money).toBe(-14);
    expect(due(TEN, on(5, 12), on(5, 22), { ...old, swap: -6 })?.money).toBe(-10);
    expect(due(undefined, on(5, 12), on(5, 22), { ...old, swap: -6 })?.money).toBe(-6);
    expect(due(swap('other', -1), on(5, 12), on(5, 22), { ...old, swap: -6 })?.money).toBe(-6);
    expect(due(undefined, on(5, 12), on(5, 22), old)?.money).toBeCloseTo(-11_000 / 360, 6);
    expect(due(TEN, on(5, 12), on(5, 22), { ...old, symbol: 'GBPUSD' })?.money).toBe(0);
  });
});
