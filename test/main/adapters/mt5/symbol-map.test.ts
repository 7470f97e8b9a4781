import { describe, expect, it, test } from 'vitest';
import { mappingOf } from '#main/adapters/mt5/index.ts';

const NAMES = [
  'EURUSD.r',
  'GBPUSDm',
  '#USDJPY',
  'GOLD',
  'EURUSD.r.x1',
  'NZDUSD',
  'NZDUSD.pro',
  'AUDUSD_i',
  'AUDUSD.z',
  'XEURUSDX',
];
const list = (names: readonly string[], shut: readonly string[] = []) => ({ names, shut: new Set(shut) });

test.each([
  ['NZDUSD', {}, { kind: 'exact', broker: 'NZDUSD' }],
  ['GBPUSD', {}, { kind: 'guessed', broker: 'GBPUSDm' }],
  ['USDJPY', {}, { kind: 'guessed', broker: '#USDJPY' }],
  ['XAUUSD', {}, { kind: 'guessed', broker: 'GOLD' }],
  ['EURUSD', {}, { kind: 'guessed', broker: 'EURUSD.r' }],
  ['AUDUSD', {}, { kind: 'none', candidates: ['AUDUSD_i', 'AUDUSD.z'] }],
  ['AUDUSD', { AUDUSD: 'AUDUSD.z' }, { kind: 'configured', broker: 'AUDUSD.z' }],
  ['AUDUSD', { AUDUSD: 'AUDUSD.q' }, { kind: 'none', candidates: [] }],
  ['CHFJPY', {}, { kind: 'none', candidates: [] }],
])('%s with %o', (symbol, configured, mapping) => {
  expect(mappingOf(symbol, list(NAMES), configured)).toEqual(mapping);
});

it.each([
  ['US30', 'WS30'],
  ['US30', 'DJ30.cash'],
  ['WS30', 'US30'],
  ['NAS100', 'USTEC'],
  ['USTEC', 'US100.c'],
  ['US100', 'NAS100#'],
  ['GER40', 'DE40'],
  ['GER40', 'DAX'],
  ['DE40', 'GERMANY_40'],
  ['GOLD', 'XAUUSD.£'],
  ['XAUUSD', 'GOLD@'],
  ['WTI', 'XTIUSD'],
  ['OIL', 'CrudeOIL'],
  ['USOIL', 'WTI.f'],
  ['BTCUSD', 'BITCOIN'],
  ['US500', 'SP500'],
  ['US500', 'SPXUSD'],
  ['NAS100', '#USNDAQ100'],
  ['NAS100', 'UsaTec'],
  ['GER40', 'D40EUR'],
  ['UK100', '100GBP'],
  ['JPN225', '225JPY'],
  ['USOIL', 'LCrude'],
  ['UKOIL', 'UKOilSpot'],
  ['NGAS', 'NatGasSpot'],
  ['GER40', 'DEU.IDX'],
  ['US500', 'USA500.IDX/USD'],
  ['NAS100', 'USATECHIDXUSD'],
  ['USOIL', 'LIGHT.CMD/USD'],
  ['VIX', 'VOL.IDX'],
  ['EURUSD', 'EUR/USD'],
  ['EURUSD', 'mEURUSD'],
  ['EURUSD', 'EURUSD.pro.ecn'],
])('%s at a broker that has %s only is that, to be confirmed', (symbol, broker) => {
  expect(mappingOf(symbol, list(['AAPL', 'EURGBP', 'US2000', broker]), {})).toEqual({ kind: 'guessed', broker });
});

test('a mini of it and another name of it are as likely: the trader chooses', () => {
  const mapping = mappingOf('XAUUSD', list(['GOLD', 'XAUUSD.m']), {});
  expect(mapping).toEqual({ kind: 'none', candidates: ['GOLD', 'XAUUSD.m'] });
});

describe('a name in which nothing can be opened', () => {
  test('is none while another one fits, which has to be confirmed', () => {
    const twins = list(['EURUSD', 'EURUSDm', 'GBPUSD'], ['EURUSD']);
    expect(mappingOf('EURUSD', twins, {})).toEqual({ kind: 'guessed', broker: 'EURUSDm' });
    expect(mappingOf('GBPUSD', twins, {})).toEqual({ kind: 'exact', broker: 'GBPUSD' });
  });

  test('leaves the choice where several others fit', () => {
    const mapping = mappingOf('EURUSD', list(['EURUSD', 'EURUSDm', 'EURUSD.r'], ['EURUSD']), {});
    expect(mapping).toEqual({ kind: 'none', candidates: ['EURUSDm', 'EURUSD.r'] });
  });

  test('is taken where it is the only one, so that its trade mode is told, and where the trader says so', () => {
    expect(mappingOf('EURUSD', list(['EURUSD'], ['EURUSD']), {})).toEqual({ kind: 'exact', broker: 'EURUSD' });
    const twins = list(['EURUSD', 'EURUSDm'], ['EURUSD']);
    expect(mappingOf('EURUSD', twins, { EURUSD: 'EURUSD' })).toEqual({ kind: 'configured', broker: 'EURUSD' });
    expect(mappingOf('EURUSD', twins, {}, { EURUSD: 'EURUSD' })).toEqual({ kind: 'confirmed', broker: 'EURUSD' });
  });

  test('is no candidate beside one that is open', () => {
    expect(mappingOf('EURUSD', list(['EURUSD.a', 'EURUSD.b'], ['EURUSD.a']), {})).toEqual({
      kind: 'guessed',
      broker: 'EURUSD.b',
    });
  });
});
