import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  foldsCsv,
  foldsOf,
  foldsText,
  gridOf,
  knownRuns,
  ownBars,
  runLine,
  runSweep,
  sweepParam,
  walkForward,
} from '#main/replay/index.ts';
import { ODDS } from '#main/replay/odds/index.ts';
import { chosenOf, efficiencyOf, type FoldEnd, type Span } from '#main/replay/sweep/folds.ts';
import type { SweepPoint } from '#main/replay/sweep/grid.ts';
import type { SweepRun } from '#main/replay/sweep/sweep-run.ts';
import { walkedBars } from '#test/bench/world/prices.ts';

const folder = mkdtempSync(join(tmpdir(), 'folds-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DAY = 86_400_000;

const runOf = (value: number, sharpe: number | null, changes: Partial<SweepRun> = {}): SweepRun => ({
  ...{ key: String(value), point: [['a', value]] as const, trades: 3, net: 5, winRate: 0.5, profitFactor: null, meanR: 0.1 },
  ...{ fall: 1, sharpe, nearest: null, targetAt: null, odds: null, breach: null, returns: [0.01, 0.03] },
  ...changes,
});

describe('the folds', () => {
  const span = { from: 0, to: 10 * DAY };

  it('anchored: each chooses on all that came before and is judged on the next part, to the last moment', () => {
    expect(
      foldsOf(span, 4, 'anchored').map(({ inSample, outOfSample }) =>
        [inSample.from, inSample.to, outOfSample.from, outOfSample.to].map((at) => at / DAY),
      ),
    ).toEqual([
      [0, 2, 2, 4],
      [0, 4, 4, 6],
      [0, 6, 6, 8],
      [0, 8, 8, 10],
    ]);
  });

  it('rolling: each chooses on the part before', () => {
    expect(foldsOf(span, 4, 'rolling').map(({ inSample }) => [inSample.from / DAY, inSample.to / DAY])).toEqual([[0, 2], [2, 4], [4, 6], [6, 8]]); // prettier-ignore
  });

  it('are refused where a part would be too short, or there are too many', () => {
    expect(() => foldsOf(span, 10, 'rolling')).toThrow(/--folds 10: each part would be shorter than a day/);
    expect(() => foldsOf({ from: 0, to: 900 * DAY }, 21, 'rolling')).toThrow('--folds: at most 20');
  });
});

describe('what is chosen and what it was worth', () => {
  it('is the highest Sharpe ratio, the first of equal ones, and nothing where none has one', () => {
    expect(chosenOf([runOf(1, 0.5), runOf(2, null), runOf(3, 2), runOf(4, 2)])?.point).toEqual([['a', 3]]);
    expect(chosenOf([runOf(1, null)])).toBeNull();
  });

  it('efficiency is a day’s mean return afterwards over that before', async () => {
    const asked: [number, Span][] = [];
    const folds = foldsOf({ from: 0, to: 9 * DAY }, 2, 'anchored');
    const ends = await walkForward(folds, gridOf([sweepParam('a=1,2')]), (points, span) => {
      asked.push([points.length, span]);
      const after = runOf(2, 0.1, { returns: [0.005, 0.005], net: -3, breach: { rule: 'daily', at: 0 } });
      return Promise.resolve(points.length === 1 ? [after] : [runOf(1, 1), runOf(2, 3)]);
    });
    expect(asked).toEqual(folds.flatMap(({ inSample, outOfSample }) => [[2, inSample], [1, outOfSample]])); // prettier-ignore
    expect(efficiencyOf(ends)).toBeCloseTo(0.005 / 0.02, 9);
    const text = foldsText(ends, 'anchored');
    expect(text).toMatch(/Out of sample 0 of 2 folds gained and 2 breached, -6\.00 in all; 1 settings were chosen/);
    expect(text).toMatch(/Efficiency 0\.25/);
    expect(foldsCsv(ends).split('\r\n')).toHaveLength(4);
    expect(efficiencyOf([{ ...folds[0]!, chosen: null } satisfies FoldEnd])).toBeNull();
    const lost = runOf(1, 1, { returns: [-0.01] });
    expect(efficiencyOf([{ ...folds[0]!, chosen: { inSample: lost, outOfSample: lost } }])).toBeNull();
  });
});

it(
  'a part is traded alone and nothing of what comes after it is seen: other prices afterwards change no fold before',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(3_000, Date.UTC(2026, 0, 9, 12));
    const cut = bars[2_000]!.time;
    const turned = bars.map((bar) => {
      if (bar.time < cut) return bar;
      const mirrored = (price: number): number => Number((2 * bars[1_999]!.close - price).toFixed(5));
      return { ...bar, open: mirrored(bar.open), high: mirrored(bar.low), low: mirrored(bar.high), close: mirrored(bar.close) };
    });
    const config = {
      strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } },
      cells: { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } },
    };
    const points: readonly SweepPoint[] = gridOf([sweepParam('strategies.m5_bos.riskPercent=0.2,0.4')]);
    const sweep = async (name: string, rows: typeof bars, span: Span, known = '') => {
      const file = join(folder, name, 'EURUSD_M1.csv');
      const lines: string[] = [];
      writeFileSync(file, [...ownBars(rows)].join(''));
      const task = { files: [file], rows: {}, specs: [], config, rearm: 'daily', odds: { ...ODDS, paths: 100 }, span } as const;
      const runs = await runSweep({
        task,
        points,
        known: knownRuns(known),
        jobs: 1,
        ended: (run) => void lines.push(runLine(run)),
      });
      return { runs, lines };
    };
    for (const name of ['a', 'b']) mkdirSync(join(folder, name));
    const before = { from: bars[0]!.time, to: cut };
    const one = await sweep('a', bars, before);
    expect(one.runs[0]!.trades).toBeGreaterThan(0);
    expect((await sweep('b', turned, before)).runs).toEqual(one.runs);
    const after = await sweep('a', bars, { from: cut, to: bars.at(-1)!.time + 60_000 });
    expect(after.runs.map(({ key }) => key)).not.toContain(one.runs[0]!.key);
    const again = await sweep('a', bars, before, one.lines.join(''));
    expect([again.lines, again.runs]).toEqual([[], one.runs]);
  },
);
