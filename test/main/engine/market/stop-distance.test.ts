import { describe, expect, it } from 'vitest';
import { armRetest } from '#engine/market/break-retest.ts';
import { DETECTOR_SETTINGS } from '#engine/market/settings.ts';
import { breakStop, retestStop } from '#engine/market/stop-distance.ts';
import { createStructure, type StructureBreak } from '#engine/market/structure.ts';

const SPEC = { point: 1, pip: 10, tickSize: 1, digits: 0, stopsLevel: 0 };
/** A buy that closed 30 above its level at 1000; ATR 100, tolerance 10, spread 10: the room is 50. */
const made = (side: 'BUY' | 'SELL', atr: number): StructureBreak => ({
  kind: 'bos',
  side,
  level: 1000,
  levelTime: 0,
  at: 0,
  close: side === 'BUY' ? 1030 : 970,
  tolerance: 10,
  atr,
  volumeRatio: null,
  previousHigh: null,
  previousLow: null,
});
/** Distance from the entry, with the opposite swing that far behind the level. */
const distance = (side: 'BUY' | 'SELL', swingBehind: number | null, atr = 100, stopsLevel = 0): number => {
  const sign = side === 'BUY' ? 1 : -1;
  const swing =
    swingBehind === null ? null : ({ side: 'low', price: 1000 - sign * swingBehind, time: 0, confirmedAt: 0 } as const);
  const structure = { ...createStructure(), high: swing, low: swing };
  const broken = made(side, atr);
  return sign * (broken.close - breakStop(broken, structure, 10, { ...SPEC, stopsLevel }, DETECTOR_SETTINGS));
};

describe.each(['BUY', 'SELL'] as const)('the stop of a break, %s,', (side) => {
  it.each<[string, number | null, number, number, number]>([
    ['lies half an ATR behind the level when the swing is far', 200, 100, 0, 80],
    ['lies there too when there is no swing', null, 100, 0, 80],
    ['lies behind the swing when that is nearer', 20, 100, 0, 60],
    ['keeps half an ATR from the entry', -20, 100, 0, 50],
    ['keeps the broker distance and the spread', -20, 100, 90, 100],
    ['keeps the spread in a market that stands still', -25, 0, 0, 15],
  ])('%s', (_, swing, atr, stopsLevel, expected) => expect(distance(side, swing, atr, stopsLevel)).toBeCloseTo(expected, 9));

  it('of a retest lies behind its furthest price', () => {
    const sign = side === 'BUY' ? 1 : -1;
    const retest = { ...armRetest(made(side, 100)), retestExtreme: 1000 - sign * 4 };
    const stop = (stopsLevel: number) =>
      sign * (1000 - retestStop(retest, 1000 + sign * 30, 40, 10, { ...SPEC, stopsLevel }, DETECTOR_SETTINGS));
    expect([stop(0), stop(30)]).toEqual([24, 44]);
  });
});
