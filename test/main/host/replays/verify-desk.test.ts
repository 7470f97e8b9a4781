import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createVerifyDesk, forkedBackground } from '#main/host/replays/index.ts';
import { badText, checkJournal } from '#main/host/index.ts';
import type { BackgroundStart, BackgroundTask } from '#ports';
import { KEY, overOf, writtenJournal } from './written-journal.ts';

process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'cockpit-compiled');
const clock = { nowMs: () => 7.5 };

it('a journal that is being written is checked beside it, and a changed record is named', { timeout: 240_000 }, async () => {
  const { dir, journal, now } = await writtenJournal();
  const desk = createVerifyDesk({ journal: dir, key: KEY, clock, start: forkedBackground });
  expect(desk.start(now.lastSeq)).toMatchObject({ state: 'running', end: now.lastSeq, verdict: null });
  const sound = await overOf(desk);
  expect(sound).toMatchObject({ state: 'done', reached: now.lastSeq, at: 7, fault: null, verdict: { bad: null, runs: 1 } });
  const { found, notes } = checkJournal(dir, { key: KEY, isAgain: true });
  const { records, head } = found;
  expect([sound.verdict?.records, sound.verdict?.head, sound.verdict?.notes]).toEqual([records, head, notes]);
  expect(sound.verdict?.notes.join('\n')).toContain('run run-1 is not sealed');
  journal.seal();
  const other = createVerifyDesk({ journal: dir, key: 'another', clock, start: forkedBackground });
  other.start(now.lastSeq);
  expect((await overOf(other)).verdict?.bad).toMatch(/sign/);
  const db = new DatabaseSync(join(dir, 'journal.db'));
  db.exec("UPDATE records SET actor = 'nobody' WHERE seq = 9");
  db.close();
  desk.start(now.lastSeq);
  const bad = checkJournal(dir, { key: KEY, isAgain: true }).bad;
  const changed = await overOf(desk);
  expect(changed).toMatchObject({ state: 'done', verdict: { records: 8, bad: bad === null ? '' : badText(bad) } });
  expect(changed.verdict?.bad).toMatch(/^record 9/);
});

it('one runs at a time, it is ended when asked, and one that is broken off is told', () => {
  const tasks: BackgroundTask[] = [];
  const heard: Parameters<BackgroundStart>[1][] = [];
  let kills = 0;
  const start: BackgroundStart = (task, hears) => {
    tasks.push(task);
    heard.push(hears);
    return { kill: () => (kills += 1) };
  };
  const desk = createVerifyDesk({ journal: 'there', key: KEY, clock, start });
  desk.start(900);
  desk.start(950);
  expect(tasks).toEqual([{ ask: { kindOfJob: 'verify' }, journal: 'there', key: KEY, end: 900 }]);
  heard[0]?.said({ t: 'progress', step: 'Reading records', done: 1_000, total: 900 });
  expect(desk.view()).toMatchObject({ state: 'running', reached: 900, end: 900 });
  expect([desk.cancel().state, desk.cancel().state, kills]).toEqual(['cancelled', 'cancelled', 1]);
  heard[0]?.ended('killed');
  expect(desk.view()).toMatchObject({ state: 'cancelled', fault: null, verdict: null });
  desk.start(950);
  heard[1]?.ended('it ended with SIGKILL');
  const fault = 'The process for it was broken off: it ended with SIGKILL';
  expect(desk.view()).toMatchObject({ state: 'failed', fault, verdict: null });
});
