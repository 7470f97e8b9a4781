import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classOf, pipOf } from '#shared/instruments';

type Row = readonly [symbol: string, digits: number, base: string, quote: string, assetClass: string, pip: number, path?: string];

const pipFor = (symbol: string, digits: number, base: string, quote: string, path?: string) => {
  const point = Number((10 ** -digits).toFixed(digits));
  const assetClass = classOf({ symbol, base, quote, path });
  return { assetClass, pip: pipOf(assetClass, { symbol, digits, point, tickSize: point }) };
};

const ROWS: readonly Row[] = [
  ['EURUSD', 5, 'EUR', 'USD', 'fx', 0.0001],
  ['EURUSD', 4, 'EUR', 'USD', 'fx', 0.0001],
  ['USDJPY', 3, 'USD', 'JPY', 'fx', 0.01],
  ['USDJPY', 2, 'USD', 'JPY', 'fx', 0.01],
  ['EURHUF', 3, 'EUR', 'HUF', 'fx', 0.01],
  ['XAUUSD', 2, 'XAU', 'USD', 'metal', 0.1],
  ['XAUUSD', 3, 'XAU', 'USD', 'metal', 0.1],
  ['XAUUSD', 2, 'USD', 'USD', 'metal', 0.1],
  ['XAUAUD', 2, 'XAU', 'AUD', 'metal', 0.1],
  ['XAGUSD', 3, 'XAG', 'USD', 'metal', 0.01],
  ['XPTUSD', 2, 'USD', 'USD', 'metal', 0.1],
  ['US30', 2, 'USD', 'USD', 'index', 1],
  ['US30', 1, 'USD', 'USD', 'index', 1],
  ['US500', 2, 'USD', 'USD', 'index', 1],
  ['NAS100', 2, 'USD', 'USD', 'index', 1],
  ['GER40', 1, 'EUR', 'EUR', 'index', 1],
  ['JPN225', 0, 'JPY', 'JPY', 'index', 1],
  ['VIX', 2, 'USD', 'USD', 'index', 0.01],
  ['TecDAX.x', 1, 'EUR', 'EUR', 'index', 1, 'CFD\\Indices\\TecDAX.x'],
  ['BTCUSD', 2, 'BTC', 'USD', 'crypto', 1],
  ['BTCUSD', 2, 'USD', 'USD', 'crypto', 1],
  ['BTCJPY', 0, 'BTC', 'JPY', 'crypto', 100],
  ['XAUJPY', 3, 'XAU', 'JPY', 'metal', 10],
  ['BTCEUR', 2, 'BTC', 'EUR', 'crypto', 1],
  ['ETHUSD', 2, 'ETH', 'USD', 'crypto', 1],
  ['ETHBTC', 5, 'ETH', 'BTC', 'crypto', 0.0001],
  ['XRPUSD', 5, 'XRP', 'USD', 'crypto', 0.0001],
  ['USOIL', 2, 'USD', 'USD', 'energy', 0.01],
  ['USOIL', 3, 'USD', 'USD', 'energy', 0.01],
  ['UKOIL', 2, 'USD', 'USD', 'energy', 0.01],
  ['NGAS', 3, 'USD', 'USD', 'energy', 0.001],
  ['AAPL.NAS', 2, 'USD', 'USD', 'stock', 0.01, 'Stocks\\NASDAQ\\AAPL.NAS'],
  ['7203.T', 0, 'JPY', 'JPY', 'stock', 1, 'Shares\\Tokyo'],
  ['#Oil_Fund', 2, 'USD', 'USD', 'stock', 0.01, 'Stocks\\Oil & Gas'],
  ['EUBUND', 2, 'EUR', 'EUR', 'other', 0.01],
];

for (const [symbol, digits, base, quote, assetClass, pip, path] of ROWS)
  test(`${symbol} with ${digits} digits, ${base} against ${quote}, is ${assetClass} with a pip of ${pip}`, () => {
    const found = pipFor(symbol, digits, base, quote, path);
    expect(found.assetClass).toBe(assetClass);
    expect(found.pip).toBeCloseTo(pip, 12);
  });

test('a pip is never smaller than a step of the price', () => {
  expect(pipOf('stock', { symbol: 'X', digits: 2, point: 0.01, tickSize: 0.25 })).toBe(0.25);
  expect(pipOf('energy', { symbol: 'USOIL', digits: 1, point: 0.1, tickSize: 0.1 })).toBe(0.1);
});

/** A real broker's list; it is not part of the project. */
const LIST = ['../shared', '../../shared'].map((up) => `${up}/data/signals/broker_symbols_836_20250803.csv`).find(existsSync);

describe.skipIf(LIST === undefined)('a real broker with 836 symbols (skipped without its list)', () => {
  const rows = LIST === undefined ? [] : readFileSync(LIST, 'utf8').trim().split(/\r?\n/).slice(1);
  const all = rows.map((row) => {
    const [symbol = '', , price = '', , digits = ''] = row.split(',');
    const [base, quote] = [symbol.slice(0, 3), symbol.slice(3, 6)];
    return { symbol, price: Number(price), ...pipFor(symbol, Number(digits), base, quote) };
  });

  test('no pip is more than two hundredths of the price, and none is below a millionth of it', () => {
    const odd = all.filter(({ price, pip }) => price > 1 && (pip / price > 0.02 || pip / price < 1e-7));
    expect(odd.map(({ symbol, pip, price }) => `${symbol} ${pip} of ${price}`)).toEqual([]);
  });

  test('gold, oil, coins and indices are what they are', () => {
    const by = (name: string) => all.find(({ symbol }) => symbol === name)?.assetClass;
    expect(['GOLD', 'SILVER', 'CrudeOIL', 'BRENT_OIL', 'BTCUSD', 'GERMANY_40', 'US_500', 'EURUSD'].map(by)).toEqual([
      'metal',
      'metal',
      'energy',
      'energy',
      'crypto',
      'index',
      'index',
      'fx',
    ]);
  });
});
