import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JournalFault } from '#ports';
import { open, samples, sealedJournal } from './sample-records.ts';

/** A journal of many pages that is open, with records in its write-ahead log. */
function running() {
  const dir = sealedJournal(1_500);
  const journal = open(dir, 'run-2');
  journal.append(samples(1_501, 1_520, 'run-2'));
  journal.commit();
  // A whole second, as a copy that keeps the times can put it back.
  utimesSync(join(dir, 'journal.db'), 1_000_000, 1_000_000);
  journal.watch.look();
  return { dir, journal, file: join(dir, 'journal.db') };
}
type Running = ReturnType<typeof running>;
const inPlace = (file: string, bytes: Buffer): void => writeFileSync(file, bytes, { flag: 'r+' });

// Windows refuses to remove or rename what is open.
describe.skipIf(process.platform === 'win32')('what is done to the journal while it is open', () => {
  test.each<[string, (file: string, size: number) => void, RegExp]>([
    ['it is cut', (file, size) => truncateSync(file, size - 4_096), /is shorter than it was/],
    ['it is emptied', (file) => truncateSync(file, 0), /is shorter than it was/],
    ['it is overwritten with as many zeros', (file, size) => inPlace(file, Buffer.alloc(size)), /holds something else/],
    ['it is overwritten with noise', (file, size) => inPlace(file, randomBytes(size)), /holds something else/],
    [
      'it is overwritten and keeps its times',
      (file, size) => {
        inPlace(file, randomBytes(size));
        utimesSync(file, 1_000_000, 1_000_000);
      },
      /holds something else/,
    ],
    [
      'its second half is overwritten',
      (file, size) => inPlace(file, Buffer.concat([readFileSync(file).subarray(0, size / 2), randomBytes(size - size / 2)])),
      /holds something else/,
    ],
    ['its first page is', (file) => inPlace(file, randomBytes(4_096)), /holds something else/],
    ['more is written behind it', (file) => appendFileSync(file, randomBytes(8_192)), /holds something else/],
    [
      'another journal is copied over it',
      (file) => inPlace(file, readFileSync(join(sealedJournal(3_000), 'journal.db'))),
      /holds something else/,
    ],
    [
      'one of the same length with other records is',
      (file, size) => {
        const other = readFileSync(join(sealedJournal(700, 800), 'journal.db'));
        inPlace(file, Buffer.concat([other, Buffer.alloc(Math.max(0, size - other.length))]).subarray(0, size));
      },
      /holds something else/,
    ],
    ['it is gone', (file) => rmSync(file), /is gone/],
    ['its log is emptied', (file) => truncateSync(`${file}-wal`, 0), /-wal is shorter than it was/],
    [
      'its log is overwritten with as many zeros',
      (file) => inPlace(`${file}-wal`, Buffer.alloc(statSync(`${file}-wal`).size)),
      /-wal holds something else/,
    ],
    [
      'its log is overwritten with noise',
      (file) => inPlace(`${file}-wal`, randomBytes(statSync(`${file}-wal`).size)),
      /-wal holds something else/,
    ],
    ['its log is gone', (file) => rmSync(`${file}-wal`), /is gone/],
    [
      'it is another file',
      (file) => {
        renameSync(file, `${file}-else`);
        writeFileSync(file, '');
      },
      /is another file now/,
    ],
  ])('%s: told at the next look, and nothing more is written', (_what, how, words) => {
    const { journal, file }: Running = running();
    how(file, statSync(file).size);
    const damaged = statSync(file, { throwIfNoEntry: false })?.size;
    expect(() => journal.watch.look()).toThrow(words);
    journal.append(samples(1_521, 1_521, 'run-2'));
    expect(() => journal.commit()).toThrow(JournalFault);
    expect(() => journal.maintain()).toThrow(JournalFault);
    expect([journal.mend(), statSync(file, { throwIfNoEntry: false })?.size]).toEqual([false, damaged]);
  });

  test.each(['commit', 'maintain'] as const)('a %s sees it by itself', (how) => {
    const { journal, file } = running();
    inPlace(file, Buffer.alloc(statSync(file).size));
    journal.append(samples(1_521, 1_521, 'run-2'));
    expect(() => journal[how]()).toThrow(/holds something else/);
  });
});

test('what was put back is written again', () => {
  const { journal, file } = running();
  const good = readFileSync(file);
  inPlace(file, randomBytes(good.length));
  expect(() => journal.watch.look()).toThrow(/holds something else/);
  inPlace(file, good);
  expect(journal.mend()).toBe(true);
  journal.append(samples(1_521, 1_521, 'run-2'));
  journal.commit();
  journal.seal();
});

test('its own writing, and what leaves the content as it was, are no finding', () => {
  const { journal, file } = running();
  for (let seq = 1_521; seq < 9_000; seq += 500) {
    journal.append(samples(seq, seq + 499, 'run-2'));
    journal.commit();
    journal.maintain();
    journal.keepState(() => 'state'.repeat(5_000), 1);
    journal.watch.look();
  }
  inPlace(file, readFileSync(file));
  utimesSync(file, 1, 1);
  if (process.platform !== 'win32') chmodSync(file, 0o600);
  journal.watch.look();
  journal.seal();
});
