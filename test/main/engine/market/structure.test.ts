import { describe, expect, it } from 'vitest';
import { createCandleRing, pushCandle } from '#engine/market/candle-ring.ts';
import { DETECTOR_SETTINGS } from '#engine/market/settings.ts';
import { createStructure, foldStructure } from '#engine/market/structure.ts';

const FIVE = 300_000;
const PEAK = [
  [11, 9],
  [12, 10],
  [13, 11],
  [20, 12],
  [13, 11],
  [12, 10],
  [11, 9],
] as const;
const DIP = [
  [18, 17],
  [18, 16],
  [17, 15],
  [16, 5],
  [17, 15],
  [18, 16],
  [19, 17],
] as const;

type Row = readonly [high: number, low: number, close?: number];
/** Folds candles with an ATR of 10 and a spread of half a unit: a break has to close more than 1 beyond. */
const breaksOf = (rows: readonly Row[], spread = 0.5) => {
  const ring = createCandleRing(64);
  const structure = createStructure();
  const made: string[] = [];
  rows.forEach(([high, low, close = (high + low) / 2], i) => {
    pushCandle(ring, { time: i * FIVE, open: close, high, low, close, volume: 10 + i, spreadPoints: 0 }, 5);
    const found = foldStructure(structure, ring, { atr: 10, spread, slack: 1e-6 }, DETECTOR_SETTINGS);
    if (found !== null) made.push(`${found.kind} ${found.side} ${found.level} at ${found.at / FIVE}`);
  });
  return { made, structure };
};

describe('a break of structure', () => {
  it.each<[string, Row[], string[]]>([
    ['is a close beyond the swing by more than the tolerance', [...PEAK, [22, 19, 21.1]], ['bos BUY 20 at 8']],
    ['is not a close within the tolerance', [...PEAK, [22, 19, 21]], []],
    ['is not a wick', [...PEAK, [30, 19, 19]], []],
    ['may come after a wick and a near close', [...PEAK, [30, 19, 19], [22, 19, 20.5], [23, 20, 22]], ['bos BUY 20 at 10']],
    ['happens once per level', [...PEAK, [23, 19, 22], [19, 17, 18], [24, 20, 23]], ['bos BUY 20 at 8']],
    ['of a low is the same downwards', [...DIP, [6, 2, 3.9]], ['bos SELL 5 at 8']],
    ['follows one side when a single bar ran through both', [...PEAK, ...DIP, [40, 1, 22]], ['bos BUY 20 at 15']],
    [
      'against the trend is a change of character',
      [...PEAK, ...DIP, [23, 19, 22], [22, 3, 3.5]],
      ['bos BUY 20 at 15', 'choch SELL 5 at 16'],
    ],
  ])('%s', (_, rows, made) => expect(breaksOf(rows).made).toEqual(made));

  it('asks for a whole spread when that is more than a tenth of the ATR', () => {
    expect(breaksOf([...PEAK, [23, 19, 22]], 2).made).toEqual([]);
    expect(breaksOf([...PEAK, [23, 19, 22.1]], 2).made).toEqual(['bos BUY 20 at 8']);
  });

  it('turns the trend and records what it was made of', () => {
    const { structure } = breaksOf([...PEAK, ...DIP, [23, 19, 22], [22, 3, 3.5]]);
    expect([structure.trend, structure.isHighBroken, structure.isLowBroken]).toEqual(['down', true, true]);
    expect(structure.lastDown).toEqual({
      kind: 'choch',
      side: 'SELL',
      level: 5,
      levelTime: 10 * FIVE,
      at: 16 * FIVE,
      close: 3.5,
      tolerance: 1,
      atr: 10,
      volumeRatio: 25 / 17,
      previousHigh: 20,
      previousLow: 5,
    });
    expect(structure.lastUp?.at).toBe(15 * FIVE);
  });

  it('is measured from the newest swing only', () => {
    const lower = PEAK.map(([high, low]): Row => [high - 4, low - 4]);
    expect(breaksOf([...PEAK, ...lower, [19, 15, 18], [30, 20, 29]]).made).toEqual(['bos BUY 16 at 15']);
  });

  it('keeps a bounded past', () => {
    const rows = Array.from({ length: 60 }, (_, i): Row[] =>
      PEAK.map(([high, low]): Row => [high + 20 * i, low + 20 * i]),
    ).flat();
    const { structure } = breaksOf(rows);
    expect([structure.swings.length <= 64, structure.breaks.length]).toEqual([true, 32]);
  });
});
