import type { DatabaseSync } from 'node:sqlite';
import { messageOf } from '#shared/lib';
import { describe, expect, it, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { storageFault } from '#main/adapters/journal/storage-fault.ts';
import { WalCare } from '#main/adapters/journal/wal-care.ts';
import type { HashedRecord } from '#main/adapters/journal/writer.ts';
import { sample, samples } from './sample-records.ts';

/** So many records whose payloads have so many characters. */
const written = (count: number, size: number): readonly HashedRecord[] =>
  Array.from({ length: count }, () => ({ payload: 'x'.repeat(size) }) as HashedRecord);

describe('the write-ahead log', () => {
  function care() {
    const disk = { isFull: false, asked: [] as string[], told: 0 };
    const exec = (sql: string): void => {
      disk.asked.push(sql);
      if (disk.isFull) throw new Error('full');
    };
    return { disk, wal: new WalCare({ exec } as unknown as DatabaseSync, () => void (disk.told += 1)) };
  }

  test('is due for carrying over after five hundred pages: three a commit, and what the records fill', () => {
    const { wal } = care();
    // 4,096 bytes a page: 3,796 characters and their envelope of 300.
    const pages = Array.from({ length: 125 }, () => wal.isDueAfter(written(1, 3_796)));
    expect([pages.indexOf(true), pages.filter(Boolean).length]).toEqual([124, 1]);
    expect(care().wal.isDueAfter(written(497, 3_796))).toBe(true);
    expect(care().wal.isDueAfter(written(496, 3_796))).toBe(false);
  });

  test('is asked for once, and counts from the beginning when it was carried over', () => {
    const { wal, disk } = care();
    expect([wal.isDueAfter(written(600, 3_796)), wal.isDueAfter(written(600, 3_796))]).toEqual([true, false]);
    wal.carryOver();
    expect([wal.isDueAfter(written(1, 3_796)), disk.asked]).toEqual([false, ['PRAGMA wal_checkpoint(PASSIVE)']]);
    expect(wal.isDueAfter(written(600, 3_796))).toBe(true);
  });

  test('that could not be carried over is overdue until it is', () => {
    const { wal, disk } = care();
    wal.isDueAfter(written(600, 3_796));
    disk.isFull = true;
    expect(() => wal.carryOver()).toThrow('full');
    // A part of it may be written all the same.
    expect(disk.told).toBe(1);
    const overdue = wal.isOverdue;
    disk.isFull = false;
    wal.carryOver();
    expect([overdue, wal.isOverdue]).toEqual([true, false]);
  });
});

describe('an error of the disk', () => {
  const sqlite = (errcode: number, message = 'x') => Object.assign(new Error(message), { errcode });
  it.each([
    ['a lock', sqlite(5), 'busy'],
    ['a lock of a table', sqlite(6), 'busy'],
    ['a lock, in its extended form', sqlite(5 | (2 << 8)), 'busy'],
    ['a damaged page', sqlite(11), 'corrupt'],
    ['no database', sqlite(26), 'corrupt'],
    ['a schema that lost a table', sqlite(1, 'no such table: records'), 'corrupt'],
    ['a schema that lost a column', sqlite(1, 'no such column: seq'), 'corrupt'],
    ['a schema that makes no sense', sqlite(1, 'malformed database schema'), 'corrupt'],
    ['any other error of SQL', sqlite(1, 'syntax error'), 'other'],
    ['a full disk', sqlite(13, 'no such table'), 'other'],
    ['an integer wider than ours', Object.assign(new Error('x'), { code: 'ERR_OUT_OF_RANGE' }), 'corrupt'],
    ['a text that is no JSON', new SyntaxError('x'), 'corrupt'],
    ['an error of another kind', new Error('x'), 'other'],
    ['no error at all', 'x', 'other'],
  ])('%s', (_what, error, kind) => {
    expect([storageFault(error), messageOf(error).length > 0]).toEqual([kind, true]);
  });
});

describe('a journal in memory', () => {
  test('keeps at least its last record', () => {
    expect(() => memoryJournal({ keep: 0 })).toThrow(/keeps at least its last record/);
    const journal = memoryJournal({ keep: 1, hashed: false });
    journal.append(samples(1, 2));
    journal.commit();
    const two = journal.read(0, 9).length;
    journal.append([sample(3)]);
    journal.commit();
    expect([two, journal.read(0, 9).map(({ seq }) => seq)]).toEqual([2, [3]]);
  });

  test('goes on from another one with all of it, and from a number with none of it', () => {
    const first = memoryJournal({ records: samples(1, 1_500) });
    const after = memoryJournal({ after: first });
    expect([after.stats(), after.read(1_498, 9).length]).toEqual([first.stats(), 2]);
    const later = memoryJournal({ lastSeq: 41 });
    later.append([sample(42)]);
    later.commit();
    expect([later.stats().lastSeq, later.read(0, 9).map(({ seq }) => seq), later.read(41, 9).length]).toEqual([42, [42], 1]);
    expect(first.stats().lastCheckpointSeq).toBe(1_000);
  });
});
