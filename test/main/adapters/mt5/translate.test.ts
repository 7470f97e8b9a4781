import { describe, expect, it, test } from 'vitest';
import { specOf } from '#main/adapters/mt5/symbol-spec.ts';
import { barOf, dealOf, operationOf, orderOf, positionOf } from '#main/adapters/mt5/translate.ts';
import { DEAL, mirrorInHand, NOON, OFFSET_MS, ORDER, POSITION, SYMBOL } from './lines-in-hand.ts';

const mirror = mirrorInHand();

describe('every field of a line becomes the one it means', () => {
  test('of a position', () => {
    expect(positionOf(POSITION, mirror)).toEqual({
      ticket: '71',
      identifier: '70',
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
      type: 'limit',
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
    const values = { profit: 1.1, loss: 1.2, by: 'tick_value' } as const;
    expect(specOf(line, { symbol: 'EURCHF', values, utc: mirror.utc })).toEqual({
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
      tradeMode: 'full',
      assetClass: 'fx',
      freezeLevel: 0,
    });
  });

  test('of how a symbol is dealt', () => {
    const line = {
      ...SYMBOL,
      trade: 'closeonly',
      exec: 'instant',
      freeze: 6,
      orderModes: 1 + 2 + 16 + 32,
      lifetimes: 1 + 4,
      volLimit: 35,
      swapMode: 1,
      swapLong: -2.5,
      swapShort: 0.75,
      swapTriple: 5,
      expires: Date.UTC(2026, 11, 18, 22) / 1_000,
      sessions: [
        [1, 60, 720],
        [1, 720, 1_440],
        [2, 0, 300],
      ] as [number, number, number][],
    } as const;
    const spec = specOf(line, { symbol: 'EURUSD', values: { profit: 1, loss: 1, by: 'tick_value' }, utc: mirror.utc });
    expect(spec).toMatchObject({
      tradeMode: 'close_only',
      execution: 'instant',
      freezeLevel: 6,
      orderKinds: ['market', 'limit', 'sl', 'tp'],
      lifetimes: ['gtc', 'specified'],
      volumeLimit: 35,
      swap: { mode: 'points', long: -2.5, short: 0.75, triple: 5 },
      expiresAt: Date.UTC(2026, 11, 18, 20), // By then it is winter in New York.
      sessions: [[1_500, 3_180]],
    });
  });

  test('all flags restrict nothing, no limit is none, and no end is none', () => {
    const line = { ...SYMBOL, orderModes: 127, lifetimes: 15, volLimit: 0, expires: 0 };
    const spec = specOf(line, { symbol: 'EURUSD', values: { profit: 1, loss: 1, by: 'tick_value' }, utc: mirror.utc });
    expect([spec.orderKinds, spec.lifetimes, spec.volumeLimit, spec.expiresAt]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of a position whose identifier is its ticket', () => {
    expect(positionOf({ ...POSITION, id: POSITION.ticket }, mirror)).not.toHaveProperty('identifier');
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

test('the configuration has the last word on a pip', () => {
  const context = { values: { profit: 1, loss: 1, by: 'tick_value' }, utc: mirror.utc } as const;
  expect(specOf(SYMBOL, { ...context, symbol: 'EURUSD' }).pip).toBeCloseTo(0.0001, 12);
  expect(specOf(SYMBOL, { ...context, symbol: 'EURUSD', pip: 0.0005 }).pip).toBe(0.0005);
});
