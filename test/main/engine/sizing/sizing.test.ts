import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SymbolSpec } from '#shared/domain';
import { floorToStep, riskPercentOf, sizeOrder, type SizeRequest } from '#engine/sizing';
import { defaultConfig } from '#shared/config';
import { NO_CEILINGS } from './no-ceilings.ts';
import { account, EURUSD, USDJPY, XAUUSD } from '../rulebook/desk.ts';

const request = (part: Partial<SizeRequest> = {}): SizeRequest => ({
  side: 'BUY',
  entry: 1.1,
  stopLoss: 1.0988,
  spec: EURUSD,
  account: account({ leverage: 500 }),
  risk: { percent: 1, binding: 'strategy_risk' },
  costs: { commissionPerLot: 7, slippagePoints: 0 },
  room: { day: 5_000, total: 10_000 },
  ...NO_CEILINGS,
  ...part,
});

describe('the size of an order', () => {
  it.each<[string, Partial<SizeRequest>, number, string]>([
    ['EURUSD, 12 pips', {}, 7.87, 'strategy_risk'],
    ['USDJPY, 12 pips, in dollars', { spec: USDJPY, side: 'SELL', entry: 161.5, stopLoss: 161.62 }, 12.3, 'strategy_risk'],
    ['XAUUSD, 4.50 dollars', { spec: XAUUSD, entry: 2400, stopLoss: 2395.5 }, 2.18, 'strategy_risk'],
    ['less room today', { room: { day: 500, total: 10_000 } }, 3.93, 'day_room'],
    ['less room in all', { room: { day: 5_000, total: 127 } }, 1, 'total_room'],
    ["what is left of the strategy's day", { strategyDayRoom: 300 }, 2.36, 'strategy_day_risk'],
    ['one currency bet', { currencyRoom: 254 }, 2, 'currency_bet'],
    ['its group', { groupRoom: 381 }, 3, 'group_risk'],
    ['the whole portfolio', { portfolioRoom: 508 }, 4, 'portfolio_risk'],
    ['half Kelly', { kellyPercent: 0.5 }, 3.93, 'kelly'],
    ['the money of the signal', { riskMoney: 127 }, 1, 'signal_money'],
    ['an upper bound of the signal', { volumeMax: 0.555 }, 0.55, 'signal_volume'],
    ['a ticket limit', { lotsPerTicket: 5 }, 5, 'ticket_limit'],
    ['the most the symbol takes', { spec: { ...EURUSD, volumeMax: 2 } }, 2, 'symbol_volume'],
    ['what the broker takes in this direction', { directionLeft: 1.237 }, 1.23, 'volume_limit'],
    [
      'margin: 70,000 usable at 3,666.67 a lot',
      { account: account({ leverage: 30 }), risk: { percent: 10, binding: 'risk_cap' }, room: { day: 1e6, total: 1e6 } },
      19.09,
      'margin',
    ],
    ['slippage counts as loss', { costs: { commissionPerLot: 7, slippagePoints: 20 } }, 6.8, 'strategy_risk'],
  ])('%s', (_, part, lots, binding) => {
    const sized = sizeOrder(request(part));
    expect({ lots: sized.lots, binding: sized.binding, ok: sized.criterion.ok }).toEqual({ lots, binding, ok: true });
  });

  it('says what the loss is made of', () => {
    expect(sizeOrder(request({ costs: { commissionPerLot: 7, slippagePoints: 3 }, volumeMax: 2 })).loss).toEqual({
      stop: expect.closeTo(240, 6),
      commission: 14,
      slippage: expect.closeTo(6, 6),
      total: expect.closeTo(260, 6),
      pctOfBalance: expect.closeTo(0.26, 8),
    });
  });

  it('refuses below the minimum with the arithmetic, and never rounds up to it', () => {
    const small = account({ balance: 1_000, equity: 1_000, freeMargin: 1_000 });
    const sized = sizeOrder(request({ account: small, risk: { percent: 0.5, binding: 'strategy_risk' }, stopLoss: 1.094 }));
    expect({ ...sized, ceilings: [] }).toEqual({
      lots: 0,
      loss: null,
      smallestLoss: expect.closeTo(6.07, 9),
      binding: 'strategy_risk',
      ceilings: [],
      criterion: {
        code: 'volume_minimum',
        ok: false,
        observed: expect.closeTo(0.0082, 4),
        limit: 0.01,
        hard: true,
        text: "Only 0.0082 lots by the strategy's risk of 0.5 % (5.00 at a loss of 607.00 a lot), below the minimum of 0.01.",
      },
    });
  });

  it('refuses when the room is gone', () => {
    const sized = sizeOrder(request({ room: { day: -50, total: 4_950 } }));
    expect([sized.lots, sized.binding, sized.criterion.ok, sized.criterion.observed]).toEqual([0, 'day_room', false, 0]);
  });

  it.each([
    [0.3, 0.1, 0.3],
    [0.29999, 0.1, 0.2],
    [7.8740157, 0.01, 7.87],
    [0.0199999, 0.01, 0.01],
    [-3, 0.01, 0],
    [0.07, 0.01, 0.07],
  ])('floors %d on a step of %d to %d', (lots, step, floored) => expect(floorToStep(lots, step)).toBe(floored));
});

const anySpec: fc.Arbitrary<SymbolSpec> = fc
  .record({
    base: fc.constantFrom(EURUSD, USDJPY, XAUUSD),
    volumeStep: fc.constantFrom(0.01, 0.1, 1),
    tickValueLoss: fc.double({ min: 0.05, max: 20, noNaN: true }),
  })
  .map(({ base, volumeStep, tickValueLoss }) => ({ ...base, volumeStep, volumeMin: volumeStep, tickValueLoss }));

const anyRequest = fc
  .record({
    spec: anySpec,
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    points: fc.integer({ min: 5, max: 5_000 }),
    percent: fc.double({ min: 0.01, max: 2, noNaN: true }),
    balance: fc.double({ min: 500, max: 1e6, noNaN: true }),
    day: fc.double({ min: -1_000, max: 20_000, noNaN: true }),
    total: fc.double({ min: -1_000, max: 20_000, noNaN: true }),
    volumeMax: fc.option(fc.double({ min: 0.001, max: 60, noNaN: true })),
    commissionPerLot: fc.double({ min: 0, max: 15, noNaN: true }),
    slippagePoints: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ spec, side, points, percent, balance, day, total, volumeMax, commissionPerLot, slippagePoints }) => {
    const at = spec.digits === 2 ? 2_400 : spec.digits === 3 ? 150 : 1.1;
    return request({
      spec,
      side,
      entry: at,
      stopLoss: at + (side === 'BUY' ? -1 : 1) * points * spec.point * 0.2,
      volumeMax,
      room: { day, total },
      account: account({ balance, equity: balance, freeMargin: balance }),
      risk: { percent, binding: 'strategy_risk' },
      costs: { commissionPerLot, slippagePoints },
      lotsPerTicket: 50,
      strategyDayRoom: 5_000,
      currencyRoom: 4_000,
      kellyPercent: 1.5,
    });
  });

describe('for any order', () => {
  it('no ceiling is ever exceeded, and the lots lie on the grid', () => {
    fc.assert(
      fc.property(anyRequest, (of) => {
        const { lots, loss, ceilings } = sizeOrder(of);
        for (const ceiling of ceilings) expect(lots).toBeLessThanOrEqual(Math.max(0, ceiling.lots) + of.spec.volumeStep * 1e-8);
        const worst = loss?.total ?? 0;
        const money = (of.account.balance * of.risk.percent) / 100;
        for (const limit of [money, Math.max(0, of.room.day ?? 0), Math.max(0, of.room.total), 5_000, 4_000])
          expect(worst).toBeLessThanOrEqual(limit + 1e-4);
        const steps = lots / of.spec.volumeStep;
        expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6);
        expect(lots === 0 || lots >= of.spec.volumeMin).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the currency the account is kept in', () => {
    const rate = fc.double({ min: 0.005, max: 200, noNaN: true });
    fc.assert(
      fc.property(anyRequest, rate, fc.integer({ min: -6, max: 6 }), (of, any, power) => {
        const inOther = (times: number) =>
          sizeOrder({
            ...of,
            spec: { ...of.spec, tickValueLoss: of.spec.tickValueLoss * times, tickValueProfit: of.spec.tickValueProfit * times },
            account: account({
              balance: of.account.balance * times,
              equity: of.account.equity * times,
              freeMargin: of.account.freeMargin * times,
            }),
            room: { day: (of.room.day ?? 0) * times, total: of.room.total * times },
            costs: { ...of.costs, commissionPerLot: of.costs.commissionPerLot * times },
            strategyDayRoom: (of.strategyDayRoom ?? 0) * times,
            currencyRoom: (of.currencyRoom ?? 0) * times,
          });
        const before = inOther(1);
        // A power of two leaves no float noise: the very same lots. Any rate: the same ceilings, as far as floats can say.
        expect(inOther(2 ** power).lots).toBe(before.lots);
        for (const [at, { binding, lots }] of inOther(any).ceilings.entries()) {
          expect(binding).toBe(before.ceilings[at]?.binding);
          expect(Math.abs(lots - (before.ceilings[at]?.lots ?? NaN))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(lots)));
        }
      }),
    );
  });

  it('more room never gives fewer lots', () => {
    fc.assert(
      fc.property(anyRequest, fc.double({ min: 0, max: 5_000, noNaN: true }), (of, more) => {
        const wider = { ...of, room: { day: (of.room.day ?? 0) + more, total: of.room.total + more } };
        expect(sizeOrder(wider).lots).toBeGreaterThanOrEqual(sizeOrder(of).lots);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the risk of a trade', () => {
  const profile = defaultConfig().strategies.m5_bos;
  it.each([
    [1, null, { percent: 0.55, binding: 'strategy_risk' }],
    [0.5, null, { percent: 0.275, binding: 'strategy_risk' }],
    [1, 0.2, { percent: 0.2, binding: 'signal_risk' }],
    [1, 5, { percent: 0.55, binding: 'strategy_risk' }],
  ])('factor %d, request %d', (factor, asked, expected) => expect(riskPercentOf(profile, factor, asked)).toEqual(expected));

  it('stays under the cap even when the profile is not', () =>
    expect(riskPercentOf({ ...profile, riskPercent: 3 }, 1, 2)).toEqual({ percent: 1, binding: 'risk_cap' }));
  it('has no factor above one', () => expect(() => riskPercentOf(profile, 1.2, null)).toThrow('never above one'));
});
