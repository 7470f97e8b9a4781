import { describe, expect, it } from 'vitest';
import { bracket, setupId, type DetectorSpec } from '#engine/market/setup.ts';
import { EURUSD, MONDAY } from './bars.ts';

const INDEX: DetectorSpec = { point: 0.01, pip: 1, tickSize: 0.25, digits: 2, stopsLevel: 0 };

describe('a setup', () => {
  it.each<[string, Parameters<typeof bracket>, ReturnType<typeof bracket>]>([
    ['rounds a buy outwards', ['BUY', 1.1, 1.099006, 2, EURUSD], { entry: 1.1, stopLoss: 1.099, takeProfit: 1.102 }],
    ['rounds a sell outwards', ['SELL', 1.1, 1.100994, 2.5, EURUSD], { entry: 1.1, stopLoss: 1.101, takeProfit: 1.0975 }],
    [
      'leaves prices on the grid alone',
      ['BUY', 1.38694, 1.38684, 2, EURUSD],
      { entry: 1.38694, stopLoss: 1.38684, takeProfit: 1.38714 },
    ],
    ['knows ticks wider than a point', ['BUY', 5000.3, 4990.1, 2.5, INDEX], { entry: 5000.25, stopLoss: 4990, takeProfit: 5026 }],
    ['is none without a tick of risk', ['BUY', 1.1, 1.1, 2, EURUSD], null],
    ['is none with its stop on the wrong side', ['SELL', 1.1, 1.09, 2, EURUSD], null],
    ['is none with a target below zero', ['SELL', 0.0002, 0.0004, 2, EURUSD], null],
  ])('%s', (_, given, expected) => expect(bracket(...given)).toEqual(expected));

  it('is named by what made it', () => {
    expect(setupId('EURUSD', 'M5_BOS', 'BUY', 1.38694, 1e-5, MONDAY)).toBe(
      `det-EURUSD-M5B-${(138_694).toString(36)}-${(MONDAY / 60_000).toString(36)}`,
    );
    expect(setupId('EURUSD', 'M1_BREAK_RETEST', 'SELL', 1.38694, 1e-5, MONDAY)).toContain('-M1S-');
    expect(setupId('X'.repeat(32), 'M5_BOS', 'BUY', 99_999_999.99, 1e-8, 4e12).length).toBeLessThanOrEqual(60);
  });
});
