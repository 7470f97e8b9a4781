import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { backupFolder } from '#main/host/backup-folder.ts';
import { StartFault } from '#main/host/options.ts';
import { restoreFolder } from '#main/host/restore-folder.ts';
import { KEY, open, samples, sealedJournal, T0, temporaryFolder } from '../adapters/journal/sample-records.ts';

const SECRETS = JSON.stringify({ journalKey: KEY });
function dataFolder(...names: readonly string[]): string {
  const dir = sealedJournal(7);
  writeFileSync(join(dir, 'secrets.json'), SECRETS);
  for (const name of names) writeFileSync(join(dir, name), `content of ${name}`);
  return dir;
}
const target = (): string => join(temporaryFolder(), 'b.tar.gz');
const backedUp = (dir: string, file: string, withSecrets = true) => backupFolder({ dir, file, withSecrets, nowMs: T0 });
const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'made',
    (error: unknown) => (error instanceof StartFault ? error.message : `no StartFault: ${String(error)}`),
  );

test('holds what a data folder is made of, and its list says of each file how long it is and what it hashes to', async () => {
  const plain = ['config.json', 'model.json', 'symbol-names.json', 'account.json', 'sources.json', 'calendar.json'];
  const dir = dataFolder(...plain, 'journal.anchor', 'journal.lock', 'cockpit.log', 'config.json.bak', 'notes.txt');
  mkdirSync(join(dir, 'calendar-of-last-year.csv'));
  const databases = ['paper.db', 'deliveries.db'];
  for (const name of databases) {
    const db = new DatabaseSync(join(dir, name));
    db.exec('CREATE TABLE kept (n); INSERT INTO kept VALUES (41)');
    db.close();
  }
  const file = target();
  const made = await backedUp(dir, file);
  expect(made.files.map(({ name }) => name).sort()).toEqual([...plain, 'journal.db', ...databases, 'secrets.json'].sort());
  expect(made).toMatchObject({
    madeAt: new Date(T0).toISOString(),
    journal: { records: 7, head: verifyJournal(dir).head },
    secrets: 'file',
    key: createHash('sha256').update(KEY).digest('hex').slice(0, 16),
  });
  const to = join(dirname(file), 'data');
  await restoreFolder({ file, dir: to, replaces: false, nowMs: T0 });
  for (const { name, bytes, sha256 } of made.files) {
    const content = readFileSync(join(to, name));
    expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([name, bytes, sha256]);
  }
  for (const name of databases) {
    const db = new DatabaseSync(join(to, name), { readOnly: true });
    expect(db.prepare('SELECT n FROM kept').all()).toMatchObject([{ n: 41 }]);
    db.close();
  }
});

test('of a journal that is being written it holds what was committed, and the journal goes on', async () => {
  const dir = dataFolder();
  const journal = open(dir, 'run-2');
  journal.append(samples(8, 30, 'run-2'));
  journal.commit();
  journal.append(samples(31, 40, 'run-2'));
  expect((await backedUp(dir, target())).journal.records).toBe(30);
  journal.commit();
  expect(journal.stats().lastSeq).toBe(40);
  journal.seal();
});

test.each([
  'Economic Calendar Data.csv',
  'calendar (1).ics',
  'news.csv',
  'Календарь calendar.json',
  `calendar${'-long'.repeat(17)}.csv`,
])('a calendar may be called %s', async (name) => {
  const dir = dataFolder(name);
  const file = target();
  await backedUp(dir, file);
  const to = join(dirname(file), 'data');
  await restoreFolder({ file, dir: to, replaces: false, nowMs: T0 });
  expect(readFileSync(join(to, name), 'utf8')).toBe(`content of ${name}`);
  const listed = spawnSync('tar', ['-tzf', file, '--quoting-style=literal'], { encoding: 'utf8' });
  if (listed.error === undefined && listed.status === 0) expect(listed.stdout.split('\n')).toContain(name);
});

test('sealed keys go with what opens them', async () => {
  const dir = dataFolder();
  writeFileSync(join(dir, 'secrets.bin'), 'sealed');
  writeFileSync(join(dir, 'Local State'), 'what opens it');
  const file = target();
  await backedUp(dir, file);
  const to = join(dirname(file), 'data');
  await restoreFolder({ file, dir: to, replaces: false, nowMs: T0 });
  expect(['secrets.bin', 'Local State'].map((name) => readFileSync(join(to, name), 'utf8'))).toEqual(['sealed', 'what opens it']);
});

test('the keys are left out when they are to be', async () => {
  const dir = dataFolder();
  writeFileSync(join(dir, 'secrets.bin'), 'sealed');
  writeFileSync(join(dir, 'Local State'), 'what opens it');
  const file = target();
  const { secrets, files } = await backedUp(dir, file, false);
  expect([secrets, files.map(({ name }) => name)]).toEqual(['left out', ['journal.db']]);
  expect(gunzipSync(readFileSync(file)).includes(KEY)).toBe(false);
});

describe('is not made, and leaves nothing', () => {
  const left = (file: string): readonly string[] => readdirSync(dirname(file));

  test('of a folder that is none of a cockpit', async () => {
    const file = target();
    expect(await messageOf(backedUp(temporaryFolder(), file))).toMatch(/has no journal\.db: it is no data folder of a cockpit$/);
    expect(left(file)).toEqual([]);
  });

  test('over a file that is there', async () => {
    const file = target();
    writeFileSync(file, 'mine');
    expect(await messageOf(backedUp(dataFolder(), file))).toMatch(/exists: name another file, a backup overwrites none$/);
    expect([left(file), readFileSync(file, 'utf8')]).toEqual([['b.tar.gz'], 'mine']);
  });

  test('in a folder that is not there', async () => {
    const file = join(temporaryFolder(), 'none', 'b.tar.gz');
    expect(await messageOf(backedUp(dataFolder(), file))).toMatch(/none is not a folder: the backup cannot be written there$/);
    expect(existsSync(dirname(file))).toBe(false);
  });

  test.each(['journal.db', 'paper.db', 'deliveries.db'])('when %s cannot be read', async (name) => {
    const dir = dataFolder();
    writeFileSync(join(dir, name), 'not a database, and longer than the header of one would be: '.repeat(20));
    const file = target();
    await expect(backedUp(dir, file)).rejects.toThrow();
    expect(left(file)).toEqual([]);
  });

  test('when a name does not fit into an archive', async () => {
    const file = target();
    await expect(backedUp(dataFolder(`calendar${'-long'.repeat(20)}.csv`), file)).rejects.toThrow(/is no name for a file/);
    expect(left(file)).toEqual([]);
  });
});
