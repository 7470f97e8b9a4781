import { expect, it } from 'vitest';
import { instrumentNamed, variantOf } from '#shared/instruments';

it.each([
  ['EURUSD', 'EURUSD', 0],
  ['EURUSD.r', 'EURUSD', 1],
  ['EURUSDm', 'EURUSD', 1],
  ['EURUSDX', 'EURUSD', 1],
  ['EURUSD.£', 'EURUSD', 1],
  ['EURUSD@', 'EURUSD', 1],
  ['EURUSD#', 'EURUSD', 1],
  ['#EURUSD', 'EURUSD', 1],
  ['mEURUSD', 'EURUSD', 1],
  ['EUR/USD', 'EURUSD', 1],
  ['EUR/USD.pro', 'EURUSD', 2],
  ['EURUSD.pro.ecn', 'EURUSD', 2],
  ['EURUSD_i', 'EURUSD', 1],
  ['EURUSD-ECN', 'EURUSD', 1],
  ['FX.EURUSD', 'EURUSD', 1],
  ['US_500', 'US500', 1],
  ['GERMANY_40', 'GERMANY40', 1],
  ['US30Cash', 'US30', 1],
  ['US30.cash', 'US30', 1],
  ['US30-Z25', 'US30', 1],
  ['GOLDmicro', 'GOLD', 1],
  ['S&P500', 'S&P500', 0],
])('%s is %s with %i parts added', (name, known, added) => {
  expect(variantOf(name, known)).toEqual({ added });
});

it.each([
  ['US300', 'US30'],
  ['US2000', 'US200'],
  ['GOLDMANSACHS', 'GOLD'],
  ['#Goldman', 'GOLD'],
  ['XEURUSD', 'EURUSD'],
  ['EUR', 'EURUSD'],
  ['EURGBP', 'EURUSD'],
  ['MARATHONOIL', 'OIL'],
  ['DAXEX', 'DAX'],
])('%s is not %s', (name, known) => {
  expect(variantOf(name, known)).toBeNull();
});

it.each([
  ['DJ30', 'US30'],
  ['WS30.c', 'US30'],
  ['USTEC', 'NAS100'],
  ['US100.cash', 'NAS100'],
  ['DE40', 'GER40'],
  ['WTI', 'USOIL'],
  ['XTIUSD', 'USOIL'],
  ['GOLD#', 'XAUUSD'],
])('%s is our %s', (name, ours) => {
  expect(instrumentNamed(name)?.symbol).toBe(ours);
});
