import { expect, it, test } from 'vitest';
import { paperSymbol } from '#main/paper-broker/index.ts';
import { readSymbolSpec } from '#main/replay/spec-file.ts';

it.each([
  ['EURUSD', 'EURUSD', 0.0001, 100_000],
  ['EURGBP', 'EURGBP', 0.0001, 100_000],
  ['CADJPY', 'CADJPY', 0.01, 100_000],
  ['XAUUSD', 'XAUUSD', 0.1, 100],
  ['GOLD', 'GOLD', 0.1, 100],
  ['XAGUSD', 'XAGUSD', 0.01, 5_000],
  ['US30', 'US30', 1, 1],
  ['DJ30', 'DJ30', 1, 1],
  ['NAS100.cash', 'NAS100.cash', 1, 1],
  ['WTI', 'WTI', 0.01, 100],
  ['BTCUSD', 'BTCUSD', 1, 1],
])('%s has a specification under that name: pip and units of a lot', (name, symbol, pip, contractSize) => {
  expect(paperSymbol(name)).toMatchObject({ symbol, contractSize });
  expect(paperSymbol(name)?.pip).toBeCloseTo(pip, 12);
});

test('metals convert by their own currency, indices by the one they are priced in', () => {
  expect([paperSymbol('XAGUSD')?.currencyBase, paperSymbol('GER40')?.currencyBase, paperSymbol('GER40')?.currencyProfit]).toEqual(
    ['XAG', 'EUR', 'EUR'],
  );
});

test('coins are open all week, and what nobody knows has no specification', () => {
  expect(paperSymbol('BTCUSD')?.hours).toHaveLength(7);
  expect([paperSymbol('ABCXYZ'), paperSymbol('AAPL'), paperSymbol('EURXXX')]).toEqual([undefined, undefined, undefined]);
});

test('a specification from a file may have sessions, modes and limits of its own', () => {
  const given = {
    ...paperSymbol('US30'),
    symbol: 'MINI',
    tradeMode: 'long_only',
    freezeLevel: 4,
    volumeLimit: 3,
    marginMode: 'futures',
    tickPrice: 0.5,
    initialMargin: 900,
    hours: [[], [[60, 1_320]], [[60, 1_320]], [[60, 1_320]], [[60, 1_320]], [[60, 1_200]], []],
  };
  expect(readSymbolSpec(given)).toEqual({ ok: true, value: given });
  expect(readSymbolSpec({ ...given, hours: [[[60, 1_441]]] })).toMatchObject({ ok: false });
});
