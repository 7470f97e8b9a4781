import { describe, expect, it } from 'vitest';
import type { Bar, Quote } from '#shared/domain';
import { BarBuilder, DemoMarket, PAPER_SYMBOLS, type DemoOptions } from '#main/paper-broker/index.ts';
import { patience } from '#test/time/pace.ts';

const NOW = Date.UTC(2026, 4, 6, 13, 20, 31);
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'];
const market = (changes: Partial<DemoOptions> = {}): DemoMarket =>
  new DemoMarket({
    seed: 1,
    symbols: SYMBOLS,
    nowMs: NOW,
    historyBars: 300,
    offsetMinutes: 0,
    alwaysOpen: true,
    prices: {},
    ...changes,
  });
const pipOf = (symbol: string): number => PAPER_SYMBOLS.find((spec) => spec.symbol === symbol)!.pip;
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

describe('demo market', () => {
  it('is the same for the same seed, however time is told, and another for another seed', () => {
    const inSteps = (step: number, seed = 1): Quote[] => {
      const one = market({ seed });
      const told: Quote[] = [];
      for (let now = NOW; now < NOW + 120_000; now += step) told.push(...one.advance(now));
      return told.concat(one.advance(NOW + 120_000));
    };
    expect(inSteps(250)).toEqual(inSteps(7_919));
    expect(inSteps(250)).not.toEqual(inSteps(250, 2));
    expect(market().history('EURUSD')).toEqual(market().history('EURUSD'));
    expect(market({ symbols: ['USDJPY'] }).history('USDJPY')).toEqual(market().history('USDJPY'));
  });

  it('its ticks make exactly the bars that were foreseen, with no hole after the history', () => {
    const one = market();
    const foreseen = SYMBOLS.map((symbol) => one.peek(symbol, 4));
    const builders = new Map(PAPER_SYMBOLS.map((spec) => [spec.symbol, new BarBuilder(spec.symbol, spec.point, 0)]));
    const made = new Map<string, Bar[]>(SYMBOLS.map((symbol) => [symbol, []]));
    const ticks = [1, 2, 3, 4].flatMap((minute) => one.advance(NOW + minute * 60_000));
    for (const tick of [...one.priming(), ...ticks]) {
      const bar = builders.get(tick.symbol)!.tick(tick);
      if (bar !== null) made.get(tick.symbol)!.push(bar);
    }
    expect(SYMBOLS.map((symbol) => made.get(symbol))).toEqual(foreseen);
    expect(foreseen[0]![0]!.time).toBe(one.history('EURUSD').at(-1)!.time + 60_000);
    expect(foreseen[0]![0]!.open).toBe(one.history('EURUSD').at(-1)!.close);
  });

  it('has one to four ticks a second each, a spread above zero, and prices on the grid', () => {
    const ticks = market().advance(NOW + 600_000 - 1);
    for (const symbol of SYMBOLS) {
      const own = market()
        .advance(NOW + 120_000)
        .filter((tick) => tick.symbol === symbol);
      expect(own.length / 120).toBeGreaterThanOrEqual(0.9);
      expect(own.length / 120).toBeLessThanOrEqual(4);
    }
    for (const { symbol, bid, ask } of ticks) {
      const { digits } = PAPER_SYMBOLS.find((spec) => spec.symbol === symbol)!;
      expect(ask).toBeGreaterThan(bid);
      expect([bid, ask]).toEqual([Number(bid.toFixed(digits)), Number(ask.toFixed(digits))]);
    }
  });

  it('after a long pause tells the minute that ran and the last ones, and is where it would have been', () => {
    const paused = market();
    const ticks = paused.advance(NOW + 8 * 3_600_000);
    const minutes = new Set(ticks.map((tick) => Math.floor((tick.at - NOW) / 60_000)));
    expect(minutes.size).toBeLessThan(8);
    const awake = market();
    let last: readonly Quote[] = [];
    for (let minute = 1; minute <= 480; minute += 1) last = awake.advance(NOW + minute * 60_000);
    expect(ticks.slice(-20)).toEqual(last.slice(-20));
  });

  it('goes on from given prices', () => {
    const prices = { EURUSD: 1.0512, XAUUSD: 2500.5 };
    const last = new Map(
      market({ prices })
        .priming()
        .map((tick) => [tick.symbol, tick.bid]),
    );
    expect(Math.abs(last.get('EURUSD')! - 1.0512)).toBeLessThan(0.00003);
    expect(Math.abs(last.get('XAUUSD')! - 2500.5)).toBeLessThan(0.05);
  });

  it('an offset brings the later minutes of the same walk to now', () => {
    const later = market()
      .peek('EURUSD', 40)
      .slice(20)
      .map((bar) => Math.sign(bar.close - bar.open));
    const now = market({ offsetMinutes: 20 })
      .peek('EURUSD', 20)
      .map((bar) => Math.sign(bar.close - bar.open));
    expect(now.filter((sign, at) => sign === later[at]).length).toBeGreaterThanOrEqual(17);
  });

  it('keeps the trading week when it is not always open', () => {
    const saturday = Date.UTC(2026, 4, 9, 12);
    const closed = market({ alwaysOpen: false, nowMs: saturday });
    expect(closed.history('EURUSD').at(-1)!.time).toBe(Date.UTC(2026, 4, 8, 20, 59));
    expect(closed.advance(saturday + 3_600_000)).toEqual([]);
    const monday = closed.advance(Date.UTC(2026, 4, 11, 8));
    expect(monday.length).toBeGreaterThan(100);
    expect(market({ nowMs: saturday }).advance(saturday + 60_000).length).toBeGreaterThan(100);
  });
});

describe('demo market over twenty days', () => {
  const days = market({ historyBars: 20 * 1440 });
  const byDay = (symbol: string): Bar[][] =>
    [...Map.groupBy(days.history(symbol), (bar) => Math.floor(bar.time / 86_400_000)).values()].filter(
      (day) => day.length === 1440,
    );

  it('moves as far a day as such symbols do', () => {
    const range = (symbol: string): number[] =>
      byDay(symbol).map(
        (day) => (Math.max(...day.map((bar) => bar.high)) - Math.min(...day.map((bar) => bar.low))) / pipOf(symbol),
      );
    const euro = range('EURUSD');
    expect(median(euro)).toBeGreaterThan(60);
    expect(median(euro)).toBeLessThan(130);
    expect(euro.filter((pips) => pips >= 40 && pips <= 150).length / euro.length).toBeGreaterThan(0.9);
    expect(median(range('XAUUSD'))).toBeGreaterThan(200);
  });

  it('is quieter at night than over New York’s morning, with a wider spread in Asia', () => {
    const at = (hour: number, of: (bar: Bar) => number): number =>
      median(
        days
          .history('EURUSD')
          .filter((bar) => new Date(bar.time).getUTCHours() === hour)
          .map(of),
      );
    expect(at(13, (bar) => bar.high - bar.low)).toBeGreaterThan(1.5 * at(3, (bar) => bar.high - bar.low));
    expect(at(3, (bar) => bar.spreadPoints)).toBeGreaterThan(1.2 * at(9, (bar) => bar.spreadPoints));
    expect(Math.min(...days.history('EURUSD').map((bar) => bar.spreadPoints))).toBeGreaterThan(0);
  });

  it('has several times the spread around the turn of the day, unless it never closes', () => {
    const spread = (alwaysOpen: boolean, hour: number): number =>
      median(
        market({ historyBars: 5 * 1440, alwaysOpen })
          .history('EURUSD')
          .filter((bar) => new Date(bar.time).getUTCHours() === hour)
          .map((bar) => bar.spreadPoints),
      );
    expect(spread(false, 21)).toBeGreaterThan(2 * spread(false, 9));
    expect(spread(true, 21)).toBeLessThan(1.8 * spread(true, 9));
  });

  it('has pounds with euros and yen against them', () => {
    const returns = (symbol: string): number[] =>
      days
        .history(symbol)
        .filter((_, at) => at % 60 === 59)
        .map((bar, at, all) => (at === 0 ? 0 : bar.close / all[at - 1]!.close - 1));
    expect(correlation(returns('EURUSD'), returns('GBPUSD'))).toBeGreaterThan(0.3);
    expect(correlation(returns('EURUSD'), returns('USDJPY'))).toBeLessThan(-0.2);
  });

  it('breaks structure and comes back to it several times a day', () => {
    for (const symbol of SYMBOLS) expect(breaksWithRetest(days.history(symbol), pipOf(symbol)) / 20).toBeGreaterThan(2);
  });

  it('makes a first history quickly', () => {
    const began = performance.now();
    market({ historyBars: 1_500 });
    expect(performance.now() - began).toBeLessThan(patience(600));
  });
});

function correlation(a: number[], b: number[]): number {
  const mean = (list: number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const of = (x: number[], mx: number, y: number[], my: number): number =>
    x.reduce((sum, one, at) => sum + (one - mx) * (y[at]! - my), 0);
  return of(a, ma, b, mb) / Math.sqrt(of(a, ma, a, ma) * of(b, mb, b, mb));
}

/** Rises only: an M5 close above the last swing high (3 lower highs on each side), then a low back at it within 30 minutes that closes above. */
function breaksWithRetest(bars: readonly Bar[], pip: number): number {
  const m5 = Array.from({ length: Math.floor(bars.length / 5) }, (_, at) => bars.slice(at * 5, at * 5 + 5)).map((five) => ({
    high: Math.max(...five.map((bar) => bar.high)),
    close: five[4]!.close,
  }));
  let level = Infinity;
  let count = 0;
  m5.forEach(({ close }, at) => {
    const pivot = m5[at - 3];
    if (pivot !== undefined && [-3, -2, -1, 1, 2, 3].every((side) => (m5[at - 3 + side]?.high ?? -1) < pivot.high))
      level = pivot.high;
    if (close <= level) return;
    const broken = level;
    level = Infinity;
    const after = bars.slice(at * 5 + 5, at * 5 + 35);
    const back = after.findIndex((bar) => bar.low <= broken + pip);
    if (back >= 0 && after[back]!.close > broken - pip && after.slice(back).some((bar) => bar.close > broken + 3 * pip))
      count += 1;
  });
  return count;
}
