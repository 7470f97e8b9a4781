import { describe, expect, test } from 'vitest';
import { capsOf, type Guards } from '#main/adapters/mt5/guards.ts';

const GUARDS: Guards = {
  lots: 2,
  positions: 4,
  perMinute: 60,
  perDay: 1_800,
  lastMinute: 3,
  today: 40,
  needStop: true,
  onlyDemo: true,
  symbols: '',
  keptLots: 0,
  keptPositions: 0,
};
const OWN = { maxLots: 5, maxPositions: 9 };
const ours = (name: string): string => name.replace('.r', '');

describe('the limits of the terminal', () => {
  test('are the stricter of both sides, each named where it is set', () => {
    expect(capsOf(GUARDS, OWN, ours)).toEqual({
      lots: { most: 2, setting: 'InpMaxLots' },
      positions: { most: 4, setting: 'InpMaxPositions' },
      requests: [
        { within: 'minute', made: 3, most: 60, setting: 'InpMaxPerMinute' },
        { within: 'day', made: 40, most: 1_800, setting: 'InpMaxPerDay' },
      ],
      symbols: null,
    });
    expect(capsOf({ ...GUARDS, lots: 50, positions: 50 }, OWN, ours)).toMatchObject({
      lots: { most: 5, setting: 'mt5.maxLots' },
      positions: { most: 9, setting: 'mt5.maxPositions' },
    });
  });

  test('stay what the Expert Advisor was given, until a session in which it is given more', () => {
    const caps = capsOf({ ...GUARDS, lots: 50, positions: 50, keptLots: 1, keptPositions: 2 }, OWN, ours);
    expect([caps.lots.most, caps.positions.most]).toEqual([1, 2]);
  });

  test('of an older Expert Advisor are the configuration’s, and nothing is known of the rest', () => {
    expect(capsOf(null, OWN, ours)).toEqual({
      lots: { most: 5, setting: 'mt5.maxLots' },
      positions: { most: 9, setting: 'mt5.maxPositions' },
      requests: [],
      symbols: null,
    });
  });

  test('list its symbols by our names', () => {
    expect(capsOf({ ...GUARDS, symbols: ' EURUSD.r, GBPUSD ,,' }, OWN, ours).symbols).toEqual(['EURUSD', 'GBPUSD']);
  });
});
