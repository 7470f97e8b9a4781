import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DataFolder, ended, Headless, until } from './headless-process.ts';

/** One symbol: a start that has little to load. */
const CONFIG = { paper: { symbols: ['EURUSD'] }, detector: { enabled: false } };
const WHY = 'compared with the broker';

/** Folders as a stop that was answered leaves them: `older` before it, `cut` killed right after it, `whole` ended in order. */
const states = new DataFolder(CONFIG);
const at = (name: 'older' | 'cut' | 'whole'): string => join(states.dir, name);
let running: Headless | null = null;
afterEach(async () => {
  await running?.kill();
  running = null;
});
afterAll(() => {
  states.remove();
});

beforeAll(async () => {
  states.data = join(states.dir, 'live');
  const first = await Headless.start(states);
  await first.terminate();
  cpSync(states.data, at('older'), { recursive: true });
  const second = await Headless.start(states);
  expect(second.ready.trading).toBe('active');
  expect((await second.ask('POST', '/system/emergency-stop', { reason: 'a bad feeling' })).status).toBe(200);
  await second.kill();
  cpSync(states.data, at('cut'), { recursive: true });
  const third = await Headless.start(states);
  await third.terminate();
  cpSync(states.data, at('whole'), { recursive: true });
});

/** A copy of a state with something done to it, by nothing of ours: the file system and SQLite itself. */
function tampered(state: 'older' | 'cut' | 'whole', how: (dir: string) => void): DataFolder {
  const folder = new DataFolder(CONFIG);
  folder.data = join(folder.dir, 'data');
  cpSync(at(state), folder.data, { recursive: true });
  how(folder.data);
  return folder;
}
const sql =
  (...statements: readonly string[]) =>
  (dir: string): void => {
    const db = new DatabaseSync(join(dir, 'journal.db'));
    db.enableDefensive(false);
    for (const statement of statements) db.exec(statement);
    db.close();
  };
const remove =
  (...names: readonly string[]) =>
  (dir: string): void => {
    for (const name of names) rmSync(join(dir, name), { force: true });
  };
const older =
  (...names: readonly string[]) =>
  (dir: string): void => {
    remove('journal.db-wal', 'journal.db-shm')(dir);
    for (const name of names) cpSync(join(at('older'), name), join(dir, name));
  };
const secret =
  (change: (secrets: Record<string, unknown>) => void) =>
  (dir: string): void => {
    const secrets = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as Record<string, unknown>;
    change(secrets);
    writeFileSync(join(dir, 'secrets.json'), JSON.stringify(secrets));
  };
/** The secrets without the anchor that is kept with them; null when there is no such file. */
const keysIn = (dir: string): unknown => {
  if (!existsSync(join(dir, 'secrets.json'))) return null;
  const { anchor: _moves, ...keys } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as Record<string, unknown>;
  return keys;
};
const both =
  (...acts: readonly ((dir: string) => void)[]) =>
  (dir: string): void => {
    for (const act of acts) act(dir);
  };
const halve = (file: string): void => truncateSync(file, Math.floor(statSync(file).size / 2));
/** The whole last run taken out, with the signed head of the time before put in its place. */
function lastRunsOut(dir: string): void {
  const before = new DatabaseSync(join(at('older'), 'journal.db'), { readOnly: true });
  const head = before.prepare('SELECT * FROM checkpoints WHERE id = 0').get() ?? {};
  before.close();
  sql(
    `DELETE FROM records WHERE seq > ${String(head['seq'])}`,
    `DELETE FROM checkpoints WHERE seq > ${String(head['seq'])}`,
    `DELETE FROM runs WHERE first_seq > ${String(head['seq'])}`,
    `DELETE FROM snapshots`,
    `INSERT OR REPLACE INTO checkpoints VALUES (${Object.values(head)
      .map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))
      .join(', ')})`,
  )(dir);
}
const ALL = ['journal.db', 'journal.db-wal', 'journal.db-shm'];
const NO_ANCHORS = both(
  remove('journal.anchor'),
  secret((secrets) => delete secrets['anchor']),
);

type Case = readonly [what: string, state: 'cut' | 'whole', how: (dir: string) => void, code: string];
const HALTED: readonly Case[] = [
  ['the journal deleted', 'whole', remove(...ALL), 'journal_rolled_back'],
  ['the journal and the anchor beside it deleted', 'whole', remove(...ALL, 'journal.anchor'), 'journal_rolled_back'],
  [
    'the journal deleted, and the anchor from the secrets',
    'whole',
    both(
      remove(...ALL),
      secret((all) => delete all['anchor']),
    ),
    'journal_rolled_back',
  ],
  [
    'a journal of no bytes',
    'whole',
    both(remove(...ALL), (dir) => writeFileSync(join(dir, 'journal.db'), '')),
    'journal_rolled_back',
  ],
  ['an older journal put back', 'whole', older('journal.db'), 'journal_rolled_back'],
  ['an older journal and paper account put back', 'cut', older('journal.db', 'paper.db'), 'journal_rolled_back'],
  ['an older journal and anchor put back', 'whole', older('journal.db', 'journal.anchor'), 'journal_rolled_back'],
  [
    'an older journal put back and every anchor removed',
    'whole',
    both(older('journal.db'), NO_ANCHORS),
    'journal_anchor_missing',
  ],
  ['the write-ahead log removed', 'cut', remove('journal.db-wal', 'journal.db-shm'), 'journal_rolled_back'],
  ['the write-ahead log emptied', 'cut', (dir) => truncateSync(join(dir, 'journal.db-wal'), 0), 'journal_rolled_back'],
  ['the last runs taken out', 'whole', lastRunsOut, 'journal_rolled_back'],
  [
    'the latch edited away',
    'whole',
    sql(`UPDATE records SET payload = replace(payload, '"to":"halted"', '"to":"active"')`, 'DELETE FROM snapshots'),
    'journal_edited',
  ],
  [
    'a record in the middle edited',
    'whole',
    sql(`UPDATE records SET actor = 'nobody' WHERE seq = (SELECT max(seq) / 2 FROM records)`, 'DELETE FROM snapshots'),
    'journal_edited',
  ],
  [
    'two records swapped',
    'whole',
    sql(
      'UPDATE records SET seq = -1 WHERE seq = 40',
      'UPDATE records SET seq = 40 WHERE seq = 41',
      'UPDATE records SET seq = 41 WHERE seq = -1',
      'DELETE FROM snapshots',
    ),
    'journal_edited',
  ],
  [
    'the last record edited',
    'whole',
    sql(`UPDATE records SET actor = 'nobody' WHERE seq = (SELECT max(seq) FROM records)`),
    'journal_edited',
  ],
  ['the table of runs emptied', 'whole', sql('DELETE FROM runs'), 'journal_edited'],
  ['a run edited', 'whole', sql('UPDATE runs SET started_at = started_at - 1 WHERE first_seq = 1'), 'journal_edited'],
  ['a run added', 'whole', sql(`INSERT INTO runs VALUES ('run-x', 1, 3, 4, 'clean')`), 'journal_edited'],
  [
    'a checkpoint of another journal',
    'whole',
    sql(`UPDATE checkpoints SET mac = '${'ab'.repeat(32)}' WHERE id = 1`),
    'journal_edited',
  ],
  ['a checkpoint taken out', 'whole', sql('DELETE FROM checkpoints WHERE id = 1'), 'journal_edited'],
  [
    'a trigger planted',
    'whole',
    sql(`CREATE TRIGGER t AFTER INSERT ON records BEGIN UPDATE runs SET started_at = 1; END`),
    'journal_schema',
  ],
  ['a view and a table planted', 'whole', sql('CREATE VIEW v AS SELECT 1', 'CREATE TABLE x (a)'), 'journal_schema'],
  ['the key and the journal lost, the anchor there', 'whole', remove(...ALL, 'secrets.json'), 'journal_key_changed'],
];

describe('after a stop that was answered, a start on a folder that is not what it was is halted, and says why', () => {
  test.each(HALTED)('%s (%s)', async (_what, state, how, code) => {
    const folder = tampered(state, how);
    try {
      running = await Headless.start(folder);
      expect(running.ready.trading).toBe('halted');
      const cockpit = running;
      const { haltReason, alarms } = (await until(
        () => cockpit.get('/system/status'),
        (status) => (status['alarms'] as { critical: number }).critical > 0,
        10_000,
      )) as { haltReason: { code: string; text: string }; alarms: { critical: number } };
      expect([haltReason.code, haltReason.text, alarms.critical]).toEqual([code, expect.stringMatching(/^[A-Z].{20,400}\.$/), 1]);
      expect((await cockpit.ask('POST', '/system/resume', { typed: 'RESUME', reason: WHY })).status).toBe(409);
    } finally {
      await running?.kill();
      folder.remove();
    }
  });

  const REFUSED: readonly (readonly [string, (dir: string) => void, RegExp])[] = [
    [
      'a record that cannot follow',
      sql(
        `UPDATE records SET type = 'alarm.acknowledged', payload = '{"alarmId":"x","by":"y"}' WHERE seq = 40`,
        'DELETE FROM snapshots',
      ),
      /damaged at record 40: it does not follow/,
    ],
    ['the file cut in half', (dir) => halve(join(dir, 'journal.db')), /damaged/],
    ['another key', secret((all) => (all['journalKey'] = 'k'.repeat(43))), /signature there does not match/],
    ['the key lost', remove('secrets.json'), /its key is not in secrets\.json/],
    ['the key taken out', secret((all) => delete all['journalKey']), /its key is not in secrets\.json/],
    [
      'a folder in the journal’s place',
      both(remove(...ALL), (dir) => mkdirSync(join(dir, 'journal.db'))),
      /journal\.db is a folder/,
    ],
  ];
  test.each(REFUSED)('or refused in one line: %s', async (_what, how, line) => {
    const folder = tampered('whole', how);
    try {
      const before = keysIn(folder.data);
      const end = await ended(folder.arguments());
      expect([end.code, end.stdout, end.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
      expect(end.stderr).toMatch(line);
      // No new secrets were drawn.
      expect(keysIn(folder.data)).toEqual(before);
    } finally {
      folder.remove();
    }
  });
});

test('adopting and resuming are two acts, on record, and the next start is as before', async () => {
  const folder = tampered('whole', older('journal.db'));
  try {
    const cockpit = (running = await Headless.start(folder));
    const adopted = await cockpit.ask('POST', '/system/adopt-journal', { typed: 'ADOPT', reason: WHY });
    expect(adopted).toMatchObject({ status: 200, body: { status: 'adopted' } });
    expect((await cockpit.get('/system/status'))['trading']).toBe('halted');
    await until(
      () => cockpit.ask('POST', '/system/resume', { typed: 'RESUME', reason: WHY }),
      ({ status }) => status === 200,
      10_000,
    );
    const records = (await cockpit.events()).filter(({ type }) => type.startsWith('journal.'));
    expect(records.map(({ type, payload }) => [type, payload['code'], payload['by']])).toEqual([
      ['journal.found', 'journal_rolled_back', undefined],
      ['journal.adopted', 'journal_rolled_back', 'operator:http'],
    ]);
    expect((await cockpit.terminate()).code).toBe(0);
    running = await Headless.start(folder);
    expect(running.ready.trading).toBe('active');
    // The same old journal once more is found once more: the anchor has moved on.
    await running.terminate();
    older('journal.db')(folder.data);
    running = await Headless.start(folder);
    expect(running.ready.trading).toBe('halted');
  } finally {
    await running?.kill();
    folder.remove();
  }
});

test('an option starts a new journal, halted, and the old one is kept', async () => {
  const folder = tampered('whole', remove('secrets.json'));
  try {
    running = await Headless.start(folder, ['--new-journal', '--now', '2026-11-25T12:00:00Z']);
    const { haltReason } = (await running.get('/system/status')) as { haltReason: { code: string } };
    expect([running.ready.trading, haltReason.code]).toEqual(['halted', 'journal_new']);
    const aside = readdirSync(folder.data).filter((name) => name.startsWith('journal-set-aside-'));
    expect([aside.length, existsSync(join(folder.data, aside[0] ?? '', 'journal.db'))]).toEqual([1, true]);
    expect(existsSync(join(folder.data, 'halt-at-start.json'))).toBe(false);
  } finally {
    await running?.kill();
    folder.remove();
  }
});

test('an untouched folder starts as it ended: no false alarm after a kill or an ordinary end', async () => {
  for (const state of ['older', 'cut', 'whole'] as const) {
    const folder = tampered(state, () => undefined);
    try {
      const cockpit = (running = await Headless.start(folder));
      const found = (await cockpit.events()).filter(({ type }) => type === 'journal.found');
      expect([state, cockpit.ready.trading, found]).toEqual([state, state === 'older' ? 'active' : 'halted', []]);
      const { journal } = (await cockpit.get('/system/status')) as { journal: Record<string, number & { seq: number }> };
      expect([journal['verifiedTo'], journal['anchor']?.seq]).toEqual([expect.any(Number), journal['lastSeq']]);
    } finally {
      await running?.kill();
      folder.remove();
    }
  }
});
