import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { memoryJournal, openJournal, verifyJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { JournalFault } from '#ports';
import { InvariantError } from '#shared/lib';
import { KEY, open, sample, samples, sealed, sealedJournal, T0, temporaryFolder } from './sample-records.ts';

test('what is committed is read back, what is only appended is not', () => {
  const journal = open(temporaryFolder());
  journal.append(samples(1, 5));
  journal.commit();
  journal.append([sample(6)]);
  expect(journal.read(0, 100)).toEqual(samples(1, 5));
  expect(journal.read(2, 2)).toEqual(samples(3, 4));
  expect(journal.stats()).toMatchObject({ lastSeq: 5, records: 5, lastCheckpointSeq: 0 });
  journal.commit();
  expect([...journal.readAll()]).toEqual(samples(1, 6));
  journal.seal();
});

test('a new run goes on where the last one ended, with the same chain as in memory', () => {
  const dir = sealedJournal(5);
  const journal = open(dir, 'run-2');
  expect(journal.previous).toEqual({ run: 'run-1', sealed: false, lastSeq: 5 });
  journal.append(samples(6, 8, 'run-2'));
  journal.commit();
  const { chainHead, bytes } = journal.stats();
  const memory = memoryJournal({ records: [...samples(1, 5), ...samples(6, 8, 'run-2')] });
  expect(chainHead).toBe(memory.stats().chainHead);
  expect(bytes).toBeGreaterThan(0);
  expect([...journal.readAll()]).toEqual(memory.read(0, 100));
  journal.seal();
});

test('a record that was taken out stops the reading there', () => {
  const dir = sealedJournal(5);
  const db = new DatabaseSync(join(dir, 'journal.db'));
  db.exec('DELETE FROM records WHERE seq = 3');
  db.close();
  const journal = open(dir, 'run-2');
  expect(() => [...journal.readAll()]).toThrow('The journal is damaged at record 3: it is missing');
  journal.seal();
});

test('a gap or a foreign run is a bug, and leaves nothing of its batch behind', () => {
  const journal = open(temporaryFolder());
  expect(() => journal.append([sample(1), sample(3)])).toThrow(InvariantError);
  expect(() => journal.append([sample(1), sample(2, 'run-7')])).toThrow(InvariantError);
  const unwritable = { ...sample(2), payload: { code: 'x', text: 'y', source: 'z', signalId: Number.NaN } } as never;
  expect(() => journal.append([sample(1), unwritable])).toThrow(InvariantError);
  journal.append([sample(1)]);
  journal.commit();
  expect(journal.read(0, 10)).toEqual([sample(1)]);
  journal.seal();
});

test('a run that was not sealed may be sealed by the next one, right at its start', () => {
  const dir = sealedJournal(2);
  const journal = open(dir, 'run-2');
  journal.append([sealed(3, 'run-1', 'recovered'), sample(4, 'run-2')]);
  expect(() => journal.append([sealed(5, 'run-1', 'recovered')])).toThrow(InvariantError);
  journal.seal();
});

test('a checkpoint is written behind every thousandth record, also in the middle of a commit', () => {
  const dir = temporaryFolder();
  const journal = open(dir);
  journal.append(samples(1, 2_500));
  journal.commit();
  expect(journal.stats().lastCheckpointSeq).toBe(2_000);
  journal.seal();
  expect(journal.stats().lastCheckpointSeq).toBe(2_500);
  const db = new DatabaseSync(`${dir}/journal.db`, { readOnly: true });
  const rows = db.prepare('SELECT id, seq, count, kind FROM checkpoints ORDER BY id').all();
  db.close();
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { id: 0, seq: 2_500, count: 2_500, kind: 'head' },
    { id: 1, seq: 1_000, count: 1_000, kind: 'periodic' },
    { id: 2, seq: 2_000, count: 2_000, kind: 'periodic' },
    { id: 3, seq: 2_500, count: 2_500, kind: 'seal' },
  ]);
});

/** A journal of three durable records whose next commit fails because another program holds the file. */
const held = (dir: string) => {
  const journal = open(dir);
  journal.append(samples(1, 3));
  journal.commit();
  const other = new DatabaseSync(`${dir}/journal.db`);
  other.exec('BEGIN IMMEDIATE');
  const release = (): void => {
    other.exec('ROLLBACK');
    other.close();
  };
  journal.append(samples(4, 6));
  expect(() => journal.commit()).toThrow(JournalFault);
  return { journal, release };
};

test('after a failed commit nothing is durable until it is mended; then nothing is missing', () => {
  const dir = temporaryFolder();
  const { journal, release } = held(dir);
  expect([journal.mend(), journal.stats().lastSeq]).toEqual([false, 3]);
  expect(() => journal.commit()).toThrow(JournalFault);
  expect(() => journal.maintain()).toThrow(JournalFault);
  journal.append(samples(7, 8));
  expect(journal.read(0, 10)).toEqual(samples(1, 3));
  release();
  expect([journal.mend(), journal.stats().lastSeq, journal.mend()]).toEqual([true, 8, true]);
  journal.append(samples(9, 9));
  journal.commit();
  expect([...journal.readAll()]).toEqual(samples(1, 9));
  journal.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 9 });
});

test('a run that ends while the disk fails is left unsealed, with all that was durable', () => {
  const dir = temporaryFolder();
  const { journal, release } = held(dir);
  journal.seal();
  release();
  const next = open(dir, 'run-2');
  expect(next.previous).toEqual({ run: 'run-1', sealed: false, lastSeq: 3 });
  next.seal();
});

test('a disk with no room left is mended when there is room again', () => {
  const dir = temporaryFolder();
  const journal = open(dir);
  journal.append(samples(1, 3));
  journal.commit();
  const other = new DatabaseSync(`${dir}/journal.db`);
  other.exec(
    `CREATE TRIGGER full BEFORE INSERT ON records WHEN new.seq = 5 BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
  );
  journal.append(samples(4, 6));
  expect(() => journal.commit()).toThrow(/full/);
  expect([journal.mend(), journal.stats().lastSeq]).toEqual([false, 3]);
  other.exec('DROP TRIGGER full');
  other.close();
  expect([journal.mend(), journal.stats().lastSeq]).toEqual([true, 6]);
  journal.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 6 });
});

test('a commit that was on disk although it failed is not written twice', () => {
  const dir = temporaryFolder();
  const journal = open(dir);
  journal.append(samples(1, 3));
  journal.commit();
  journal.append(samples(4, 6));
  const { run } = StatementSync.prototype;
  let failed = false;
  const failing = function (this: StatementSync, ...values: unknown[]): unknown {
    const done: unknown = Reflect.apply(run, this, values);
    if (this.sourceSQL !== 'COMMIT' || failed) return done;
    failed = true;
    throw new Error('disk I/O error');
  };
  Object.assign(StatementSync.prototype, { run: failing });
  expect(() => journal.commit()).toThrow(JournalFault);
  Object.assign(StatementSync.prototype, { run });
  journal.append(samples(7, 7));
  expect([journal.mend(), journal.stats().lastSeq]).toEqual([true, 7]);
  expect([...journal.readAll()]).toEqual(samples(1, 7));
  journal.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 7 });
});

test('more than can be kept while the disk fails ends journaling for the run', () => {
  const { journal, release } = held(temporaryFolder());
  journal.append(samples(7, 5_003));
  expect(() => journal.append(samples(5_004, 5_004))).toThrow(JournalFault);
  release();
  expect(journal.mend()).toBe(false);
  journal.seal();
});

test('a commit that fails half way leaves nothing of itself', () => {
  const dir = sealedJournal(2);
  const journal = open(dir, 'run-2');
  const other = new DatabaseSync(`${dir}/journal.db`);
  other.exec(
    `CREATE TRIGGER full BEFORE INSERT ON records WHEN new.seq = 5 BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
  );
  journal.append(samples(3, 6, 'run-2'));
  expect(() => journal.commit()).toThrow(new JournalFault('The journal could not be written: database or disk is full'));
  journal.seal();
  other.exec('DROP TRIGGER full');
  other.close();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 2, runs: 1 });
  const next = open(dir, 'run-3');
  expect(next.previous?.lastSeq).toBe(2);
  next.seal();
});

test('a sealed journal takes nothing more and may be sealed twice', () => {
  const journal = open(temporaryFolder());
  journal.append([sample(1)]);
  journal.seal();
  journal.seal();
  expect(() => journal.append([sample(2)])).toThrow(JournalFault);
  expect(() => journal.read(0, 1)).toThrow(JournalFault);
});

test('the log is moved into the database at idle, not in a commit', () => {
  const dir = temporaryFolder();
  const clock = virtualClock(T0);
  const journal = openJournal({ dir, key: KEY, run: 'run-1', clock, createdBy: '0.0.0' });
  journal.append(samples(1, 8_000));
  journal.commit();
  const size = (): unknown => {
    const db = new DatabaseSync(`${dir}/journal.db`, { readOnly: true });
    const row = db.prepare('PRAGMA wal_checkpoint(NOOP)').get();
    db.close();
    return row?.['checkpointed'];
  };
  expect(size()).toBe(0);
  expect(clock.runSoon()).toBe(1);
  expect(size()).toBeGreaterThan(300);
  journal.seal();
  expect(verifyJournal(dir, { key: KEY }).ok).toBe(true);
});

test('a log that cannot be carried over in the background is told by the next commit, and mended when it can', () => {
  const dir = temporaryFolder();
  const clock = virtualClock(T0);
  const journal = openJournal({ dir, key: KEY, run: 'run-1', clock, createdBy: '1.0.0' });
  journal.append(samples(1, 8_000));
  journal.commit();
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(() => {
    throw new Error('database or disk is full');
  });
  clock.runSoon();
  const asked = exec.mock.calls.map(([sql]) => sql);
  journal.append(samples(8_001, 8_001));
  const told = [() => journal.commit(), () => journal.commit()].map((commit) => thrownBy(commit)?.message);
  const whileFull = journal.mend();
  exec.mockRestore();
  expect([asked, told[0], told[1], whileFull, journal.mend(), journal.stats().lastSeq]).toEqual([
    ['PRAGMA wal_checkpoint(PASSIVE)'],
    'The journal could not be maintained: database or disk is full',
    'The journal could not be maintained: database or disk is full',
    false,
    true,
    8_001,
  ]);
  journal.seal();
});

function thrownBy(act: () => void): Error | null {
  try {
    act();
    return null;
  } catch (error) {
    return error as Error;
  }
}
