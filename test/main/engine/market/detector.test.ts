import { describe, expect, it } from 'vitest';
import { createSymbolMarket, onBar, type Setup } from '#engine/market';
import type { Bar } from '#shared/domain';
import { barOf, EURUSD, MINUTE, MONDAY, type Points } from './bars.ts';

const BASE = 110_000;
/** Five M1 bars that trade 10 points either side of a middle, and close there. */
const five = (index: number, middle: number): Points[] =>
  [0, 1, 2, 3, 4].map((i) => ({
    minute: index * 5 + i,
    o: BASE + middle,
    h: BASE + middle + 10,
    l: BASE + middle - 10,
    c: BASE + middle,
    spread: 4,
  }));
const minute = (at: number, [o, h, l, c]: readonly [number, number, number, number]): Points => ({
  minute: at,
  o: BASE + o,
  h: BASE + h,
  l: BASE + l,
  c: BASE + c,
  spread: 4,
});

/** 14 quiet M5 bars for the ATR, then a peak at +60 (M5 bar 14) that three lower bars confirm. The level is 1.10060. */
const PEAK = [...Array.from({ length: 14 }, () => 0), 50, 30, 20, 10].flatMap((middle, i) => five(i, middle));
/** M5 bar 18 closes at 75: 15 points beyond the level. */
const BREAK = [
  [10, 30, 10, 30],
  [30, 40, 30, 40],
  [40, 50, 40, 50],
  [50, 55, 50, 55],
  [55, 80, 55, 75],
].map((row, i) => minute(90 + i, row as [number, number, number, number]));
/** M1 break with a high of 85; down to 64, within 8 points of the level; lower once more; then a close 6 beyond 85. */
const RETEST = [
  [75, 85, 73, 80],
  [80, 81, 64, 70],
  [70, 80, 62, 78],
  [78, 93, 77, 91],
].map((row, i) => minute(95 + i, row as [number, number, number, number]));

const feed = (
  points: readonly Points[],
  of: (point: Points, index: number) => Partial<Bar> = () => ({}),
): { setups: Setup[]; market: ReturnType<typeof createSymbolMarket> } => {
  const market = createSymbolMarket('EURUSD');
  return { setups: points.flatMap((point, i) => onBar(market, barOf(point, of(point, i)), EURUSD)), market };
};

describe('the detector', () => {
  it('makes one setup of a break of structure and one of its retest', () => {
    const { setups, market } = feed([...PEAK, ...BREAK, ...RETEST]);
    const [first, second] = setups;
    expect(setups.length).toBe(2);
    // Half of the M5 ATR is about 13 points, so the stop lies that far behind the level: 1.10060 - 0.00013.
    const room = Math.ceil((0.5 * (first?.atr ?? 0)) / 1e-5);
    expect(first).toEqual({
      id: `det-EURUSD-M5B-${(110_060).toString(36)}-${(MONDAY / MINUTE + 95).toString(36)}`,
      symbol: 'EURUSD',
      timeframe: 'M5',
      pattern: 'M5_BOS',
      kind: 'bos',
      side: 'BUY',
      entry: 1.10075,
      stopLoss: (110_060 - room) / 1e5,
      takeProfit: Math.ceil(110_075 + 2.5 * (15 + room)) / 1e5,
      levels: {
        currentPrice: 1.10075,
        previousHigh: 1.1006,
        previousLow: null,
        structureBreak: 1.1006,
        breakLevel: null,
        retestLevel: null,
      },
      trigger: null,
      atr: expect.closeTo(28e-5, 4),
      madeAt: MONDAY + 95 * MINUTE,
      fromHistory: false,
    });
    const behind = Math.ceil((0.5 * (second?.atr ?? 0)) / 1e-5);
    expect(second).toEqual({
      id: `det-EURUSD-M1B-${(110_060).toString(36)}-${(MONDAY / MINUTE + 99).toString(36)}`,
      symbol: 'EURUSD',
      timeframe: 'M1',
      pattern: 'M1_BREAK_RETEST',
      kind: 'bos',
      side: 'BUY',
      entry: 1.10091,
      stopLoss: (110_062 - behind) / 1e5,
      takeProfit: (110_091 + 2 * (29 + behind)) / 1e5,
      levels: {
        currentPrice: 1.10091,
        previousHigh: 1.1006,
        previousLow: null,
        structureBreak: 1.1006,
        breakLevel: 1.1006,
        retestLevel: 1.10062,
      },
      trigger: { base: 1.10085, price: 1.10091 },
      atr: market.atrM1.value,
      madeAt: MONDAY + 99 * MINUTE,
      fromHistory: false,
    });
    expect(market.retest).toBeNull();
    expect(market.retests.map(({ end }) => end)).toEqual(['triggered']);
  });

  it('does not count the M1 bar that closed with the break as the break that has to follow', () => {
    expect(feed([...PEAK, ...BREAK]).market.retest).toMatchObject({
      phase: 'armed',
      armedAt: MONDAY + 95 * MINUTE,
      breakAt: null,
    });
  });

  it('dates a break that closed late by its own candle, and may follow it in the same bar', () => {
    const withoutLast = BREAK.map((bar, i) => (i === 3 ? { ...bar, h: BASE + 80, c: BASE + 75 } : bar)).slice(0, 4);
    const { setups, market } = feed([...PEAK, ...withoutLast, ...RETEST]);
    expect(setups.map(({ pattern, madeAt }) => [pattern, (madeAt - MONDAY) / MINUTE])).toEqual([
      ['M5_BOS', 95],
      ['M1_BREAK_RETEST', 99],
    ]);
    expect([market.missingMinutes, market.lastGap]).toEqual([1, { from: MONDAY + 94 * MINUTE, to: MONDAY + 95 * MINUTE }]);
  });

  it('flags setups completed by loaded history, each by its own last bar', () => {
    const { setups } = feed([...PEAK, ...BREAK, ...RETEST], ({ minute: at }) => ({ source: at < 95 ? 'history' : 'live' }));
    expect(setups.map(({ pattern, fromHistory }) => [pattern, fromHistory])).toEqual([
      ['M5_BOS', true],
      ['M1_BREAK_RETEST', false],
    ]);
  });

  it('raises nothing while the ATR is unknown', () => {
    const early = [0, 0, 0, 50, 30, 20, 10, 90, 200].flatMap((middle, i) => five(i, middle));
    const { setups, market } = feed(early);
    expect([setups, market.structure.swings]).toEqual([[], []]);
  });

  it('drops a followed level when M5 breaks the other way', () => {
    const down = [70, 60, 20, 40, 50, 60].flatMap((middle, i) => five(19 + i, middle));
    const { setups, market } = feed([...PEAK, ...BREAK, ...down, ...five(25, -60)]);
    expect(setups.map(({ kind, side }) => [kind, side])).toEqual([
      ['bos', 'BUY'],
      ['choch', 'SELL'],
    ]);
    expect(market.retests.length).toBe(1);
    expect(market.retest).toMatchObject({ side: 'SELL', phase: 'armed' });
  });

  it('refuses a bar of another symbol', () => {
    expect(() => onBar(createSymbolMarket('GBPUSD'), barOf({ minute: 0, o: 1, h: 1, l: 1, c: 1 }), EURUSD)).toThrow(
      'its own symbol',
    );
  });
});
