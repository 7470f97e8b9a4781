import { describe, expect, it } from 'vitest';
import { FALLBACK_USD, ratesOf } from '#main/paper-broker/account/index.ts';
import { convert, PAPER_SYMBOLS } from '#main/paper-broker/index.ts';
import { quote } from './a-broker.ts';

const live = ratesOf(
  PAPER_SYMBOLS,
  new Map([quote('EURUSD', 1.157, 1.1571), quote('USDJPY', 150, 150.01)].map((one) => [one.symbol, one])),
);

describe('conversion', () => {
  it.each([
    ['a gain sells the base at the bid', 100, 'EUR', 'USD', 115.7],
    ['a loss buys it at the ask', -100, 'EUR', 'USD', -115.71],
    ['a gain buys the base at the ask', 100, 'USD', 'EUR', 100 / 1.1571],
    ['a loss sells it at the bid', -100, 'USD', 'EUR', -100 / 1.157],
    ['crosses go through the dollar', 15_001, 'JPY', 'EUR', 100 / 1.1571],
    ['the same currency stays', 5, 'GBP', 'GBP', 5],
  ])('%s', (_name, amount, from, to, expected) => {
    expect(convert(amount, from, to, live)).toBeCloseTo(expected, 9);
  });

  it('uses the fixed table only where no live pair leads there', () => {
    expect(convert(100, 'GBP', 'USD', live)).toBeCloseTo(100 * (FALLBACK_USD['GBP'] ?? 0), 9);
  });
});
