import { describe, expect, it } from 'vitest';
import { returnFigures, returnsOf, tradeFigures } from '#shared/results';
import { resultOf } from './trades.ts';

/**
 * Expected values are those of the tests of the library empyrical (Quantopian, Apache-2.0: empyrical/tests/test_stats.py), for its
 * series of mixed returns.
 */
const MIXED = [1, 10, -4, 2, 3, 2, 1, -10].map((percent) => percent / 100);
const WEEKLY = [0, ...MIXED];

describe('figures of daily returns are those of empyrical', () => {
  it.each([
    ['sharpe', 1.7238613961706866],
    ['sortino', 2.605531251673693],
    ['volatility', 0.9136465399704637],
    ['deepest', -0.1],
  ] as const)('%s', (name, expected) => {
    expect(returnFigures(MIXED)[name]).toBeCloseTo(expected, 10);
  });

  it('a first day without a return counts as a day', () => {
    const { calmar, annual } = returnFigures(WEEKLY);
    expect(calmar).toBeCloseTo(19.135925373194233, 10);
    expect(annual).toBeCloseTo(1.9135925373194231, 10);
  });

  it('and weekly ones', () => {
    const { calmar, annual, volatility } = returnFigures(WEEKLY, 52);
    expect(calmar).toBeCloseTo(2.4690830513998208, 10);
    expect(annual).toBeCloseTo(0.24690830513998208, 10);
    expect(volatility).toBeCloseTo(0.38851569394870583, 10);
  });

  it('say nothing where a series does not', () => {
    expect(returnFigures([])).toMatchObject({ count: 0, sharpe: null, annual: null, deepest: 0 });
    expect(returnFigures([0.01])).toMatchObject({ count: 1, sharpe: null, calmar: null });
    expect(returnFigures([0.01, 0.01])).toMatchObject({ sharpe: null, sortino: null, calmar: null });
    expect(returnFigures([0.02, -1])).toMatchObject({ annual: -1, deepest: -1 });
  });

  it('are of values that follow each other', () => {
    expect(returnsOf(100, [110, 99])).toEqual([expect.closeTo(0.1, 10), expect.closeTo(-0.1, 10)]);
  });
});

describe('what a trade is like', () => {
  const held = (pnl: number, minutes: number) => resultOf(pnl, { closedAt: resultOf(0).trade.openedAt + minutes * 60_000 });

  it('means, payoff, runs and how long it was held', () => {
    expect(tradeFigures([held(100, 10), held(50, 20), held(-30, 30), held(0, 40), held(-20, 90), held(-40, 50)])).toEqual({
      ...{ expectancy: 10, meanWin: 75, meanLoss: -30, payoff: 2.5, longestWinning: 2, longestLosing: 2 },
      ...{ sqn: expect.closeTo(0.45, 3) as number, meanHeldMs: 40 * 60_000, medianHeldMs: 35 * 60_000 },
    });
  });

  it('the system quality number grows with at most a hundred trades', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => resultOf(index % 2 === 0 ? 150 : -50));
    const [hundred, more] = [tradeFigures(many(100)).sqn!, tradeFigures(many(400)).sqn!];
    // Mean 0.5 R, deviation 1 R: the root of a hundred times a half.
    expect(hundred).toBeCloseTo(5 * Math.sqrt(99 / 100), 6);
    expect(more).toBeCloseTo(5 * Math.sqrt(399 / 400), 6);
  });

  it('no trades, or those of one kind, say nothing', () => {
    expect(tradeFigures([])).toMatchObject({ expectancy: null, payoff: null, sqn: null, medianHeldMs: null, longestLosing: 0 });
    expect(tradeFigures([held(10, 1)])).toMatchObject({ payoff: null, sqn: null, meanLoss: null });
    expect(tradeFigures([held(10, 1), held(10, 1)]).sqn).toBeNull();
  });
});
