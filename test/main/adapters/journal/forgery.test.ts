import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { chainHash, GENESIS } from '#main/adapters/journal/chain.ts';
import { signer, type CheckpointKind } from '#main/adapters/journal/checkpoint.ts';
import { recordOf, selectRecords } from '#main/adapters/journal/database.ts';
import { crashedJournal } from './crash.ts';
import { KEY, open, sealedJournal } from './sample-records.ts';

function change(dir: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(`${dir}/journal.db`);
  for (const sql of statements) db.exec(sql);
  db.close();
}

/** Recomputes every hash, as a forger without the key would. */
function rechain(dir: string, sign?: ReturnType<typeof signer>): void {
  const db = new DatabaseSync(`${dir}/journal.db`);
  let hash = GENESIS;
  const heads = new Map<number, string>();
  for (const record of selectRecords(db, 'ORDER BY seq').all().map(recordOf)) {
    hash = chainHash(hash, record);
    heads.set(record.seq, hash);
    db.prepare('UPDATE records SET hash = ? WHERE seq = ?').run(hash, record.seq);
  }
  for (const row of db.prepare('SELECT id, seq, count, run, kind, at, mac FROM checkpoints').all()) {
    const [seq, head] = [row['seq'] as number, heads.get(row['seq'] as number) ?? ''];
    const mac = sign?.({
      seq,
      head,
      count: row['count'] as number,
      run: row['run'] as string,
      kind: row['kind'] as CheckpointKind,
      at: row['at'] as number,
    });
    db.prepare('UPDATE checkpoints SET head = ?, mac = ? WHERE id = ?').run(
      head,
      mac ?? (row['mac'] as string),
      row['id'] as number,
    );
  }
  db.close();
}

test('a forger who recomputes the chain is found by the signature, and only by it', () => {
  const dir = sealedJournal(1_200);
  change(dir, `UPDATE records SET payload = replace(payload, 'invalid', 'unsound') WHERE seq = 1150`);
  rechain(dir);
  expect(verifyJournal(dir, { key: null }).ok).toBe(true);
  expect(verifyJournal(dir, { key: KEY }).firstBad).toMatchObject({ seq: 1_200, why: expect.stringMatching(/signature/) });
});

test('a last record that was rewritten, chain and all, is not taken for the one that was signed', () => {
  const dir = crashedJournal(25);
  change(dir, `UPDATE records SET payload = replace(payload, 'invalid', 'unsound') WHERE seq = 25`);
  const db = new DatabaseSync(`${dir}/journal.db`);
  const [before, last] = selectRecords(db, 'WHERE seq >= 24 ORDER BY seq').all().map(recordOf);
  db.prepare('UPDATE records SET hash = ? WHERE seq = 25').run(chainHash(before!.hash, last!));
  db.close();
  expect(() => open(dir, 'run-2')).toThrow(/record 25: its hash is not the one that was signed/);
});

test('a payload that does not fit its type is found though the chain holds, and so is a type nobody knows', () => {
  for (const [sql, why] of [
    [`UPDATE records SET payload = '{"code":1}' WHERE seq = 2`, /^code: /],
    [`UPDATE records SET type = 'signal.imagined' WHERE seq = 2`, /known event type/],
    [`UPDATE records SET payload = '{"code":' WHERE seq = 2`, /JSON/],
  ] as const) {
    const dir = sealedJournal(3);
    change(dir, sql);
    rechain(dir, signer(KEY));
    expect(verifyJournal(dir, { key: KEY }).firstBad).toMatchObject({ seq: 2, why: expect.stringMatching(why) });
  }
});

test('a run that goes on after its end, or begins before the other ended, is found', () => {
  const on = sealedJournal(2, 2);
  change(on, `UPDATE records SET run = 'run-1' WHERE seq = 3`);
  rechain(on, signer(KEY));
  expect(verifyJournal(on, { key: KEY }).firstBad).toMatchObject({ seq: 3, why: 'run run-1 had already ended' });

  const early = sealedJournal(2, 2);
  change(
    early,
    `DELETE FROM checkpoints WHERE seq = 2`,
    `UPDATE checkpoints SET id = 1 WHERE id = 2`,
    `UPDATE runs SET sealed_at = NULL, how = NULL WHERE run = 'run-1'`,
  );
  expect(verifyJournal(early, { key: KEY }).firstBad).toMatchObject({
    seq: 3,
    why: 'run run-2 begins, but run run-1 was never ended',
  });
});
