import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, test } from 'vitest';
import { JournalCorrupt } from '#main/adapters/journal/index.ts';
import { signer } from '#main/adapters/journal/checkpoint.ts';
import { holderOf } from '#main/adapters/journal/lock.ts';
import { checkRegister } from '#main/adapters/journal/register-check.ts';
import { checkTail } from '#main/adapters/journal/tail.ts';
import { crashedJournal } from './crash.ts';
import { KEY, open, sealedJournal, temporaryFolder } from './sample-records.ts';

/** What the check at a start says of a journal of two ended runs, 1,200 records and 30, after some of it was changed. */
function foundIn(dir: string, ...statements: readonly string[]): string | null {
  const db = new DatabaseSync(`${dir}/journal.db`);
  try {
    const sign = signer(KEY);
    const tail = checkTail(db, sign);
    for (const sql of statements) db.exec(sql);
    return checkRegister(db, sign, tail);
  } finally {
    db.close();
  }
}
const twoRuns = (): string => sealedJournal(1_200, 30);

describe('the register of a journal', () => {
  test('that was not touched is sound: after a clean end, after a crash, and where nothing was written', () => {
    const empty = temporaryFolder();
    open(empty).seal();
    expect([foundIn(twoRuns()), foundIn(crashedJournal(30)), foundIn(empty)]).toEqual([null, null, null]);
  });

  it.each<readonly [string, string, RegExp]>([
    ['a checkpoint is gone', 'DELETE FROM checkpoints WHERE id = 2', /^Checkpoint 2 of the journal is missing\.$/],
    [
      'one points at another record',
      'UPDATE checkpoints SET seq = 999, count = 999 WHERE id = 1',
      /^Checkpoint 1 .* does not belong to record 999\.$/,
    ],
    [
      'one counts otherwise',
      'UPDATE checkpoints SET count = 999 WHERE id = 1',
      /^Checkpoint 1 .* does not belong to record 1000\.$/,
    ],
    ['one has another hash', 'UPDATE checkpoints SET head = mac WHERE id = 1', /does not belong to record 1000/],
    [
      'one has another signature',
      'UPDATE checkpoints SET mac = head WHERE id = 1',
      /^Checkpoint 1 .* was changed, or signed with another key\.$/,
    ],
    ['one has another moment', 'UPDATE checkpoints SET at = at + 1 WHERE id = 1', /was changed, or signed with another key/],
    [
      'a periodic one is gone, and the rest are numbered again',
      'DELETE FROM checkpoints WHERE id = 1; UPDATE checkpoints SET id = 1 WHERE id = 2; UPDATE checkpoints SET id = 2 WHERE id = 3',
      /^A periodic checkpoint of the journal is missing\.$/,
    ],
  ])('tells that %s', (_what, sql, words) => expect(foundIn(twoRuns(), sql)).toMatch(words));

  it.each<readonly [string, string, RegExp]>([
    ['another beginning', `UPDATE runs SET first_seq = 2 WHERE run = 'run-1'`, /run run-1 does not begin at record 2\.$/],
    ['another first moment', `UPDATE runs SET started_at = 1 WHERE run = 'run-2'`, /run run-2 does not begin at record 1201\.$/],
    ['another name', `UPDATE runs SET run = 'x' WHERE run = 'run-2'`, /run x does not begin at record 1201\.$/],
    ['another kind of end', `UPDATE runs SET how = 'recovered' WHERE run = 'run-1'`, /it has another end of run run-1\.$/],
    [
      'another moment of its end',
      `UPDATE runs SET sealed_at = sealed_at + 1 WHERE run = 'run-2'`,
      /it has another end of run run-2\.$/,
    ],
    ['no end', `UPDATE runs SET sealed_at = NULL, how = NULL WHERE run = 'run-1'`, /it has another end of run run-1\.$/],
    ['a run less', `DELETE FROM runs WHERE run = 'run-1'`, /it lists 1 runs, the records have 2\.$/],
  ])('tells that the table of runs has %s', (_what, sql, words) =>
    expect(foundIn(twoRuns(), sql)).toMatch(new RegExp(`^The table of runs was changed: ${words.source}`)),
  );

  test('tells that the table gives an end to a run that was cut off', () => {
    const words = foundIn(crashedJournal(30), `UPDATE runs SET sealed_at = 5, how = 'clean'`);
    expect(words).toBe('The table of runs was changed: it has another end of run run-1.');
  });
});

describe('the process that holds a folder', () => {
  it.each<readonly [string, number | null]>([
    ['4711\n', 4_711],
    ['1', 1],
    ['0\n', null],
    ['-3\n', null],
    ['', null],
    ['nobody', null],
    ['99999999999999999999', null],
  ])('is known by its number: %j is %s', (text, pid) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'journal.pid'), text);
    expect(holderOf(dir)).toBe(pid);
  });

  test('is not known where it left none', () => expect(holderOf(temporaryFolder())).toBeNull());
});

test('a file that cannot be opened is no corrupt journal: nothing asks for a backup in its place', () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'journal.db'));
  let thrown: unknown;
  try {
    open(dir);
  } catch (error) {
    thrown = error;
  }
  expect([thrown instanceof Error, thrown instanceof JournalCorrupt]).toEqual([true, false]);
});
