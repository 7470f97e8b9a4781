import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyMarketState, createMarketState, foldBar, type DetectorSpec, type MarketState, type Setup } from '#engine/market';
import type { Bar } from '#shared/domain';
import { barOf, EURUSD, run, walk, type Points } from './bars.ts';
import { batchBreaks } from './batch-structure.ts';

const BARS = 1500;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const live = (points: readonly Points[]): Bar[] => points.map((point) => barOf(point));

/** Runs a property over walks and makes sure that it was not proven on markets without setups. */
function overWalks(runs: number, prove: (points: Points[], found: Setup[]) => void): void {
  const seen = { M5_BOS: 0, M1_BREAK_RETEST: 0, BY_HAND: 0 };
  fc.assert(
    fc.property(seeds, (seed) => {
      const points = walk(seed, BARS);
      const found = run(live(points)).setups;
      for (const setup of found) seen[setup.pattern] += 1;
      prove(points, found);
    }),
    { numRuns: runs },
  );
  expect(seen.M5_BOS).toBeGreaterThan(runs);
  expect(seen.M1_BREAK_RETEST).toBeGreaterThan(runs / 3);
}

/** Everything the market said, in the order of saying it. */
function told(bars: readonly Bar[], state: MarketState = createMarketState()): string[] {
  const log: string[] = [];
  let [swing, made, ended] = ['', '', ''];
  const tell = (text: string, last: string): string => {
    if (text !== last) log.push(text);
    return text;
  };
  for (const bar of bars) {
    const market = foldBar(state, bar, EURUSD);
    swing = tell(JSON.stringify(market.structure.swings.slice(-2)), swing);
    made = tell(JSON.stringify(market.structure.breaks.at(-1)), made);
    ended = tell(JSON.stringify(market.retests.at(-1)), ended);
    for (const setup of market.fresh) log.push(JSON.stringify(setup));
  }
  return log;
}

describe('the detector, on any market', () => {
  it('never takes back what it said, whatever comes next', () => {
    overWalks(15, (points) => {
      const bars = live(points);
      const whole = told(bars);
      for (const length of [200, 500, 777, 1111]) {
        const prefix = told(bars.slice(0, length));
        expect(whole.slice(0, prefix.length)).toEqual(prefix);
      }
    });
  });

  it('knows nothing before the bar that shows it has closed', () => {
    overWalks(15, (points) => {
      const state = createMarketState();
      const early: unknown[] = [];
      for (const bar of live(points)) {
        const { structure, fresh, retests } = foldBar(state, bar, EURUSD);
        const now = bar.time + 60_000;
        early.push(
          ...structure.swings.filter((swing) => swing.time + 4 * 300_000 > swing.confirmedAt || swing.confirmedAt > now),
          ...structure.breaks.filter((made) => made.levelTime + 4 * 300_000 >= made.at || made.at > now),
          ...fresh.filter((setup) => setup.madeAt !== now && setup.madeAt > bar.time),
          ...retests.filter((retest) => retest.endedAt === null || retest.endedAt > now),
        );
      }
      expect(early).toEqual([]);
    });
  });

  it('finds the breaks that a second reading of the whole series finds', () => {
    overWalks(40, (points, found) => {
      const bars = live(points);
      const breaks = found.filter(({ pattern }) => pattern === 'M5_BOS');
      expect(
        breaks.map((setup) => ({ kind: setup.kind, side: setup.side, level: setup.levels.structureBreak, at: setup.madeAt })),
      ).toEqual(batchBreaks(bars, EURUSD.point));
    });
  });

  it('mirrors its setups when prices are mirrored', () => {
    overWalks(40, (points, found) => {
      const axis = 2 * 110_000;
      const mirrored = run(
        live(points.map((p) => ({ ...p, o: axis - p.o, h: axis - p.l, l: axis - p.h, c: axis - p.c }))),
      ).setups;
      const back = (price: number | null): number | null => (price === null ? null : Number((axis / 1e5 - price).toFixed(5)));
      expect(
        mirrored.map((m) => [
          m.pattern,
          m.kind,
          m.side,
          m.madeAt,
          back(m.entry),
          back(m.stopLoss),
          back(m.takeProfit),
          back(m.levels.structureBreak),
          back(m.levels.previousHigh),
        ]),
      ).toEqual(
        found.map((f) => [
          f.pattern,
          f.kind,
          f.side === 'BUY' ? 'SELL' : 'BUY',
          f.madeAt,
          f.entry,
          f.stopLoss,
          f.takeProfit,
          f.levels.structureBreak,
          f.levels.previousLow,
        ]),
      );
    });
  });

  it('does not care for the unit of price', () => {
    const spec: DetectorSpec = { point: 1e-3, pip: 1e-2, tickSize: 1e-3, digits: 3, stopsLevel: 0 };
    overWalks(40, (points, found) => {
      const scaled = run(
        points.map((point) => barOf(point, {}, 1e3)),
        spec,
      ).setups;
      const inPoints = (setups: readonly Setup[], unit: number): unknown[] =>
        setups.map((s) =>
          [s.id, s.entry, s.stopLoss, s.takeProfit, s.levels.retestLevel ?? 0].map((x) =>
            typeof x === 'number' ? Math.round(x * unit) : x,
          ),
        );
      expect(inPoints(scaled, 1e3)).toEqual(inPoints(found, 1e5));
    });
  });

  it('says the same after being stored and restored at any moment, and beside other symbols', () => {
    overWalks(15, (points) => {
      const bars = live(points);
      let state = createMarketState();
      const log: string[] = [];
      for (let i = 0; i < bars.length; i += 97) {
        const slice = bars.slice(i, i + 97);
        for (const bar of slice) {
          foldBar(state, { ...bar, symbol: 'GBPUSD', close: bar.low, high: bar.open + 1 }, EURUSD);
          for (const setup of foldBar(state, bar, EURUSD).fresh) log.push(JSON.stringify(setup));
        }
        state = copyMarketState(state);
      }
      expect(log).toEqual(run(bars).setups.map((setup) => JSON.stringify(setup)));
    });
  });

  it('keeps stops behind the entry by the broker distance, targets at their multiple, and ids apart', () => {
    const spec = { ...EURUSD, stopsLevel: 40 };
    fc.assert(
      fc.property(seeds, (seed) => {
        const { setups } = run(live(walk(seed, BARS)), spec);
        for (const setup of setups) {
          const sign = setup.side === 'BUY' ? 1 : -1;
          const risk = sign * (setup.entry - setup.stopLoss);
          expect(risk).toBeGreaterThanOrEqual(45e-5 - 1e-9);
          expect(sign * (setup.takeProfit - setup.entry)).toBeGreaterThanOrEqual(
            (setup.pattern === 'M5_BOS' ? 2.5 : 2) * risk - 1e-9,
          );
          expect(setup.id.length).toBeLessThanOrEqual(60);
          expect(sign * ((setup.levels.currentPrice ?? 0) - (setup.levels.structureBreak ?? 0))).toBeGreaterThan(0);
        }
        expect(new Set(setups.map(({ id }) => id)).size).toBe(setups.length);
      }),
      { numRuns: 20 },
    );
  });
});
