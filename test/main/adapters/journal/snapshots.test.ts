import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJournal, verifyJournal, type SqliteJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { createRedecider } from '#main/host/redecide.ts';
import { KEY, samples, T0, temporaryFolder } from './sample-records.ts';

const opened = (dir: string, run: string, version = '1.0.0'): SqliteJournal =>
  openJournal({ dir, key: KEY, run, clock: virtualClock(T0), createdBy: version });

/** A journal with a state kept at record 2,500, and 100 records behind it. */
function withState(): string {
  const dir = temporaryFolder();
  const journal = opened(dir, 'run-1');
  journal.append(samples(1, 2_500));
  journal.commit();
  journal.keepState(() => '{"what":"was"}');
  journal.append(samples(2_501, 2_600));
  journal.commit();
  journal.seal();
  return dir;
}
const kept = (dir: string, version?: string): unknown => {
  const journal = opened(dir, 'run-2', version);
  const snapshot = journal.snapshot();
  journal.seal();
  return snapshot;
};
const edit = (dir: string, sql: string): void => {
  const db = new DatabaseSync(join(dir, 'journal.db'));
  db.exec(sql);
  db.close();
};

test('a kept state comes back with the record it was taken at', () => {
  expect(kept(withState())).toEqual({ seq: 2_500, version: '1.0.0', state: '{"what":"was"}' });
});

test.each([
  ['another program version wrote it', '', '2.0.0'],
  ['its state was changed', `UPDATE snapshots SET state = '{}'`, '1.0.0'],
  ['it was moved to another record', 'UPDATE snapshots SET seq = 2501', '1.0.0'],
  ['its signature is not ours', `UPDATE snapshots SET mac = 'f'`, '1.0.0'],
])('is not used when %s', (_why, sql, version) => {
  const dir = withState();
  edit(dir, sql);
  expect(kept(dir, version)).toBeNull();
});

test('the two newest are kept, and none for a few records', () => {
  const dir = temporaryFolder();
  const journal = opened(dir, 'run-1');
  const asked: number[] = [];
  for (let seq = 0; seq < 9_000; seq += 1_000) {
    journal.append(samples(seq + 1, seq + 1_000));
    journal.commit();
    journal.keepState(() => String(asked.push(seq + 1_000)));
  }
  journal.seal();
  const db = new DatabaseSync(join(dir, 'journal.db'));
  const stored = db.prepare('SELECT seq FROM snapshots ORDER BY seq').all();
  db.close();
  expect([asked, stored.map(({ seq }) => seq)]).toEqual([
    [2_000, 4_000, 6_000, 8_000],
    [6_000, 8_000],
  ]);
});

test('in the middle of a run none is asked for before that many records came', () => {
  const journal = opened(temporaryFolder(), 'run-1');
  const asked: number[] = [];
  for (let seq = 0; seq < 9_000; seq += 1_000) {
    journal.append(samples(seq + 1, seq + 1_000));
    journal.commit();
    journal.keepState(() => String(asked.push(seq + 1_000)), 4_000);
  }
  journal.seal();
  expect(asked).toEqual([4_000, 8_000]);
});

test('verify holds every kept state against the records', () => {
  const dir = withState();
  const { state } = createRedecider('1.0.0');
  const seen: number[] = [];
  const good = verifyJournal(dir, { key: KEY, onState: ({ seq }) => void seen.push(seq) });
  const bad = verifyJournal(dir, { key: KEY, onState: () => 'is not what the records fold to' });
  expect([good.ok, seen, bad.firstBad, state({ version: '0.9.0', state: 'x' })]).toEqual([
    true,
    [2_500],
    { seq: 2_500, type: null, why: 'the state kept there is not what the records fold to' },
    undefined,
  ]);
});

test('a journal from before there were kept states is read as it is, and brought up to date when it is written', () => {
  const dir = withState();
  edit(dir, 'DROP TABLE snapshots; DROP INDEX records_by_type; DROP INDEX records_by_correlation; PRAGMA user_version = 1');
  const before = verifyJournal(dir, { key: KEY, onState: () => 'never asked' });
  const journal = opened(dir, 'run-2');
  const found = journal.find({ since: 0, limit: 3, types: null, correlationId: null, from: null, to: null });
  journal.seal();
  expect([before.ok, found.map(({ seq }) => seq), verifyJournal(dir, { key: KEY }).ok]).toEqual([true, [1, 2, 3], true]);
});
