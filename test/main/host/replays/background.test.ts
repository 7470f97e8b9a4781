import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createReplayDesk, forkedBackground } from '#main/host/replays/index.ts';
import { ownBars } from '#main/replay/index.ts';
import type { BackgroundStart } from '#ports';
import { parseConfig } from '#shared/config';
import type { ReplayView } from '#shared/ipc';
import { walkedBars } from '#test/bench/world/prices.ts';
import { folderOf, REPLAY, uploaded } from './desk.ts';

// Each of these processes reads the product's sources; what Node compiled of them is kept for the next one.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'cockpit-compiled');
const profile = { sessions: ['any'] };
const change = {
  strategies: { m5_bos: profile, m1_retest: profile },
  cells: { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } },
};
const parsed = parseConfig({});
if (!parsed.ok) throw new Error('the defaults are a configuration');
const config = parsed.value;
const prices = [...ownBars(walkedBars(1_500, Date.UTC(2026, 0, 9, 12)))].join('');

/** A desk with real processes beside this one. */
async function deskOf(start: BackgroundStart = forkedBackground) {
  const dataDir = folderOf();
  let [now, id] = [0, 0];
  const desk = createReplayDesk({
    ...{ dataDir, start, clock: { nowMs: () => (now += 1), wallMs: () => 1_000 } },
    ids: { next: () => `run-${(id += 1)}` },
  });
  await uploaded(desk, 'EURUSD_M1.csv', prices);
  const over = async (): Promise<ReplayView> => {
    for (;;) {
      const view = await desk.view();
      if (view.job?.state !== 'running') return view;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { desk, dataDir, over };
}

it('a file is looked at, replayed, told, compared and swept beside this process', { timeout: 480_000 }, async () => {
  const { desk, over } = await deskOf();
  expect(await desk.start({ kindOfJob: 'inspect', file: 'EURUSD_M1.csv', kind: null, rows: {} }, config)).toMatchObject({
    ok: true,
  });
  expect((await over()).files[0]?.look?.quality).toMatchObject({ symbol: 'EURUSD', size: 'M1', rows: 1_500, holes: 0 });
  await desk.start({ ...REPLAY, change }, config);
  expect((await over()).job).toMatchObject({ state: 'done', runId: 'run-2', faults: [] });
  await desk.start({ ...REPLAY, name: 'half', change: { ...change, cells: { ...change.cells, u1: { minScore: 0.9 } } } }, config);
  const half = await over();
  const report = await desk.report('run-2');
  if (!report.ok) throw new Error(report.error.detail);
  const { counts, equity, figures, run } = report.value;
  expect(counts.trades).toBeGreaterThan(0);
  expect([figures.trades, run.trades, equity.length > 10, equity.length <= 500]).toEqual([
    counts.trades,
    counts.trades,
    true,
    true,
  ]);
  const trades = await desk.trades('run-2', 0);
  expect(trades.ok && trades.value.length).toBe(counts.trades);
  const trade = await desk.trade('run-2', counts.trades - 1);
  if (!trade.ok) throw new Error(trade.error.detail);
  const { row, why, bars } = trade.value;
  expect([row.place, why.length > 0, bars.length > 0]).toEqual([counts.trades - 1, true, true]);
  expect(bars.some(({ low, high }) => low <= row.entry && row.entry <= high)).toBe(true);
  const refused = await desk.refused('run-2', 0);
  expect(refused.ok ? refused.value.length : counts.refused).toBe(counts.refused);
  expect(half.job?.faults).toEqual([]);
  const compared = await desk.compare('run-2', 'run-3');
  expect(compared).toMatchObject({ ok: true, value: { settings: [{ path: 'cells.u1.minScore' }] } });
  const { approve: _approve, intrabar: _intrabar, calendar: _calendar, ...terms } = REPLAY;
  const params = [{ path: 'cells.u1.minScore', values: '0.5,1' }];
  await desk.start({ ...terms, kindOfJob: 'sweep', change, params }, config);
  expect((await over()).job).toMatchObject({ state: 'done', runId: 'run-4', done: 2, total: 2 });
  const swept = await desk.sweep('run-4');
  expect(swept).toMatchObject({ ok: true, value: { paths: ['cells.u1.minScore'], rows: [{ values: [0.5] }, { values: [1] }] } });
  expect(swept.ok && swept.value.rows[0]?.trades).toBe(counts.trades);
});

it(
  'a broken file, one that goes meanwhile, and a configuration that is none are told in words',
  { timeout: 240_000 },
  async () => {
    const { desk, dataDir, over } = await deskOf();
    writeFileSync(join(dataDir, 'replays', 'GBPUSD_M1.csv'), 'this,is\nno,history\n');
    await desk.start({ ...REPLAY, files: ['GBPUSD_M1.csv'] }, config);
    expect((await over()).job).toMatchObject({ state: 'failed', faults: [expect.stringMatching(/^GBPUSD_M1.csv:/)] });
    await desk.start({ ...REPLAY, change: { limits: { maxSpreadOfStop: 'wide' } } }, config);
    expect((await over()).job).toMatchObject({ state: 'failed', faults: [expect.stringContaining('limits.maxSpreadOfStop')] });
    const gone: BackgroundStart = (task, heard) => {
      if ('folder' in task) rmSync(join(task.folder, 'EURUSD_M1.csv'));
      return forkedBackground(task, heard);
    };
    const other = await deskOf(gone);
    await other.desk.start(REPLAY, config);
    expect((await other.over()).job).toMatchObject({ state: 'failed', faults: [expect.stringContaining('EURUSD_M1.csv')] });
  },
);

it('a process that is killed from outside is told, and one that is cancelled ends', { timeout: 240_000 }, async () => {
  const kills: (() => void)[] = [];
  const { desk, over } = await deskOf((task, heard) => {
    const own = forkedBackground(task, heard);
    kills.push(() => own.kill());
    return own;
  });
  await desk.start(REPLAY, config);
  kills[0]!();
  expect((await over()).job).toMatchObject({
    state: 'failed',
    faults: ['The process for it was broken off: it ended with SIGKILL'],
  });
  await desk.start(REPLAY, config);
  expect(await desk.cancel()).toMatchObject({ ok: true, value: { job: { state: 'cancelled' }, runs: [] } });
});
