import { describe, expect, it, test } from 'vitest';
import { barOf, dealOf, operationOf, orderOf, positionOf, specOf } from '#main/adapters/mt5/translate.ts';
import { DEAL, mirrorInHand, NOON, OFFSET_MS, ORDER, POSITION, SYMBOL } from './lines-in-hand.ts';

const mirror = mirrorInHand();

describe('every field of a line becomes the one it means', () => {
  test('of a position', () => {
    expect(positionOf(POSITION, mirror)).toEqual({
      ticket: '71',
      symbol: 'EURUSD',
      direction: 'SELL',
      volume: 0.3,
      entry: 1.11,
      stopLoss: 1.12,
      takeProfit: 1.09,
      current: 1.105,
      profit: 150,
      swap: -1.5,
      commission: 0,
      openedAt: NOON,
      clientOrderId: '0123456789ABCDEF',
      magic: 4_711,
    });
  });

  test('of a working order', () => {
    expect(orderOf(ORDER, mirror)).toEqual({
      ticket: '81',
      symbol: 'EURUSD',
      direction: 'BUY',
      volume: 0.2,
      price: 1.08,
      stopLoss: 1.07,
      takeProfit: 1.1,
      placedAt: NOON + 1_000,
      clientOrderId: 'FEDCBA9876543210',
      magic: 4_712,
    });
  });

  test('of a deal', () => {
    expect(dealOf(DEAL, mirror)).toEqual({
      ticket: '91',
      order: '92',
      position: '93',
      symbol: 'EURUSD',
      direction: 'SELL',
      entry: 'out',
      volume: 0.4,
      price: 1.106,
      profit: 42,
      commission: -2.8,
      swap: -0.7,
      at: NOON + 2_000,
      reason: 'sl',
      clientOrderId: '00000000000000AA',
      magic: 4_713,
    });
  });

  test('of a deposit and of a charge', () => {
    const line = { t: 'operation', seq: 1, ticket: '5', amount: -12.5, ms: NOON + OFFSET_MS } as const;
    expect((['transfer', 'charge'] as const).map((kind) => operationOf({ ...line, kind }, mirror))).toEqual([
      { ticket: '5', at: NOON, amount: -12.5, kind: 'transfer' },
      { ticket: '5', at: NOON, amount: -12.5, kind: 'charge' },
    ]);
  });

  test('of a candle', () => {
    expect(barOf('EURUSD', NOON, [1, 4, 0.5, 2, 77, 8], 'history')).toEqual({
      symbol: 'EURUSD',
      timeframe: 'M1',
      time: NOON,
      open: 1,
      high: 4,
      low: 0.5,
      close: 2,
      volume: 77,
      spreadPoints: 8,
      source: 'history',
    });
  });

  test('of a symbol', () => {
    const line = {
      ...SYMBOL,
      tickSize: 0.00005,
      volMin: 0.02,
      volMax: 40,
      volStep: 0.03,
      stops: 12,
      quote: 'CHF',
      margin: 'GBP',
    };
    expect(specOf(line, 'EURCHF', { profit: 1.1, loss: 1.2, by: 'tick_value' })).toEqual({
      symbol: 'EURCHF',
      digits: 5,
      point: 0.00001,
      tickSize: 0.00005,
      tickValueProfit: 1.1,
      tickValueLoss: 1.2,
      contractSize: 100_000,
      volumeMin: 0.02,
      volumeMax: 40,
      volumeStep: 0.03,
      stopsLevel: 12,
      pip: 0.0001,
      currencyBase: 'EUR',
      currencyProfit: 'CHF',
      currencyMargin: 'GBP',
    });
  });
});

describe('what a line leaves out', () => {
  test('a price of 0 is no stop and no target, and a missing id is none', () => {
    const { cid: _one, ...position } = { ...POSITION, sl: 0, tp: 0 };
    const { cid: _two, ...order } = { ...ORDER, sl: 0, tp: 0 };
    const { cid: _three, ...deal } = DEAL;
    expect([positionOf(position, mirror), orderOf(order, mirror), dealOf(deal, mirror)]).toMatchObject([
      { stopLoss: null, takeProfit: null, clientOrderId: null },
      { stopLoss: null, takeProfit: null, clientOrderId: null },
      { clientOrderId: null },
    ]);
  });

  test('the smallest price is a price', () => {
    expect(positionOf({ ...POSITION, sl: 0.5, tp: 1 }, mirror)).toMatchObject({ stopLoss: 0.5, takeProfit: 1 });
  });

  it.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', 0],
    ['18446744073709551615', 0],
    ['0', 0],
  ])('a magic number %s is %d: beyond the safe integers it is nobody’s we know', (magic, ours) => {
    expect([
      positionOf({ ...POSITION, magic }, mirror),
      orderOf({ ...ORDER, magic }, mirror),
      dealOf({ ...DEAL, magic }, mirror),
    ]).toMatchObject([{ magic: ours }, { magic: ours }, { magic: ours }]);
  });

  it.each([
    ['expert', 'expert'],
    ['sl', 'sl'],
    ['tp', 'tp'],
    ['so', 'so'],
    ['client', 'client'],
    ['mobile', 'client'],
    ['web', 'client'],
    ['rollover', 'client'],
    ['vmargin', 'client'],
    ['split', 'client'],
  ] as const)('a deal by %s counts as made by %s', (reason, ours) => {
    expect(dealOf({ ...DEAL, reason }, mirror).reason).toBe(ours);
  });
});

it.each([
  ['five digits', { digits: 5, point: 0.00001, base: 'EUR' }, 0.0001],
  ['four digits', { digits: 4, point: 0.0001, base: 'EUR' }, 0.0001],
  ['three digits (yen)', { digits: 3, point: 0.001, base: 'USD' }, 0.01],
  ['two digits (yen)', { digits: 2, point: 0.01, base: 'USD' }, 0.01],
  ['gold with two digits', { digits: 2, point: 0.01, base: 'XAU' }, 0.1],
  ['gold with three digits', { digits: 3, point: 0.001, base: 'XAU' }, 0.1],
])('a pip where prices have %s', (_what, changes, pip) => {
  expect(specOf({ ...SYMBOL, ...changes }, 'X', { profit: 1, loss: 1, by: 'tick_value' }).pip).toBeCloseTo(pip, 12);
});
