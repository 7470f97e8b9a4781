import { expect, test } from 'vitest';
import { tickValuesOf } from '#main/adapters/mt5/tick-values.ts';
import type { LineOf } from '#shared/bridge';
import { SYMBOL_LINE } from './scripted-ea.ts';
import { EURUSD, USDJPY } from '../../engine/rulebook/desk.ts';

const line = (part: Partial<LineOf<'symbol'>>): LineOf<'symbol'> => ({
  ...SYMBOL_LINE,
  ...{ seq: 1, sym: 'X', tickProfit: 0, tickLoss: 0, bid: 0, ask: 0, ms: 1 },
  ...part,
});
const known = [
  { spec: EURUSD, quote: { symbol: 'EURUSD', bid: 1.1, ask: 1.2, at: 1 } },
  { spec: USDJPY, quote: { symbol: 'USDJPY', bid: 150, ask: 160, at: 1 } },
];

test.each([
  [
    'the calculation before the tick value',
    { calcLoss: 1.4, tickLoss: 1, tickProfit: 0.9 },
    'USD',
    { profit: 0.9, loss: 1.4, by: 'calculation' },
  ],
  [
    'a profit never above the loss',
    { calcLoss: 1.4, tickLoss: 1, tickProfit: 2 },
    'USD',
    { profit: 1.4, loss: 1.4, by: 'calculation' },
  ],
  ['the tick value', { calcLoss: 0, tickLoss: 1.1, tickProfit: 0.9 }, 'USD', { profit: 0.9, loss: 1.1, by: 'tick_value' }],
  ['the account’s own currency', { quote: 'USD' }, 'USD', { profit: 1, loss: 1, by: 'conversion' }],
  ['a rate, bought at the ask and sold at the bid', { quote: 'EUR' }, 'USD', { profit: 1.1, loss: 1.2, by: 'conversion' }],
  ['an inverse rate', { quote: 'USD' }, 'EUR', { profit: 1 / 1.2, loss: 1 / 1.1, by: 'conversion' }],
  ['no rate that is known', { quote: 'CHF' }, 'USD', null],
  ['no account yet', { quote: 'USD' }, null, null],
] as const)('a tick is worth what the best source says: %s', (_what, part, currency, expected) => {
  const values = tickValuesOf(line(part), currency, known);
  expect(values && { ...values, profit: Number(values.profit.toFixed(9)), loss: Number(values.loss.toFixed(9)) }).toEqual(
    expected && { ...expected, profit: Number(expected.profit.toFixed(9)), loss: Number(expected.loss.toFixed(9)) },
  );
});
