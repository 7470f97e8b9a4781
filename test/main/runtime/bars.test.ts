import { describe, expect, it } from 'vitest';
import { createSymbolMarket, onBar } from '#engine/market';
import { barsView } from '#main/runtime/views/index.ts';
import type { BarsAsk } from '#ports';

const SPEC = { point: 0.00001, digits: 5, pip: 0.0001, stopsLevel: 0, tickSize: 0.00001 };
const MIN = 60_000;
/** A quarter past ten: no boundary of an hour. */
const START = Date.parse('2025-08-04T10:15:00Z');

/** A market that has seen so many minutes from the start on; `without` are minutes without a price. */
function seen(minutes: number, without: readonly number[] = []) {
  const market = createSymbolMarket('EURUSD');
  for (let minute = 0; minute < minutes; minute += 1) {
    if (without.includes(minute)) continue;
    const open = 1.1 + minute / 1e4;
    onBar(
      market,
      {
        symbol: 'EURUSD',
        timeframe: 'M1',
        time: START + minute * MIN,
        open,
        high: open + 0.00012,
        low: open - 0.00007,
        close: open + 0.00005,
        volume: 10,
        spreadPoints: 8,
        source: 'history',
      },
      SPEC,
    );
  }
  return new Map([['EURUSD', market]]);
}
const ask = (timeframe: BarsAsk['timeframe'], from: number | null = null, to: number | null = null): BarsAsk => ({
  timeframe,
  from,
  to,
});
const of = (market: ReturnType<typeof seen>, wanted: BarsAsk) => barsView(market, 'EURUSD', 'a test', wanted);
const times = ({ bars }: ReturnType<typeof of>): readonly number[] | undefined => bars?.map(({ time }) => (time - START) / MIN);

describe('candles', () => {
  it('of which none are known are null, and not empty', () => {
    for (const timeframe of ['M1', 'M5', 'H1'] as const)
      expect(of(new Map(), ask(timeframe))).toMatchObject({ known: null, complete: false, bars: null });
  });

  it('of M1 are those of the minutes that had a price', () => {
    const told = of(seen(10, [4]), ask('M1'));
    expect([times(told), told.known, told.complete]).toEqual([
      [0, 1, 2, 3, 5, 6, 7, 8, 9],
      { from: START, to: START + 10 * MIN },
      true,
    ]);
  });

  it('begin with `from` and end before `to`', () => {
    expect(times(of(seen(10), ask('M1', START + 2 * MIN, START + 5 * MIN)))).toEqual([2, 3, 4]);
  });

  it.each([
    ['before what is known', START - 10 * MIN, START + 3 * MIN, [0, 1, 2], false],
    ['after it', START + 8 * MIN, START + 20 * MIN, [8, 9], false],
    ['all of it', START, START + 10 * MIN, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], true],
  ])('say of a time that reaches %s how much of it is known', (_what, from, to, minutes, complete) => {
    const told = of(seen(10), ask('M1', from, to));
    expect([times(told), told.complete]).toEqual([minutes, complete]);
  });

  it.each([
    ['before', START - 10 * MIN, START],
    ['after', START + 10 * MIN, START + 20 * MIN],
  ])('of a time wholly %s what is known are null', (_what, from, to) => {
    expect(of(seen(10), ask('M1', from, to))).toMatchObject({ complete: false, bars: null, known: { from: START } });
  });

  it('of a time without a price within what is known are empty, and that is known', () => {
    expect(of(seen(10, [4, 5]), ask('M1', START + 4 * MIN, START + 6 * MIN))).toMatchObject({ complete: true, bars: [] });
  });

  it('of an hour are put together of whole hours only', () => {
    const told = of(seen(180), ask('H1'));
    expect([times(told), told.known]).toEqual([[45, 105], { from: START + 45 * MIN, to: START + 165 * MIN }]);
    const [first] = told.bars ?? [];
    expect(first).toMatchObject({ open: 1.1045, close: expect.closeTo(1.10445 + 0.006, 9) as number, volume: 600, minutes: 60 });
    expect([first?.high, first?.low]).toEqual([expect.closeTo(1.1104 + 0.00012, 9), expect.closeTo(1.1045 - 0.00007, 9)]);
  });

  it('of a period that is not over are not told', () => {
    expect(of(seen(20), ask('H1'))).toMatchObject({ known: null, bars: null });
  });
});
