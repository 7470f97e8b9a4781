import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRerunDesk, forkedBackground } from '#main/host/replays/index.ts';
import type { BackgroundStart } from '#ports';
import { defaultConfig } from '#shared/config';
import { hostWithRerun } from '../../runtime/rerun-beside.ts';
import { overOf, writtenJournal } from './written-journal.ts';

process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'cockpit-compiled');
const HALF = { change: { strategies: { m5_bos: { riskPercent: 0.275 } } }, from: null, to: null };

it('a process beside finds the same as this thread, in the journal that is being written', { timeout: 240_000 }, async () => {
  const { story, dir, journal, now } = await writtenJournal();
  const [here, beside] = [hostWithRerun(() => story.records).rerun, createRerunDesk({ journal: dir, start: forkedBackground })];
  here.start(HALF, now);
  expect(beside.start(HALF, now)).toMatchObject({ ok: true, value: { state: 'running', end: now.lastSeq } });
  const found = await overOf(beside);
  expect(found).toEqual(await overOf(here));
  expect(found).toMatchObject({ state: 'done', reached: now.lastSeq, found: { judged: 1, sized: 1, trades: 1 } });
  beside.start(HALF, { ...now, lastSeq: now.lastSeq + 1 });
  expect(await overOf(beside)).toMatchObject({ state: 'failed', fault: `Record ${now.lastSeq + 1} is not on the disk` });
  journal.seal();
});

it('a process that is broken off is told; one that was ended or replaced has no say any more', async () => {
  const heard: Parameters<BackgroundStart>[1][] = [];
  let kills = 0;
  const start: BackgroundStart = (_task, hears) => {
    heard.push(hears);
    return { kill: () => (kills += 1) };
  };
  const desk = createRerunDesk({ journal: 'none', start });
  const now = { config: defaultConfig(), lastSeq: 900 };
  const found = { ...desk.view().found, judged: 3 };
  desk.start(HALF, now);
  heard[0]?.said({ t: 'progress', step: 'Reading records', done: 500, total: 900, found });
  expect(desk.view()).toMatchObject({ state: 'running', reached: 500, end: 900, found: { judged: 3 } });
  heard[0]?.ended('it ended with SIGKILL');
  const fault = 'The process for it was broken off: it ended with SIGKILL';
  expect(desk.view()).toMatchObject({ state: 'failed', fault, found: { judged: 3 } });
  desk.start(HALF, now);
  desk.start(HALF, now);
  heard[1]?.said({ t: 'judged', found });
  heard[1]?.ended('killed');
  expect([desk.view().state, kills]).toEqual(['running', 1]);
  heard[2]?.said({ t: 'progress', step: 'Reading records', done: 500, total: 900, found });
  expect(desk.cancel()).toMatchObject({ state: 'cancelled', reached: 500, found: { judged: 3 } });
  heard[2]?.said({ t: 'judged', found: { ...found, judged: 9 } });
  heard[2]?.ended('killed');
  expect([desk.view(), kills]).toMatchObject([{ state: 'cancelled', fault: null, found: { judged: 3 } }, 2]);
  desk.start(HALF, now);
  heard[3]?.said({ t: 'judged', found });
  heard[3]?.ended('it ended with 0');
  expect(desk.view()).toMatchObject({ state: 'done', reached: 900, fault: null });
  expect(desk.cancel().state).toBe('done');
});
