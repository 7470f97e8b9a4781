import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gridOf, knownRuns, ownBars, runLine, runSweep, sweepCsv, sweepParam, sweepText } from '#main/replay/index.ts';
import { ODDS } from '#main/replay/odds/index.ts';
import { withPoint } from '#main/replay/sweep/grid.ts';
import { walkedBars } from '#test/bench/world/prices.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the grid', () => {
  it.each([
    ['a.b=0.1..0.3:0.1', [0.1, 0.2, 0.3]],
    ['a.b=1..2:0.4', [1, 1.4, 1.8]],
    ['a.b=5..5:1', [5]],
    ['a.b=1,"x",true', [1, 'x', true]],
    ['a.b=london,tokyo', ['london', 'tokyo']],
  ])('%s', (text, values) => expect(sweepParam(text)).toEqual({ path: 'a.b', values }));

  it.each(['a.b', 'a.b=', '=1', 'a.b=3..1:1', 'a.b=1..2:0', 'a.b=1,1', 'a.b=1..1000:1'])(
    '%s is refused with how to write it',
    (text) => {
      expect(() => sweepParam(text)).toThrow(/--param .*write KEY=1\.5\.\.3:0\.25 or KEY=a,b,c/);
    },
  );

  it('has every combination, the last parameter running fastest, and is not endless', () => {
    const points = gridOf([sweepParam('a=1,2'), sweepParam('b=3,4')]);
    expect(points.map((point) => point.map(([, value]) => value))).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
    expect(() => gridOf([])).toThrow('--param is needed');
    expect(() => gridOf([sweepParam('a=1..50:1'), sweepParam('b=1..11:1')])).toThrow('550 runs, at most 500');
  });

  it('puts its values into the configuration and leaves the rest', () => {
    const config = { cells: { u1: { minScore: 0.5, spread: 2 } }, symbols: ['A'] };
    expect(
      withPoint(config, [
        ['cells.u1.minScore', 0.8],
        ['strategies.m5_bos.enabled', false],
      ]),
    ).toEqual({
      ...{ cells: { u1: { minScore: 0.8, spread: 2 } }, symbols: ['A'], strategies: { m5_bos: { enabled: false } } },
    });
  });
});

describe('a sweep', { timeout: 240_000 }, () => {
  const file = join(folder, 'EURUSD_M1.csv');
  writeFileSync(file, [...ownBars(walkedBars(1_500, Date.UTC(2026, 0, 9, 12)))].join(''));
  const profile = { sessions: ['any'] };
  const config = {
    strategies: { m5_bos: profile, m1_retest: profile },
    cells: { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } },
  };
  const task = { files: [file], rows: {}, specs: [], config, rearm: 'daily', odds: { ...ODDS, paths: 200 } } as const;
  const points = gridOf([sweepParam('strategies.m5_bos.riskPercent=0.2,0.4'), sweepParam('cells.u1.minScore=0.5,1')]);
  const swept = async (jobs: number, before = '') => {
    const lines: string[] = [];
    const ended = (run: Parameters<typeof runLine>[0]) => void lines.push(runLine(run));
    return { runs: await runSweep({ task, points, known: knownRuns(before), jobs, ended }), lines };
  };

  it('gives the same over one thread and over two, and goes on where it was ended', async () => {
    const one = await swept(1);
    expect(one.runs.map(({ point }) => point)).toEqual(points);
    expect(new Set(one.runs.map(({ key }) => key)).size).toBe(4);
    expect(one.runs[0]!.trades).toBeGreaterThan(0);
    expect(one.runs[1]!.trades).toBeLessThan(one.runs[0]!.trades);
    expect(Math.abs(one.runs[2]!.net)).toBeGreaterThan(Math.abs(one.runs[0]!.net));
    expect((await swept(2)).runs).toEqual(one.runs);
    const half = `${one.lines.slice(0, 2).join('')}{"key":"torn`;
    const rest = await swept(1, half);
    expect([rest.lines.length, rest.runs]).toEqual([2, one.runs]);
    expect(sweepText(one.runs)).toMatch(/4 runs on one past, \d of them breached the rulebook\./);
    expect(sweepCsv(one.runs).split('\r\n')).toHaveLength(6);
  });

  it('of two symbols plays both of them in one account, each file by its own name and within the part that is traded', async () => {
    const other = join(folder, 'GBPUSD_M1.csv');
    const bars = walkedBars(1_500, Date.UTC(2026, 0, 9, 12)).map((bar) => ({ ...bar, symbol: 'GBPUSD' }));
    writeFileSync(other, [...ownBars(bars)].join(''));
    const ranOn = async (files: readonly string[], span?: { readonly from: number; readonly to: number }) => {
      const asked = span === undefined ? { ...task, files } : { ...task, files, span };
      return (await runSweep({ task: asked, points: points.slice(0, 1), known: new Map(), jobs: 1, ended: () => undefined }))[0]!;
    };
    const [one, two, both] = [await ranOn([file]), await ranOn([other]), await ranOn([file, other])];
    expect(new Set([one, two, both].map(({ key }) => key)).size).toBe(3);
    expect(both.trades).toBeGreaterThan(Math.max(one.trades, two.trades));
    const half = { from: bars[750]!.time, to: bars.at(-1)!.time + 60_000 };
    const [within, alone] = [await ranOn([file, other], half), await ranOn([file], half)];
    expect(alone.trades).toBeGreaterThan(0);
    expect(within.trades).toBeGreaterThan(alone.trades);
    expect(within.trades).toBeLessThan(both.trades);
  });

  it('a value that the configuration refuses ends it, by its key', async () => {
    const wrong = gridOf([sweepParam('cells.u1.minScore=0.5,7')]);
    const ended = () => undefined;
    await expect(runSweep({ task, points: wrong, known: new Map(), jobs: 1, ended })).rejects.toThrow(
      /cells\.u1\.minScore=7: cells\.u1\.minScore:/,
    );
  });
});

describe('what the best is worth', () => {
  const run = (sharpe: number | null, value: number) => ({
    ...{
      key: String(value),
      trades: 3,
      net: 5,
      winRate: 0.5,
      profitFactor: null,
      meanR: 0.1,
      fall: 1,
      sharpe,
      nearest: null,
      targetAt: null,
      odds: { breach: 0.25, pass: null },
    },
    point: [['a', value]] as const,
    breach: value === 2 ? { rule: 'daily', at: 0 } : null,
    returns: [0.01, -0.002, 0.004, 0.01, -0.01],
  });

  it('stands beside the best of as many worthless runs', () => {
    const text = sweepText([run(1, 1), run(2, 2), run(-1, 3)]);
    expect(text).toContain('3 runs on one past, 1 of them breached');
    expect(text).toMatch(/The best Sharpe ratio is 2\.00 \(a 2\); the best of 3 worthless runs would show about \d+\.\d\d/);
    expect(text).toMatch(/With \d+ % it is better than luck/);
    expect(text).toMatch(/breached \(daily\)/);
    expect(text).toMatch(/25 % +- +survived/);
  });

  it('is not told where too few have a Sharpe ratio', () => {
    expect(sweepText([run(1, 1), run(null, 2)])).toContain('Too few runs with a Sharpe ratio');
    expect(sweepText([])).toContain('0 runs');
  });
});
