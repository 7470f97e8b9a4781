import { describe, expect, it } from 'vitest';
import { armRetest, foldRetest, type Retest, type RetestMeasure } from '#engine/market/break-retest.ts';
import { DETECTOR_SETTINGS } from '#engine/market/settings.ts';
import type { StructureBreak } from '#engine/market/structure.ts';
import { barOf, MINUTE, MONDAY, type Points } from './bars.ts';

const LEVEL = 100_000;
/** ATR 20 points, spread 5 points, pip 10 points: the tolerance is 8 points (0.8 pip), the trigger 6 points. */
const MEASURE: RetestMeasure = { atrM1: 20e-5, atrM5: 50e-5, spread: 5e-5, pip: 1e-4, slack: 1e-8 };
const made = (side: 'BUY' | 'SELL'): StructureBreak => ({
  kind: 'bos',
  side,
  level: LEVEL / 1e5,
  levelTime: MONDAY - 3_600_000,
  at: MONDAY,
  close: 1,
  tolerance: 5e-5,
  atr: 50e-5,
  volumeRatio: null,
  previousHigh: null,
  previousLow: null,
});

type Row = readonly [minute: number, high: number, low: number, close: number];
/** Follows a level through bars given in points above it (below it for SELL). */
const followed = (rows: readonly Row[], side: 'BUY' | 'SELL', measure: Partial<RetestMeasure> = {}): Retest => {
  const retest = armRetest(made(side));
  for (const [minute, high, low, close] of rows) {
    const points: Points =
      side === 'BUY'
        ? { minute, o: LEVEL + close, h: LEVEL + high, l: LEVEL + low, c: LEVEL + close }
        : { minute, o: LEVEL - close, h: LEVEL - low, l: LEVEL - high, c: LEVEL - close };
    if (retest.phase !== 'ended') foldRetest(retest, barOf(points), { ...MEASURE, ...measure }, DETECTOR_SETTINGS);
  }
  return retest;
};
const BREAK: Row = [0, 15, -2, 12];
const TOUCH: Row = [1, 12, 3, 9];
const outcome = ({ phase, end }: Retest): string => end ?? phase;

describe.each(['BUY', 'SELL'] as const)('a retest of a broken level, %s', (side) => {
  it.each<[string, Row[], string]>([
    ['waits for a close beyond the level', [[0, 9, -3, 0]], 'armed'],
    ['is not broken by a wick', [[0, 30, -3, -1]], 'armed'],
    ['is broken by a close', [BREAK], 'broken'],
    ['is not retested by the break candle itself', [[0, 15, 0, 12]], 'broken'],
    ['waits while price stays above the tolerance', [BREAK, [1, 20, 9, 15]], 'broken'],
    ['is retested at the edge of the tolerance', [BREAK, [1, 20, 8, 15]], 'retested'],
    ['is retested through the level when the close holds', [BREAK, [1, 12, -30, -8]], 'retested'],
    ['dies when a close falls back by more than the tolerance', [BREAK, [1, 12, -30, -9]], 'closed-back'],
    ['dies so before the break too', [[0, 5, -30, -9]], 'closed-back'],
    ['dies so after the retest too', [BREAK, TOUCH, [2, 9, -20, -9]], 'closed-back'],
    ['triggers on a close 0.6 pip beyond the break candle', [BREAK, TOUCH, [2, 22, 8, 21]], 'triggered'],
    ['does not trigger a point earlier', [BREAK, TOUCH, [2, 22, 8, 20]], 'retested'],
    ['does not trigger on a wick', [BREAK, TOUCH, [2, 40, 8, 15]], 'retested'],
    ['does not trigger on the bar of the retest', [BREAK, [1, 40, 3, 35]], 'retested'],
    ['does not trigger without a retest', [BREAK, [1, 40, 12, 35], [2, 50, 30, 45]], 'broken'],
    [
      'measures the trigger from the break candle, not from later highs',
      [BREAK, [1, 90, 50, 60], [2, 60, 3, 9], [3, 22, 5, 21]],
      'triggered',
    ],
    ['lives through its 60th minute', [[59, 15, -2, 12]], 'broken'],
    ['is over after it', [[60, 15, -2, 12]], 'no-break'],
    ['may be retested in the 30th minute after the break', [BREAK, [30, 12, 3, 9]], 'retested'],
    ['is over after that', [BREAK, [31, 12, 3, 9]], 'no-retest'],
    ['may trigger in the 60th minute', [BREAK, TOUCH, [59, 22, 8, 21]], 'triggered'],
    ['may not trigger later', [BREAK, TOUCH, [60, 22, 8, 21]], 'no-trigger'],
    ['does not survive a weekend', [BREAK, TOUCH, [2880, 22, 8, 21]], 'no-trigger'],
  ])('%s', (_, rows, expected) => expect(outcome(followed(rows, side))).toBe(expected));

  it('records what the trade is built on', () => {
    const sign = side === 'BUY' ? 1 : -1;
    const at = (offset: number): number => (LEVEL + sign * offset) / 1e5;
    expect(followed([BREAK, TOUCH, [2, 10, 1, 4], [3, 22, 2, 21]], side)).toEqual({
      side,
      kind: 'bos',
      level: 1,
      armedAt: MONDAY,
      phase: 'ended',
      breakAt: MONDAY + MINUTE,
      triggerBase: at(15),
      breakVolume: 100,
      retestAt: MONDAY + 2 * MINUTE,
      retestExtreme: at(1),
      tolerance: 8e-5,
      retestVolume: 100,
      end: 'triggered',
      endedAt: MONDAY + 4 * MINUTE,
    });
  });

  it.each<[string, Partial<RetestMeasure>, number]>([
    ['0.8 pip', {}, 8],
    ['a quarter of the ATR', { atrM1: 100e-5 }, 25],
    ['the spread', { spread: 12e-5 }, 12],
  ])('tolerates %s, whichever is most', (_, measure, points) => {
    const far: Row = [0, 60, -2, 50];
    expect(outcome(followed([far, [1, 60, points, 40]], side, measure))).toBe('retested');
    expect(outcome(followed([far, [1, 60, points + 1, 40]], side, measure))).toBe('broken');
    expect(followed([far, [1, 60, points, 40]], side, measure).tolerance).toBeCloseTo(points * 1e-5, 12);
  });

  it('dies when the spread is wider than an M5 ATR', () => {
    expect(outcome(followed([BREAK], side, { spread: 50e-5 }))).toBe('broken');
    expect(outcome(followed([BREAK], side, { spread: 51e-5 }))).toBe('spread');
  });
});
