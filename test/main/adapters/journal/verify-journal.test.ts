import { rmSync, writeFileSync, readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { crashedJournal } from './crash.ts';
import { KEY, open, samples, sealedJournal, temporaryFolder } from './sample-records.ts';

function change(dir: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(`${dir}/journal.db`);
  for (const sql of statements) db.exec(sql);
  db.close();
}

test('a good journal is good, and looking leaves nothing behind', () => {
  const dir = sealedJournal(1_200, 5);
  const before = readdirSync(dir);
  const seen: number[] = [];
  const found = verifyJournal(dir, { key: KEY, onRecord: (record) => void seen.push(record.seq) });
  expect(found).toEqual({
    ok: true,
    records: 1_205,
    runs: 2,
    checkpoints: 3,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
    firstBad: null,
    notes: [],
  });
  expect(seen).toEqual(Array.from({ length: 1_205 }, (_, i) => i + 1));
  expect(readdirSync(dir)).toEqual(before);
});

test('a crashed journal is checked with its log, and a running one while it is written', () => {
  expect(verifyJournal(crashedJournal(45), { key: KEY })).toMatchObject({
    ok: true,
    records: 45,
    runs: 1,
    checkpoints: 0,
    notes: [
      'run run-1 is not sealed: it is still running, or it crashed and was not started again',
      'the last 45 records are covered by the signed head only',
    ],
  });
  const dir = temporaryFolder();
  const journal = open(dir);
  journal.append(samples(1, 7));
  journal.commit();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 7 });
  journal.seal();
});

test('the key comes from the folder unless given; without one it says so', () => {
  const dir = sealedJournal(3);
  expect(verifyJournal(dir).notes).toEqual(['signatures not checked: no key']);
  expect(verifyJournal(dir, { key: null }).notes).toEqual(['signatures not checked: no key']);
  writeFileSync(`${dir}/secrets.json`, JSON.stringify({ journalKey: KEY }));
  expect(verifyJournal(dir)).toMatchObject({ ok: true, notes: [] });
  writeFileSync(`${dir}/secrets.json`, JSON.stringify({ journalKey: 'another' }));
  expect(verifyJournal(dir).firstBad).toEqual({
    seq: 3,
    type: null,
    why: expect.stringMatching(/signature of the seal checkpoint/),
  });
  writeFileSync(`${dir}/secrets.json`, 'nonsense');
  expect(verifyJournal(dir)).toMatchObject({ ok: true, notes: ['signatures not checked: no key'] });
});

test('an empty folder and an empty journal are told apart', () => {
  const dir = temporaryFolder();
  expect(verifyJournal(dir).firstBad?.why).toMatch(/there is no journal.db/);
  open(dir).seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 0, notes: ['the journal is empty'] });
});

test.each([
  [
    'payload',
    `UPDATE records SET payload = replace(payload, 'invalid', 'Invalid') WHERE seq = 7`,
    7,
    'signal.refused',
    /its hash/,
  ],
  ['actor', `UPDATE records SET actor = 'operator:http' WHERE seq = 7`, 7, 'signal.refused', /its hash/],
  ['causation', 'UPDATE records SET causation_id = NULL WHERE seq = 8', 8, 'signal.refused', /its hash/],
  ['hash', `UPDATE records SET hash = upper(hash) WHERE seq = 7`, 7, 'signal.refused', /its hash/],
  ['missing record', 'DELETE FROM records WHERE seq = 500', 500, null, /it is missing: the next record is number 501/],
  ['cut tail', 'DELETE FROM records WHERE seq > 1190', 1191, null, /tail was cut: 1200 records were signed, 1190 are there/],
  [
    'cut tail without its seal',
    `DELETE FROM records WHERE seq > 1190; DELETE FROM checkpoints WHERE kind = 'seal'; UPDATE runs SET sealed_at = NULL, how = NULL`,
    1191,
    null,
    /tail was cut/,
  ],
  [
    'record added',
    'INSERT INTO records SELECT 1201, at, run, type, version, correlation_id, causation_id, actor, payload, hash FROM records WHERE seq = 1200',
    1201,
    'signal.refused',
    /its hash/,
  ],
  ['missing checkpoint', 'DELETE FROM checkpoints WHERE id = 1', 1200, null, /checkpoint 1 is missing/],
  [
    'missing checkpoint, renumbered',
    'DELETE FROM checkpoints WHERE id = 1; UPDATE checkpoints SET id = 1 WHERE id = 2',
    1000,
    'signal.refused',
    /periodic checkpoint behind it is missing/,
  ],
  ['missing seal', `DELETE FROM checkpoints WHERE kind = 'seal'`, null, null, /1 runs are marked as ended, 0 by a checkpoint/],
  ['missing head', 'DELETE FROM checkpoints WHERE id = 0', null, null, /signed head of the journal is missing/],
  ['older head', 'UPDATE checkpoints SET seq = 1000, count = 1000 WHERE id = 0', 1001, null, /added behind the signed head/],
  ['count', 'UPDATE checkpoints SET count = 999 WHERE id = 1', 1000, null, /counts 999 records, not 1000/],
  ['head hash', `UPDATE checkpoints SET head = mac WHERE id = 1`, 1000, null, /another hash/],
  ['signature', `UPDATE checkpoints SET mac = head WHERE id = 1`, 1000, null, /signature of the periodic checkpoint/],
  ['checkpoint time', `UPDATE checkpoints SET at = at - 1 WHERE id = 1`, 1000, null, /signature of the periodic checkpoint/],
  ['checkpoint run', `UPDATE checkpoints SET run = 'x' WHERE id = 1`, 1000, null, /another run/],
  ['run start', 'UPDATE runs SET started_at = 1', 1, 'signal.refused', /another start/],
  ['run first', 'UPDATE runs SET first_seq = 2', 1, 'signal.refused', /says 2/],
  ['run end', `UPDATE runs SET how = 'recovered'`, 1200, null, /another end/],
  ['moment of a run’s end', 'UPDATE runs SET sealed_at = sealed_at + 1', 1200, null, /another end/],
  ['run gone', 'DELETE FROM runs', 1, 'signal.refused', /not in the table/],
  ['run invented', `INSERT INTO runs VALUES ('x', 1, 1, NULL, NULL)`, null, null, /lists 2 runs, the records 1/],
])('%s: found and named', (_, sql, seq, type, why) => {
  const dir = sealedJournal(1_200);
  change(dir, sql);
  const found = verifyJournal(dir, { key: KEY });
  expect(found.ok).toBe(false);
  expect(found.firstBad).toEqual({ seq, type, why: expect.stringMatching(why) });
});

test.each([
  ['a moment', 'UPDATE runs SET sealed_at = 5'],
  ['a kind', `UPDATE runs SET how = 'clean'`],
])('a run that was cut off is given %s of an end by nobody: found', (_what, sql) => {
  const dir = crashedJournal(5);
  expect(verifyJournal(dir, { key: KEY }).ok).toBe(true);
  change(dir, sql);
  expect(verifyJournal(dir, { key: KEY }).firstBad?.why).toMatch(/runs are marked as ended, 0 by a checkpoint/);
});

test("a caller's own check names the record; one that throws is no crash", () => {
  const dir = sealedJournal(5);
  const check = (problem: () => string | undefined) =>
    verifyJournal(dir, { key: KEY, onRecord: ({ seq }) => (seq === 4 ? problem() : undefined) });
  expect(check(() => 'replay decides otherwise')).toMatchObject({
    ok: false,
    records: 3,
    firstBad: { seq: 4, type: 'signal.refused', why: 'replay decides otherwise' },
  });
  expect(
    check(() => {
      throw new Error('boom');
    }).firstBad,
  ).toMatchObject({ seq: 4, why: 'boom' });
});

test('a folder without its database but with its log is not good', () => {
  const dir = crashedJournal(5);
  rmSync(`${dir}/journal.db`);
  expect(verifyJournal(dir, { key: KEY }).ok).toBe(false);
});
