import { expect, test } from 'vitest';
import { inBatches, memoryJournal, verifyJournal } from '#main/adapters/journal/index.ts';
import { InvariantError } from '#shared/lib';
import { JournalFault } from '#ports';
import { KEY, open, sample, samples, sealed, temporaryFolder } from './sample-records.ts';

test('records wait for each other, and are written with the batch, with a question, and at the seal', () => {
  const dir = temporaryFolder();
  const disk = open(dir);
  const journal = inBatches(disk, 5);
  for (const record of samples(1, 4)) {
    journal.append([record]);
    journal.commit();
  }
  expect(disk.stats().records).toBe(0);
  journal.append([sample(5)]);
  journal.commit();
  expect([disk.stats().records, journal.stats().lastSeq]).toEqual([5, 5]);
  journal.append(samples(6, 7));
  journal.commit();
  expect(journal.read(5, 10)).toEqual(samples(6, 7));
  journal.append([sample(8), sealed(9, 'run-1', 'clean')]);
  journal.commit();
  expect(disk.stats().records).toBe(7);
  journal.seal();
  const plain = memoryJournal({ records: [...samples(1, 8), sealed(9, 'run-1', 'clean')] });
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 9 });
  expect(disk.stats().chainHead).toBe(plain.stats().chainHead);
});

test('a query and a kept state see what waits', () => {
  const journal = inBatches(open(temporaryFolder()), 100);
  const all = { since: 0, limit: 10, types: null, correlationId: null, from: null, to: null };
  journal.append(samples(1, 3));
  journal.commit();
  expect(journal.find(all)).toEqual(samples(1, 3));
  journal.append([sample(4)]);
  journal.commit();
  let kept = 0;
  journal.keepState(() => String((kept += 1)), 1);
  expect([kept, journal.stats().lastSeq]).toEqual([1, 4]);
  journal.seal();
});

test('a journal that has records already is not written in batches', () => {
  const disk = open(temporaryFolder());
  disk.append(samples(1, 2));
  disk.commit();
  expect(() => inBatches(disk)).toThrow(InvariantError);
  disk.seal();
});

test('a batch that cannot be written is told, by the commit that writes it', () => {
  const broken = { ...memoryJournal({}), commit: (): never => raise() };
  const raise = (): never => {
    throw new JournalFault('the disk is full');
  };
  const journal = inBatches(broken, 2);
  journal.append([sample(1)]);
  journal.commit();
  journal.append([sample(2)]);
  expect(() => journal.commit()).toThrow('the disk is full');
});
