import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskOn, folderOf, REPLAY, RUN, type FakeProcess } from './desk.ts';

const INSPECT = { kindOfJob: 'inspect', file: 'EURUSD_M1.csv', kind: null, rows: {} } as const;

/** What a process of a replay leaves in its folder. */
function write({ task }: FakeProcess, id = 'run-1'): void {
  if ('out' in task) writeFileSync(join(task.out, 'run.json'), JSON.stringify({ ...RUN, id }));
}

async function ready() {
  const all = deskOn();
  await all.put('EURUSD_M1.csv', 'time,open\n');
  return all;
}

const runsIn = (dataDir: string): readonly string[] => readdirSync(join(dataDir, 'replays', 'runs'));

describe('a run', () => {
  it('tells how far it is and when it ends, and is kept once it is whole', async () => {
    const { desk, processes, clock, started, over } = await ready();
    await started(REPLAY);
    const [own] = processes;
    own!.say({ t: 'progress', step: 'Playing bars', done: 0, total: 1_000 });
    clock.now += 2_000;
    own!.say({ t: 'progress', step: 'Playing bars', done: 250, total: 1_000 });
    expect((await desk.view()).job).toMatchObject({ state: 'running', done: 250, elapsedMs: 2_000, leftMs: 6_000 });
    expect((await desk.view()).runs).toEqual([]);
    write(own!);
    own!.say({ t: 'kept', run: RUN });
    expect((await desk.view()).job?.state).toBe('running');
    own!.end();
    await over();
    expect(await desk.view()).toMatchObject({ runs: [{ id: 'run-1' }], job: { state: 'done', runId: 'run-1' } });
  });

  it('is the only one: another is refused in words while it runs, and its file is not taken away', async () => {
    const { desk, processes, started } = await ready();
    await started(REPLAY);
    expect(await started(REPLAY)).toMatchObject({
      ok: false,
      error: { code: 'already_asked', detail: 'June is under way: end it, or wait for its end' },
    });
    expect(await started(INSPECT)).toMatchObject({ ok: false });
    expect(await desk.remove({ what: 'file', name: 'EURUSD_M1.csv' })).toMatchObject({
      ok: false,
      error: { code: 'already_asked' },
    });
    expect(processes).toHaveLength(1);
  });

  it('two that are asked in the same turn are one', async () => {
    const { processes, started } = await ready();
    const both = await Promise.all([started(REPLAY), started(REPLAY)]);
    expect([both.map(({ ok }) => ok), processes.length]).toEqual([[true, false], 1]);
  });

  it('that is cancelled is ended and leaves nothing; another can begin', async () => {
    const { desk, dataDir, processes, started } = await ready();
    await started(REPLAY);
    write(processes[0]!);
    expect(await desk.cancel()).toMatchObject({
      ok: true,
      value: { runs: [], job: { state: 'cancelled', runId: null, faults: [] } },
    });
    expect([processes[0]!.isKilled, runsIn(dataDir)]).toEqual([true, []]);
    expect(await started(REPLAY)).toMatchObject({ ok: true });
  });

  it('whose process breaks off is told as that, and leaves nothing', async () => {
    const { desk, dataDir, processes, started, over } = await ready();
    await started(REPLAY);
    processes[0]!.end('it ended with SIGABRT: FATAL ERROR: Reached heap limit');
    await over();
    expect((await desk.view()).job).toMatchObject({
      state: 'failed',
      faults: ['The process for it was broken off: it ended with SIGABRT: FATAL ERROR: Reached heap limit'],
    });
    expect(runsIn(dataDir)).toEqual([]);
  });

  it('that cannot go on says why, a line for each', async () => {
    const { desk, processes, started, over } = await ready();
    await started(REPLAY);
    processes[0]!.say({ t: 'failed', faults: ['one', 'two'] });
    processes[0]!.end();
    await over();
    expect((await desk.view()).job).toMatchObject({ state: 'failed', faults: ['one', 'two'] });
  });

  it('of a file that is gone does not begin', async () => {
    const { dataDir, processes, started } = await ready();
    rmSync(join(dataDir, 'replays', 'EURUSD_M1.csv'));
    expect(await started(REPLAY)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(processes).toEqual([]);
  });

  it('goes with the cockpit', async () => {
    const { desk, processes, started } = await ready();
    await started(REPLAY);
    await desk.stop();
    expect(processes[0]!.isKilled).toBe(true);
  });
});

describe('kept runs', () => {
  async function kept(dataDir: string) {
    const folder = join(dataDir, 'replays', 'runs', 'run-1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(RUN));
    writeFileSync(join(folder, 'report.csv'), 'ticket\r\n');
    return deskOn(dataDir);
  }

  it('are there after a restart; what a crash left is taken away', async () => {
    const dataDir = folderOf();
    mkdirSync(join(dataDir, 'replays', 'runs', 'run-9.draft'), { recursive: true });
    mkdirSync(join(dataDir, 'replays', 'runs', 'run-8'), { recursive: true });
    const { desk } = await kept(dataDir);
    expect((await desk.view()).runs).toEqual([RUN]);
    expect(runsIn(dataDir)).toEqual(['run-1', 'run-8']);
  });

  it('are removed, exported, and told when a part is damaged or gone', async () => {
    const dataDir = folderOf();
    const { desk } = await kept(dataDir);
    expect(await desk.report('run-1')).toMatchObject({ ok: false, error: { code: 'not_found' } });
    writeFileSync(join(dataDir, 'replays', 'runs', 'run-1', 'overview.json'), '{"run":');
    expect(await desk.report('run-1')).toMatchObject({ ok: false, error: { detail: expect.stringContaining('cut off') } });
    const file = await desk.export('run-1', 'csv');
    expect(file.ok && existsSync(file.value)).toBe(true);
    expect(await desk.compare('run-1', 'run-7')).toMatchObject({ ok: false });
    expect(await desk.remove({ what: 'run', id: 'run-1' })).toMatchObject({ ok: true, value: { runs: [] } });
    expect(await desk.report('run-1')).toMatchObject({ ok: false, error: { detail: 'There is no such run any more' } });
  });
});

describe('a look at a file', () => {
  it('that fails is kept with the file, until it is another file', async () => {
    const { desk, dataDir, processes, started, over } = await ready();
    await started({ ...INSPECT, rows: { decimals: 'comma' } });
    processes[0]!.say({ t: 'failed', faults: ['EURUSD_M1.csv: 44,123 may be either: give --decimals'] });
    processes[0]!.end();
    await over();
    expect((await desk.view()).files[0]?.look).toEqual({
      ...{ rows: { decimals: 'comma' }, quality: null },
      problem: 'EURUSD_M1.csv: 44,123 may be either: give --decimals',
    });
    writeFileSync(join(dataDir, 'replays', 'EURUSD_M1.csv'), 'something else, longer');
    expect((await desk.view()).files[0]?.look).toBeNull();
  });

  it('that is ended says nothing of the file', async () => {
    const { desk, started } = await ready();
    await started(INSPECT);
    expect(await desk.cancel()).toMatchObject({ ok: true, value: { files: [{ look: null }], job: { state: 'cancelled' } } });
  });
});
