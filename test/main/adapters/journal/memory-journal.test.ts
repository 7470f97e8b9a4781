import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { JournalFault } from '#ports';
import { InvariantError } from '#shared/lib';
import { sample, samples } from './sample-records.ts';

test('it answers like the one on disk', () => {
  const journal = memoryJournal({ records: samples(1, 3) });
  journal.append(samples(4, 1_002));
  expect(journal.stats().lastSeq).toBe(3);
  expect(() => journal.append([sample(4)])).toThrow(InvariantError);
  journal.commit();
  expect(journal.read(999, 2)).toEqual(samples(1_000, 1_001));
  expect(journal.stats()).toMatchObject({ lastSeq: 1_002, records: 1_002, lastCheckpointSeq: 1_000 });
  journal.seal();
  expect(journal.stats().lastCheckpointSeq).toBe(1_002);
  expect(() => journal.commit()).toThrow(JournalFault);
  expect(journal.read(1_001, 5)).toEqual([sample(1_002)]);
});

test('it can do without hashes, and keep only the newest records', () => {
  const journal = memoryJournal({ hashed: false, keep: 10 });
  for (let seq = 1; seq <= 95; seq += 1) {
    journal.append([sample(seq)]);
    journal.commit();
  }
  expect(journal.stats()).toMatchObject({ lastSeq: 95, records: 95, bytes: 0, chainHead: '0'.repeat(64) });
  const kept = journal.read(0, 1_000);
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(journal.read(93, 10)).toEqual(samples(94, 95));
});
