import type { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, test } from 'vitest';
import { JournalCorrupt } from '#main/adapters/journal/index.ts';
import { checkpointOf, openForReading, openForWriting, recordOf } from '#main/adapters/journal/database.ts';
import { sealedJournal, T0, temporaryFolder } from './sample-records.ts';

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}
function opened(open: () => DatabaseSync): DatabaseSync {
  const db = open();
  onTestFinished(() => db.close());
  return db;
}

test('what is committed survives a power cut: every commit waits until the log is on the disk', () => {
  const dir = temporaryFolder();
  for (const what of ['new', 'existing']) {
    const db = openForWriting(dir, '0.0.0', T0);
    expect([what, pragma(db, 'journal_mode'), pragma(db, 'synchronous'), pragma(db, 'fullfsync')]).toEqual([what, 'wal', 2, 1]);
    db.close();
  }
});

test('the log is carried over by us alone, is cut back to 16 MiB, and the schema is not trusted', () => {
  const db = opened(() => openForWriting(temporaryFolder(), '0.0.0', T0));
  expect([pragma(db, 'wal_autocheckpoint'), pragma(db, 'journal_size_limit'), pragma(db, 'trusted_schema')]).toEqual([
    0,
    16 * 1024 * 1024,
    0,
  ]);
});

test('a new journal says which program made it and when, and a second opening changes nothing of that', () => {
  const dir = temporaryFolder();
  openForWriting(dir, '1.2.3', T0).close();
  const db = opened(() => openForWriting(dir, '9.9.9', T0 + 1));
  expect([db.prepare('SELECT * FROM about').all(), pragma(db, 'user_version'), pragma(db, 'application_id')]).toEqual([
    [{ created_by: '1.2.3', created_at: T0 }],
    4,
    0x4d_4b_4a_4c,
  ]);
});

test('looking writes nothing: the database is read-only, and damaged cells are noticed', () => {
  const db = opened(() => openForReading(sealedJournal(3)));
  expect(() => db.exec('DELETE FROM records')).toThrow(/readonly/);
  expect([pragma(db, 'cell_size_check'), pragma(db, 'trusted_schema')]).toEqual([1, 0]);
});

const RECORD = [7, T0, 'run-1', 'signal.refused', 1, 'c-1', null, 'webhook', '{}', 'ab'];
const CHECKPOINT = [1, 7, 7, 'head', 'run-1', 'seal', T0, 'mac'];

test('a row becomes the record it was', () => {
  expect(recordOf(RECORD)).toEqual({
    seq: 7,
    at: T0,
    run: 'run-1',
    type: 'signal.refused',
    version: 1,
    correlationId: 'c-1',
    causationId: null,
    actor: 'webhook',
    payload: '{}',
    hash: 'ab',
  });
  expect(recordOf(RECORD.with(6, '6')).causationId).toBe('6');
  expect(checkpointOf(CHECKPOINT)).toEqual({
    id: 1,
    seq: 7,
    count: 7,
    head: 'head',
    run: 'run-1',
    kind: 'seal',
    at: T0,
    mac: 'mac',
  });
});

it.each(RECORD.map((_, column) => column))('column %i of a record with the wrong kind of value is damage', (column) => {
  for (const wrong of [1.5, new Uint8Array([1])])
    expect(() => recordOf(RECORD.with(column, wrong as never))).toThrow(
      new JournalCorrupt(column === 0 ? null : 7, 'a column holds the wrong kind of value'),
    );
});

it.each(CHECKPOINT.map((_, column) => column))('column %i of a checkpoint with the wrong kind of value is damage', (column) => {
  expect(() => checkpointOf(CHECKPOINT.with(column, new Uint8Array([1]) as never))).toThrow(
    new JournalCorrupt(column === 1 ? null : 7, 'a checkpoint holds the wrong kind of value'),
  );
});

test('a kind of checkpoint that nobody writes is damage', () => {
  expect(['periodic', 'seal', 'recovered', 'head'].map((kind) => checkpointOf(CHECKPOINT.with(5, kind)).kind)).toHaveLength(4);
  expect(() => checkpointOf(CHECKPOINT.with(5, 'imagined'))).toThrow(JournalCorrupt);
});
