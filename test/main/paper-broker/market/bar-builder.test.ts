import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bar, Quote } from '#shared/domain';
import { BarBuilder } from '#main/paper-broker/index.ts';

const at = (text: string): number => Date.parse(`2026-05-06T${text}Z`);
const tick = (time: string, bid: number): Quote => ({ symbol: 'EURUSD', bid, ask: bid + 0.00008, at: at(time) });

describe('bar builder', () => {
  it('closes a bar when a tick or the time passes its minute, drops the first minute, makes none without ticks', () => {
    const builder = new BarBuilder('EURUSD', 0.00001, null);
    const closed = [
      tick('09:00:30', 1.1),
      tick('09:01:00', 1.2),
      tick('09:01:20', 1.1),
      tick('09:01:40', 1.3),
      tick('09:01:59', 1.25),
    ].map((one) => builder.tick(one));
    expect(closed).toEqual([null, null, null, null, null]);
    expect(builder.advance(at('09:01:59.999'))).toBeNull();
    expect(builder.advance(at('09:02:00'))).toEqual({
      symbol: 'EURUSD',
      timeframe: 'M1',
      time: at('09:01:00'),
      open: 1.2,
      high: 1.3,
      low: 1.1,
      close: 1.25,
      volume: 4,
      spreadPoints: 8,
      source: 'live',
    });
    expect(builder.advance(at('09:05:00'))).toBeNull();
    expect(builder.tick(tick('09:04:59', 9))).toBeNull();
    expect(builder.tick(tick('09:05:01', 1.4))).toBeNull();
    expect(builder.tick(tick('09:06:00', 1.5))).toMatchObject({ time: at('09:05:00'), open: 1.4, volume: 1 });
  });

  it('keeps the first minute when it was watched from its beginning', () => {
    const builder = new BarBuilder('EURUSD', 0.00001, at('09:00:00'));
    builder.tick(tick('09:00:30', 1.1));
    expect(builder.advance(at('09:01:00'))).toMatchObject({ time: at('09:00:00'), open: 1.1 });
  });

  it('equals putting all ticks together at once, however time is told in between', () => {
    const moves = fc.array(fc.record({ wait: fc.nat(40_000), bid: fc.integer({ min: 100, max: 200 }), tell: fc.boolean() }), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(moves, (list) => {
        let now = at('00:00:00');
        const ticks = list.map(({ wait, bid }) => ({ symbol: 'X', bid, ask: bid + 1, at: (now += wait) }));
        const builder = new BarBuilder('X', 1, 0);
        const bars: (Bar | null)[] = [];
        ticks.forEach((one, index) => {
          if (list[index]?.tell === true) bars.push(builder.advance(one.at));
          bars.push(builder.tick(one));
        });
        bars.push(builder.advance(now + 60_000));
        expect(bars.filter((bar) => bar !== null)).toEqual(together(ticks));
      }),
    );
  });
});

/** The same bars by grouping. */
export function together(ticks: readonly Quote[]): unknown[] {
  const groups = Map.groupBy(ticks, (one) => one.at - (one.at % 60_000));
  return [...groups].map(([time, group]) => {
    const bids = group.map((one) => one.bid);
    const first = group[0]!;
    return {
      symbol: first.symbol,
      timeframe: 'M1',
      time,
      open: bids[0],
      high: Math.max(...bids),
      low: Math.min(...bids),
      close: bids.at(-1),
      volume: bids.length,
      spreadPoints: 1,
      source: 'live',
    };
  });
}
