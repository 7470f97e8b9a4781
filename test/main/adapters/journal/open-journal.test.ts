import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { JournalCorrupt, JournalLocked, verifyJournal } from '#main/adapters/journal/index.ts';
import { crashedJournal } from './crash.ts';
import { KEY, open, sample, samples, sealed, sealedJournal, temporaryFolder } from './sample-records.ts';

function change(dir: string, sql: string): void {
  const db = new DatabaseSync(`${dir}/journal.db`);
  db.enableDefensive(false);
  db.exec(sql);
  db.close();
}
const contents = (dir: string): string => readFileSync(`${dir}/journal.db`).toString('latin1');

test('an empty folder has no previous run; one that wrote nothing leaves none', () => {
  const dir = temporaryFolder();
  const first = open(dir);
  expect(first.previous).toBeNull();
  first.seal();
  const second = open(dir, 'run-2');
  expect(second.previous).toBeNull();
  second.seal();
});

test('the folder is refused while another process has it, and free afterwards', () => {
  const dir = temporaryFolder();
  const journal = open(dir);
  expect(() => open(dir, 'run-2')).toThrow(new JournalLocked(dir, process.pid));
  journal.seal();
  open(dir, 'run-2').seal();
});

test('a crashed run is sealed as recovered before the next begins', () => {
  const dir = crashedJournal(25);
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 25, runs: 1, checkpoints: 0 });
  const journal = open(dir, 'run-2');
  expect(journal.previous).toEqual({ run: 'run-1', sealed: false, lastSeq: 25 });
  expect(journal.stats().lastCheckpointSeq).toBe(25);
  journal.append([sealed(26, 'run-1', 'recovered'), sample(27, 'run-2')]);
  journal.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 27, runs: 2, checkpoints: 2, notes: [] });
});

test('a crash right after the recovery is recovered again', () => {
  const dir = crashedJournal(5);
  open(dir, 'run-2').seal();
  const third = open(dir, 'run-3');
  expect(third.previous).toEqual({ run: 'run-1', sealed: false, lastSeq: 5 });
  third.append([sealed(6, 'run-3', 'recovered'), ...samples(7, 8, 'run-3')]);
  third.seal();
  const fourth = open(dir, 'run-4');
  expect(fourth.previous).toMatchObject({ run: 'run-3', lastSeq: 8 });
  fourth.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 8, runs: 2 });
});

test.each([
  [
    'a changed payload',
    `UPDATE records SET payload = replace(payload, 'invalid', 'inValid') WHERE seq = 1095`,
    /record 1095: its hash/,
  ],
  ['a missing record', 'DELETE FROM records WHERE seq = 1050', /record 1050: the next record is number 1051/],
  ['a cut tail', 'DELETE FROM records WHERE seq > 1080', /record 1081: the journal was signed with 1100/],
  ['a tail cut with its checkpoint', 'DELETE FROM records WHERE seq > 900; DELETE FROM checkpoints WHERE id > 0', /record 901/],
  [
    'an added record',
    `INSERT INTO records SELECT 1101, at, run, type, version, correlation_id, causation_id, actor, payload, hash FROM records WHERE seq = 1100`,
    /record 1101/,
  ],
  ['a changed checkpoint', 'UPDATE checkpoints SET at = at + 1 WHERE id = 1', /record 1000: the signature/],
  ['no head', 'DELETE FROM checkpoints WHERE id = 0', /signed head is missing/],
  ['no beginning', 'DELETE FROM records WHERE seq < 10', /record 1: it is missing/],
  [
    'a blob for a text',
    `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')'); PRAGMA writable_schema = RESET; UPDATE records SET actor = x'00' WHERE seq = 1099`,
    /wrong kind of value/,
  ],
  ['a format of the future', 'PRAGMA user_version = 9', /format 9/],
  ['another program', 'PRAGMA application_id = 9', /not a journal/],
  ['no table', 'DROP TABLE records', /no such table/],
])('%s is refused, and nothing is changed', (_, sql, message) => {
  const dir = crashedJournal(1_100, 100);
  change(dir, sql);
  const before = contents(dir);
  expect(() => open(dir, 'run-2')).toThrow(message);
  expect(() => open(dir, 'run-2')).toThrow(JournalCorrupt);
  expect(contents(dir)).toBe(before);
  expect(verifyJournal(dir, { key: KEY }).ok).toBe(false);
});

test('another key is refused', () => {
  expect(() => open(sealedJournal(3), 'run-2', 'another key')).toThrow(/journalKey is not the one/);
});

test('a file that is no database is refused', () => {
  const dir = temporaryFolder();
  writeFileSync(`${dir}/journal.db`, 'hello '.repeat(1_000));
  expect(() => open(dir)).toThrow(JournalCorrupt);
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: false, firstBad: { seq: null } });
});

test('damage inside the write-ahead log is refused before it is lost; a torn end is not', () => {
  const damaged = crashedJournal(50);
  const log = readFileSync(`${damaged}/journal.db-wal`);
  log[Math.floor(log.length / 2)] = (log[Math.floor(log.length / 2)] ?? 0) ^ 1;
  writeFileSync(`${damaged}/journal.db-wal`, log);
  const copy = temporaryFolder();
  cpSync(damaged, copy, { recursive: true });
  expect(() => open(damaged, 'run-2')).toThrow(/journal.db-wal is damaged at frame/);
  expect(readFileSync(`${damaged}/journal.db-wal`).equals(log)).toBe(true);
  expect(verifyJournal(copy, { key: KEY }).firstBad?.why).toMatch(/journal.db-wal is damaged/);

  const torn = crashedJournal(50);
  truncateSync(`${torn}/journal.db-wal`, readFileSync(`${torn}/journal.db-wal`).length - 100);
  // The anchor tells the end of a commit that was acknowledged from one that never was.
  expect(verifyJournal(torn, { key: KEY }).firstBad?.why).toMatch(/ends at record 40, and 50 were written/);
  const lossy = open(torn, 'run-2');
  expect(lossy.watch.findings()).toMatchObject([{ code: 'journal_rolled_back' }]);
  lossy.seal();
  const unanswered = crashedJournal(50);
  truncateSync(`${unanswered}/journal.db-wal`, readFileSync(`${unanswered}/journal.db-wal`).length - 100);
  rmSync(`${unanswered}/journal.anchor`);
  expect(verifyJournal(unanswered, { key: KEY })).toMatchObject({ ok: true, records: 40 });
  const journal = open(unanswered, 'run-2');
  expect([journal.previous?.lastSeq, journal.watch.findings()]).toEqual([40, []]);
  journal.seal();
  expect(existsSync(`${unanswered}/journal.db-wal`)).toBe(false);
});
