import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { JournalCorrupt, openJournal, verifyJournal, type SqliteJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { AnchorPlace } from '#ports';
import type { JournalRecord } from '#shared/events';
import { crashedJournal } from './crash.ts';
import { KEY, open, sample, samples, sealedJournal, T0, temporaryFolder } from './sample-records.ts';

const change = (dir: string, ...statements: readonly string[]): void => {
  const db = new DatabaseSync(join(dir, 'journal.db'));
  for (const sql of statements) db.exec(sql);
  db.close();
};
const place = (text: string | null = null): AnchorPlace & { text: string | null } => ({
  text,
  read(): string | null {
    return this.text;
  },
  write(next: string): void {
    this.text = next;
  },
});
const opened = (dir: string, run: string, at: AnchorPlace | null, key = KEY): SqliteJournal =>
  openJournal({ dir, key, run, clock: virtualClock(T0), createdBy: '0.0.0', place: at });
const halt = (seq: number, run: string, to: 'halted' | 'active' = 'halted'): JournalRecord => ({
  ...sample(seq, run),
  type: 'trading.changed',
  payload: { to, reason: 'a test', actor: 'trader', certificateId: null },
});
const anchorsIn = (dir: string): readonly { readonly seq: number; readonly trading: string }[] =>
  readFileSync(join(dir, 'journal.anchor'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { seq: number; trading: string });
const newest = (dir: string) => [...anchorsIn(dir)].sort((a, b) => b.seq - a.seq)[0];

describe('the anchor', () => {
  test('follows every commit, and is never ahead of what is durable', () => {
    const dir = temporaryFolder();
    const journal = opened(dir, 'run-1', null);
    for (let seq = 1; seq <= 5; seq += 1) {
      journal.append([sample(seq)]);
      expect(newest(dir)?.seq).toBe(seq - 1);
      journal.commit();
      expect(newest(dir)?.seq).toBe(seq);
    }
    journal.seal();
  });

  test('is with the secrets from a latch on, and knows it', () => {
    const dir = temporaryFolder();
    const secrets = place();
    const clock = virtualClock(T0);
    const journal = openJournal({ dir, key: KEY, run: 'run-1', clock, createdBy: '0.0.0', place: secrets });
    journal.append([sample(1), halt(2, 'run-1')]);
    journal.commit();
    // Beside the data before anybody is answered; with the secrets as soon as the turn is over.
    expect(newest(dir)).toMatchObject({ seq: 2, trading: 'halted' });
    clock.runSoon();
    expect(JSON.parse(secrets.text ?? '')).toMatchObject({ seq: 2, trading: 'halted' });
    journal.seal();
  });

  test.each(['beside the data', 'with the secrets'])('is enough in one of its places: %s', (where) => {
    const dir = temporaryFolder();
    const secrets = place();
    const journal = opened(dir, 'run-1', secrets);
    journal.append(samples(1, 30));
    journal.seal();
    rmSync(join(dir, 'journal.db'));
    if (where === 'beside the data') secrets.text = null;
    else rmSync(join(dir, 'journal.anchor'));
    const next = opened(dir, 'run-2', secrets);
    expect(next.watch.findings()).toMatchObject([
      { code: 'journal_rolled_back', text: expect.stringMatching(/ 30 were written/) },
    ]);
    next.seal();
  });

  test('the higher of two counts, and one that is torn or forged counts as none', () => {
    const dir = sealedJournal(40);
    const bytes = readFileSync(join(dir, 'journal.anchor'));
    const torn = Buffer.from(bytes);
    torn.write('{"gen', 0);
    const forged = bytes.toString('utf8').replaceAll('"seq":40', '"seq":90');
    for (const content of [torn, Buffer.from(forged)]) {
      const copy = temporaryFolder();
      cpSync(dir, copy, { recursive: true });
      writeFileSync(join(copy, 'journal.anchor'), content);
      const journal = open(copy, 'run-2');
      const codes = journal.watch.findings().map(({ code }) => code);
      expect(codes).toEqual(content === torn ? [] : ['journal_key_changed']);
      journal.seal();
    }
  });

  test('a place that cannot be written is a problem to be told, and stops nothing', () => {
    const refusing: AnchorPlace = {
      read: () => null,
      write: () => {
        throw new Error('read-only secrets');
      },
    };
    const journal = opened(temporaryFolder(), 'run-1', refusing);
    const clockless = journal;
    clockless.append([halt(1, 'run-1')]);
    clockless.commit();
    clockless.seal();
    expect(clockless.watch.view().anchor).toMatchObject({ seq: 1, problem: 'read-only secrets' });
  });

  test('stays where it is until the operator adopts, so that the right journal can be put back; then a new count begins', () => {
    const dir = temporaryFolder();
    const first = open(dir);
    first.append(samples(1, 10));
    first.seal();
    const older = temporaryFolder();
    cpSync(dir, older, { recursive: true });
    const second = open(dir, 'run-2');
    second.append(samples(11, 30, 'run-2'));
    second.seal();
    const right = readFileSync(join(dir, 'journal.db'));
    const putBack = (bytes: Buffer, run: string): SqliteJournal => {
      writeFileSync(join(dir, 'journal.db'), bytes);
      return open(dir, run);
    };
    const old = readFileSync(join(older, 'journal.db'));
    const rolled = putBack(old, 'run-3');
    rolled.append([sample(11, 'run-3')]);
    rolled.seal();
    expect([rolled.watch.findings()[0]?.code, newest(dir)?.seq]).toEqual(['journal_rolled_back', 30]);
    const again = putBack(right, 'run-4');
    expect(again.watch.findings()).toEqual([]);
    again.seal();
    const adopted = putBack(old, 'run-5');
    const act = {
      type: 'journal.adopted',
      payload: { code: 'journal_rolled_back', text: 'x', by: 'me', reason: 'why' },
    } as const;
    adopted.append([{ ...sample(11, 'run-5'), ...act }]);
    adopted.seal();
    const next = open(dir, 'run-6');
    expect(next.watch.findings()).toEqual([]);
    next.seal();
  });

  test('that is older than the journal doubts no stop that was lifted since', () => {
    const dir = temporaryFolder();
    const journal = open(dir);
    journal.append([sample(1), halt(2, 'run-1')]);
    journal.commit();
    const before = readFileSync(join(dir, 'journal.anchor'));
    journal.append([halt(3, 'run-1', 'active')]);
    journal.seal();
    writeFileSync(join(dir, 'journal.anchor'), before);
    const next = open(dir, 'run-2');
    expect(next.watch.findings()).toEqual([]);
    next.seal();
  });

  test('of an empty journal finds it as it was', () => {
    const dir = temporaryFolder();
    open(dir).seal();
    const next = open(dir, 'run-2');
    expect([next.watch.findings(), newest(dir)?.seq ?? 0]).toEqual([[], 0]);
    next.seal();
  });

  test('an old journal without one begins one, and is not doubted', () => {
    const dir = sealedJournal(10);
    rmSync(join(dir, 'journal.anchor'));
    const journal = open(dir, 'run-2');
    expect([journal.watch.findings(), newest(dir)?.seq]).toEqual([[], 10]);
    journal.seal();
  });
});

describe('a latch that could not be written', () => {
  /** A disk that takes no more pages: SQLite's own limit, which holds for every writer of this connection's file. */
  const fullDisk = (dir: string): void =>
    change(dir, `CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);

  test('is held by the anchor over a kill, and told at the next start', () => {
    const dir = temporaryFolder();
    const journal = open(dir);
    journal.append(samples(1, 3));
    journal.commit();
    fullDisk(dir);
    journal.append([sample(4)]);
    expect(() => journal.commit()).toThrow(/disk is full/);
    journal.append([halt(5, 'run-1')]);
    const killed = temporaryFolder();
    cpSync(dir, killed, { recursive: true });
    change(killed, 'DROP TRIGGER full');
    const next = open(killed, 'run-2');
    expect(next.watch.findings()).toMatchObject([{ code: 'journal_latch_lost', text: expect.stringContaining('a test') }]);
    // Not on record yet: the start after this one is told as well.
    next.seal();
    const third = open(killed, 'run-3');
    expect(third.watch.findings()).toMatchObject([{ code: 'journal_latch_lost' }]);
    third.seal();
    // The one that was not killed here gives its files back: Windows removes none that is open.
    change(dir, 'DROP TRIGGER full');
    journal.seal();
  });

  test('is in the journal once that is mended, and then nothing is told', () => {
    const dir = temporaryFolder();
    const journal = open(dir);
    journal.append(samples(1, 3));
    journal.commit();
    fullDisk(dir);
    journal.append([sample(4)]);
    expect(() => journal.commit()).toThrow(/disk is full/);
    journal.append([halt(5, 'run-1'), halt(6, 'run-1', 'active')]);
    change(dir, 'DROP TRIGGER full');
    expect(journal.mend()).toBe(true);
    journal.seal();
    const next = open(dir, 'run-2');
    expect(next.watch.findings()).toEqual([]);
    next.seal();
  });
});

describe('reading back', () => {
  test('goes through everything in slices, and tells how far it is', () => {
    const journal = open(sealedJournal(900, 900), 'run-3');
    expect(journal.watch.view()).toMatchObject({ verifiedTo: 0, verifiedAt: null });
    let slices = 0;
    while (journal.watch.readBack(0)) slices += 1;
    expect([journal.watch.view().verifiedTo, slices >= 17, journal.watch.findings()]).toEqual([1_800, true, []]);
    journal.append([sample(1_801, 'run-3')]);
    journal.commit();
    journal.watch.readBack(0);
    expect(journal.watch.view()).toMatchObject({ verifiedTo: 1_801, verifiedAt: T0 });
    journal.seal();
  });

  test.each([
    [
      'a changed record',
      `UPDATE records SET payload = replace(payload, 'tokyo', 'paris') WHERE seq = 333`,
      /^Record 333 \(signal\.refused\) is not/,
    ],
    ['a record taken out', 'DELETE FROM records WHERE seq = 333', /^Record 333 is missing/],
    [
      'a record with its hash made to fit itself',
      `UPDATE records SET actor = 'x', hash = '${'a'.repeat(64)}' WHERE seq = 333`,
      /^Record 333 .* Record 334 /,
    ],
    ['a text that is none', `PRAGMA ignore_check_constraints = ON; UPDATE records SET hash = '' WHERE seq = 333`, /^Record 333 /],
  ])('finds %s while it runs, once, and goes on behind it', (_what, sql, text) => {
    const dir = sealedJournal(900);
    const journal = open(dir, 'run-2');
    change(dir, sql);
    while (journal.watch.readBack(5));
    expect(journal.watch.findings()).toMatchObject([{ code: 'journal_edited', text: expect.stringMatching(text) }]);
    expect([journal.watch.findings(), journal.watch.view().verifiedTo]).toEqual([[], 900]);
    journal.seal();
  });

  test('a start that folds everything has read everything back', () => {
    const dir = sealedJournal(500);
    const journal = open(dir, 'run-2');
    expect([...journal.readAll()].length).toBe(500);
    expect(journal.watch.view()).toMatchObject({ verifiedTo: 500, verifiedAt: T0 });
    journal.seal();
    change(dir, `UPDATE records SET actor = 'x' WHERE seq = 70`);
    const next = open(dir, 'run-3');
    expect([...next.readAll()].length).toBe(500);
    expect(next.watch.findings()).toMatchObject([{ code: 'journal_edited' }]);
    next.seal();
  });

  test('a start from a kept state follows the chain from there', () => {
    const dir = sealedJournal(500);
    change(dir, `UPDATE records SET actor = 'x' WHERE seq = 420`);
    const journal = open(dir, 'run-2');
    expect([...journal.readAll(400)].length).toBe(100);
    expect([journal.watch.findings()[0]?.code, journal.watch.view().verifiedTo]).toEqual(['journal_edited', 0]);
    journal.seal();
  });
});

test('verify holds a journal against its anchor', () => {
  const dir = crashedJournal(60);
  expect(verifyJournal(dir, { key: KEY }).ok).toBe(true);
  truncateSync(join(dir, 'journal.db-wal'), 0);
  const cut = verifyJournal(dir, { key: KEY });
  expect([cut.ok, cut.firstBad?.why]).toEqual([false, expect.stringMatching(/60 were written/)]);
});

test('what is planted in the schema is taken out before anything is written', () => {
  const dir = sealedJournal(20);
  change(
    dir,
    `CREATE TRIGGER sly AFTER INSERT ON records BEGIN UPDATE runs SET started_at = 1; END`,
    'DROP INDEX records_by_type',
  );
  const journal = open(dir, 'run-2');
  expect(journal.watch.findings()).toMatchObject([
    { code: 'journal_schema', text: expect.stringMatching(/trigger sly on records .*records_by_type/) },
  ]);
  journal.append([sample(21, 'run-2')]);
  journal.seal();
  expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: 21, runs: 2 });
  const next = open(dir, 'run-3');
  expect(next.watch.findings()).toEqual([]);
  next.seal();
});

test('cut at any page, a journal is damaged or told to be an older one, and never anything else', () => {
  const dir = temporaryFolder();
  const journal = opened(dir, 'run-1', null);
  for (let seq = 1; seq <= 400; seq += 40) {
    journal.append(samples(seq, seq + 39));
    journal.commit();
  }
  journal.seal();
  const whole = readFileSync(join(dir, 'journal.db'));
  const ends = new Map<string, number>();
  for (let bytes = 4_096; bytes < whole.length; bytes += 4_096) {
    const cut = temporaryFolder();
    cpSync(dir, cut, { recursive: true });
    truncateSync(join(cut, 'journal.db'), bytes);
    let end: string;
    try {
      const next = opened(cut, 'run-2', null);
      end = next.watch.findings().length > 0 ? 'told' : 'silent';
      next.seal();
    } catch (error) {
      end = error instanceof JournalCorrupt ? 'damaged' : String(error);
    }
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect([...ends.keys()].filter((end) => end !== 'damaged' && end !== 'told')).toEqual([]);
  expect(ends.get('damaged')).toBeGreaterThan(10);
});
