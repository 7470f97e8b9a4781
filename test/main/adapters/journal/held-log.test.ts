import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { open, samples, sealedJournal } from './sample-records.ts';

const opened: string[] = [];
vi.mock(import('node:fs'), async (original) => {
  const real = await original();
  const openSync: typeof real.openSync = (path, ...how) => {
    if (typeof path === 'string') opened.push(path);
    return real.openSync(path, ...how);
  };
  return { ...real, openSync };
});

test('the write-ahead log is looked at with every commit, and opened once', () => {
  const dir = sealedJournal(20);
  const journal = open(dir, 'run-2');
  opened.length = 0;
  for (let seq = 21; seq <= 60; seq += 1) {
    journal.append(samples(seq, seq, 'run-2'));
    journal.commit();
  }
  journal.seal();
  expect(opened.filter((path) => path === join(dir, 'journal.db-wal')).length).toBe(1);
});
