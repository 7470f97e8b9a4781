import { cpSync } from 'node:fs';
import type { Journal } from '#ports';
import { open, samples, temporaryFolder } from './sample-records.ts';

/** The folder as a crash after `count` records, committed `each` at a time, leaves it: database, log, no seal. */
export function crashedJournal(count: number, each = 10): string {
  const dir = temporaryFolder();
  const journal: Journal = open(dir);
  for (let seq = 1; seq <= count; seq += each) {
    journal.append(samples(seq, Math.min(seq + each - 1, count)));
    journal.commit();
  }
  const copy = temporaryFolder();
  cpSync(dir, copy, { recursive: true });
  journal.seal();
  return copy;
}
