import { expect, test } from 'vitest';
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
  expect(mappingOf(symbol, NAMES, configured)).toEqual(mapping);
});
