import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '#main/adapters/journal/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { createEngine, fold, packEngine, unpackEngine } from '#engine';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { benchFolder } from '../world/folder.ts';

const RECORDS = 100_000;

/** A sealed journal of 100,000 records, written once by another process and left for the other rounds. */
function journalFolder(): string {
  const done = join(benchFolder(), 'restore');
  if (!existsSync(done)) {
    const writer = new URL('../world/write-journal.ts', import.meta.url).pathname;
    execFileSync(process.execPath, ['--no-warnings', writer, done, String(RECORDS)]);
  }
  return done;
}

function restore(withFold: boolean): Figures {
  const dir = journalFolder();
  const began = nanoseconds();
  const journal = openJournal({ dir, key: 'bench', run: `again-${process.pid}`, clock: systemClock(), createdBy: 'bench' });
  const opened = nanoseconds();
  const engine = createEngine();
  let records = 0;
  for (const record of journal.readAll()) {
    if (withFold) fold(engine, record);
    records += 1;
  }
  const ended = nanoseconds();
  journal.seal();
  if (records !== RECORDS || (withFold && engine.cockpit.lastSeq !== RECORDS)) throw new Error(`${records} records came back`);
  return { total: (ended - began) / 1e6, open: (opened - began) / 1e6, rss: process.memoryUsage().rss / 2 ** 20 };
}

/** The way a start really goes: the kept state, then the records since. */
function restart(): Figures {
  const dir = journalFolder();
  const open = () => openJournal({ dir, key: 'bench', run: `again-${process.pid}`, clock: systemClock(), createdBy: 'bench' });
  const first = open();
  if (first.snapshot() === null) {
    const engine = createEngine();
    for (const record of first.readAll()) fold(engine, record);
    first.keepState(() => JSON.stringify(packEngine(engine)));
  }
  first.seal();
  const began = nanoseconds();
  const journal = open();
  const opened = nanoseconds();
  const snapshot = journal.snapshot();
  if (snapshot === null) throw new Error('no state was kept');
  const engine = unpackEngine(JSON.parse(snapshot.state));
  for (const record of journal.readAll(snapshot.seq)) fold(engine, record);
  const ended = nanoseconds();
  journal.seal();
  if (engine.cockpit.lastSeq !== RECORDS) throw new Error(`the state ends at ${engine.cockpit.lastSeq}`);
  return { total: (ended - began) / 1e6, open: (opened - began) / 1e6, rss: process.memoryUsage().rss / 2 ** 20 };
}

export const suite: Suite = {
  name: 'restore',
  title: 'Restore: open a journal of 100,000 records and fold it',
  baseline: 'open, read and fold',
  metrics: [
    { key: 'total', label: 'all', unit: 'ms' },
    { key: 'open', label: 'of it opening', unit: 'ms' },
    { key: 'rss', label: 'memory', unit: 'MB' },
  ],
  candidates: [
    { name: 'open, read and fold', measure: () => restore(true) },
    { name: 'open and read only', measure: () => restore(false) },
    { name: 'open, kept state and tail', measure: restart },
  ],
  notes: ['In a fresh process, so the code is as cold as at a start.'],
};
