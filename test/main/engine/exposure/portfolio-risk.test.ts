import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { effectiveRisk, groupOf, groupRisk, portfolioRoom, type Bet } from '#engine/exposure';
import type { Side, SymbolSpec } from '#shared/domain';
import { EURUSD, GBPUSD, USDJPY, XAUUSD } from '../rulebook/desk.ts';

const bet = (spec: SymbolSpec, risk: number, side: Side = 'BUY'): Bet => ({ symbol: spec.symbol, side, spec, risk });
const nobody = (): null => null;
const pair = (base: string, profit: string): SymbolSpec => ({
  ...EURUSD,
  symbol: `${base}${profit}`,
  currencyBase: base,
  currencyProfit: profit,
});

describe('effective risk of all positions', () => {
  it.each<[string, readonly Bet[], number | null, number]>([
    ['one trade', [bet(EURUSD, 500)], null, 500],
    ['two that move as one', [bet(EURUSD, 300), bet(XAUUSD, 400)], 1, 700],
    ['two that have nothing in common', [bet(EURUSD, 300), bet(XAUUSD, 400)], 0, 500],
    ['half and half', [bet(EURUSD, 300), bet(XAUUSD, 400)], 0.5, Math.sqrt(250_000 + 120_000)],
    ['a hedge, which earns no credit', [bet(EURUSD, 300), bet(XAUUSD, 400, 'SELL')], 1, 500],
    ['a mirror traded both ways, which is one bet', [bet(EURUSD, 300), bet(XAUUSD, 400, 'SELL')], -1, 700],
    ['the same symbol twice, whatever is known', [bet(EURUSD, 300), bet(EURUSD, 400)], null, 700],
    ['unknown, and both sell dollars', [bet(EURUSD, 300), bet(GBPUSD, 400)], null, 700],
    ['unknown, and nothing shared', [bet(pair('EUR', 'CHF'), 300), bet(pair('AUD', 'NZD'), 400)], null, 500],
    ['one that nobody described', [bet(EURUSD, 300), { ...bet(EURUSD, 400), symbol: 'X', spec: null }], 0, 700],
  ])('%s', (_what, bets, correlation, expected) => expect(effectiveRisk(bets, () => correlation)).toBeCloseTo(expected, 6));

  it('is used up exactly by a trade of all the room that is left, and by no smaller one', () => {
    const risk = fc.double({ min: 1, max: 1_000, noNaN: true });
    const side = fc.constantFrom<Side>('BUY', 'SELL');
    const spec = fc.constantFrom(EURUSD, GBPUSD, USDJPY, XAUUSD);
    const bets = fc.array(fc.tuple(spec, risk, side), { maxLength: 5 });
    const correlations = fc.array(fc.option(fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(bets, side, spec, correlations, (held, newSide, newSpec, table) => {
        const names = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'];
        const correlation = (one: string, other: string): number | null => {
          const [a = 0, b = 0] = [names.indexOf(one), names.indexOf(other)].sort();
          return table[(a * (7 - a)) / 2 + b - a - 1] ?? null;
        };
        const all = held.map(([of, money, way]) => bet(of, money, way));
        const before = effectiveRisk(all, correlation);
        const cap = 1_500;
        const room = portfolioRoom(newSide, newSpec, all, correlation, cap);
        if (before >= cap) return room === 0;
        const after = effectiveRisk([...all, bet(newSpec, room, newSide)], correlation);
        return room > 0 && Math.abs(after - cap) < 1e-6 * cap;
      }),
      { numRuns: 500 },
    );
  });
});

describe('a group of symbols', () => {
  test.each<[SymbolSpec, ReturnType<typeof groupOf>]>([
    [EURUSD, 'dollar majors'],
    [USDJPY, 'dollar majors'],
    [XAUUSD, 'metals'],
    [pair('XAG', 'EUR'), 'metals'],
    [pair('GBP', 'JPY'), 'yen crosses'],
    [pair('EUR', 'GBP'), null],
    [pair('USD', 'MXN'), null],
    [pair('US30', 'USD'), null],
  ])('$symbol', (spec, group) => expect(groupOf(spec)).toBe(group));

  it('adds up both directions, and what nobody described', () =>
    expect(
      groupRisk('dollar majors', [
        bet(EURUSD, 100),
        bet(USDJPY, 50, 'SELL'),
        bet(XAUUSD, 900),
        { symbol: 'X', side: 'BUY', spec: null, risk: 7 },
      ]),
    ).toBe(157));
});

it('leaves everything to a first trade', () => expect(portfolioRoom('BUY', EURUSD, [], nobody, 2_000)).toBe(2_000));
