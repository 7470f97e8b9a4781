import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarketState, foldBar, hourlyCorrelation, type MarketState } from '#engine/market';
import { barOf, EURUSD } from './bars.ts';

const HOURS = 40;
const GBPUSD = { ...EURUSD, symbol: 'GBPUSD' };

/** Markets whose price stands still within an hour and moves by these points from one to the next. */
function market(moves: Readonly<Record<string, readonly number[]>>, skipped: ReadonlySet<number> = new Set()): MarketState {
  const state = createMarketState();
  for (const [symbol, steps] of Object.entries(moves)) {
    let price = 1e5;
    for (const [hour, step] of steps.entries()) {
      price += step;
      if (skipped.has(hour)) continue;
      for (let minute = hour * 60; minute < hour * 60 + 60; minute += 1)
        foldBar(
          state,
          { ...barOf({ minute, o: price, h: price, l: price, c: price, spread: 7 }), symbol },
          symbol === 'EURUSD' ? EURUSD : GBPUSD,
        );
    }
  }
  return state;
}
const wave = (at: number): number => Math.round(50 * Math.sin(at * 1.7) + 20 * Math.cos(at * 0.3));
const hours = <T>(make: (hour: number) => T): T[] => Array.from({ length: HOURS }, (_, hour) => make(hour));

describe('how two symbols moved by the hour', () => {
  const steps = hours(wave);

  it('as one, as a mirror, and not at all alike', () => {
    const of = (other: readonly number[]): number | null =>
      hourlyCorrelation(market({ EURUSD: steps, GBPUSD: other }), 'EURUSD', 'GBPUSD');
    expect(of(steps)).toBeCloseTo(1, 6);
    expect(of(steps.map((step) => -step))).toBeCloseTo(-1, 3);
    expect(Math.abs(of(hours((hour) => Math.round(40 * Math.sin(hour * 2.9 + 1)))) ?? 1)).toBeLessThan(0.4);
  });

  it('is not known of too few hours, of a symbol nobody sees, and of one that stands still', () => {
    const short = steps.slice(0, 20);
    expect(hourlyCorrelation(market({ EURUSD: short, GBPUSD: short }), 'EURUSD', 'GBPUSD')).toBeNull();
    expect(hourlyCorrelation(market({ EURUSD: steps }), 'EURUSD', 'GBPUSD')).toBeNull();
    expect(hourlyCorrelation(market({ EURUSD: steps, GBPUSD: hours(() => 0) }), 'EURUSD', 'GBPUSD')).toBeNull();
  });

  it('hours that one of them lacks are left out', () => {
    const whole = market({ EURUSD: steps });
    const gappy = market({ GBPUSD: steps }, new Set([10, 11, 25]));
    const both = new Map([...whole, ...gappy]);
    expect(hourlyCorrelation(both, 'EURUSD', 'GBPUSD')).toBeCloseTo(1, 6);
  });

  it('lies between -1 and 1, and is the same either way round', () => {
    const move = fc.array(fc.integer({ min: -80, max: 80 }), { minLength: HOURS, maxLength: HOURS });
    fc.assert(
      fc.property(move, move, (a, b) => {
        const state = market({ EURUSD: a, GBPUSD: b });
        const r = hourlyCorrelation(state, 'EURUSD', 'GBPUSD');
        if (r === null) return;
        expect(Math.abs(r)).toBeLessThanOrEqual(1 + 1e-9);
        expect(hourlyCorrelation(state, 'GBPUSD', 'EURUSD')).toBeCloseTo(r, 9);
      }),
      { numRuns: 20 },
    );
  });
});
