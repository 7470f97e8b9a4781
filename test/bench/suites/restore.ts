import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../../main/adapters/journal/index.ts';
import { systemClock } from '../../../main/adapters/system/index.ts';
import { createEngine, fold } from '../../../main/engine/index.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { benchFolder } from '../world/folder.ts';
import { RUN, runRecords } from '../world/records.ts';

const RECORDS = 100_000;
const BATCH = 500;

const open = (dir: string, run: string): ReturnType<typeof openJournal> =>
  openJournal({ dir, key: 'bench', run, clock: systemClock(), createdBy: 'bench' });

/** A sealed journal of 100,000 records, written once and left for the other rounds. */
function journalFolder(): string {
  const done = join(benchFolder(), 'restore');
  if (existsSync(done)) return done;
  const dir = join(benchFolder(), `restore-${process.pid}`);
  const journal = open(dir, RUN);
  const records = runRecords(RECORDS);
  for (let from = 0; from < RECORDS; from += BATCH) {
    journal.append(records.slice(from, from + BATCH));
    journal.commit();
  }
  journal.seal();
  renameSync(dir, done);
  return done;
}

function restore(withFold: boolean): Figures {
  const dir = journalFolder();
  const began = nanoseconds();
  const journal = open(dir, `again-${process.pid}`);
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
  ],
  notes: ['In a fresh process, so the code is as cold as at a start.'],
};
