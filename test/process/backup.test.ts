import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataFolder, Headless } from './headless-process.ts';

const program = (name: string): string => fileURLToPath(new URL(`../../main/${name}.ts`, import.meta.url));
const ran = (name: 'backup' | 'restore' | 'verify', ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(name), ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
};
const root = mkdtempSync(join(tmpdir(), 'cockpit-backup-'));
const folder = new DataFolder({ paper: { symbols: ['EURUSD'] }, detector: { enabled: false } });
folder.data = join(folder.dir, 'a folder with spaces');
const BACKUP = join(root, 'cockpit backup.tar.gz');
let running: Headless | null = null;
const recordsIn = (dir: string): number => {
  const db = new DatabaseSync(join(dir, 'journal.db'), { readOnly: true });
  const [row] = db.prepare('SELECT count(*) AS n FROM records').all();
  db.close();
  return Number(row?.['n']);
};

/** What was on record when the backup was made. */
let recorded = 0;

beforeAll(async () => {
  running = await Headless.start(folder);
  recorded = recordsIn(folder.data);
  expect(recorded).toBeGreaterThan(20);
  writeFileSync(join(folder.data, 'config.json'), '{"approvals":{"mode":"veto"}}');
  const made = ran('backup', folder.data, BACKUP);
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toMatch(/journal\.db +\d+ bytes +sha256 [0-9a-f]{64}/);
});
afterAll(async () => {
  await running?.kill();
  folder.remove();
  rmSync(root, { recursive: true, force: true });
});

test('a running folder is backed up into what every tar reads, and it overwrites nothing', () => {
  const listed = spawnSync('tar', ['-tzf', BACKUP], { encoding: 'utf8' });
  if (listed.error === undefined)
    expect(listed.stdout.trim().split('\n').sort()).toEqual([
      'backup.json',
      'config.json',
      'deliveries.db',
      'journal.db',
      'paper.db',
      'secrets.json',
    ]);
  expect(readdirSync(root)).toEqual(['cockpit backup.tar.gz']);
  expect(ran('backup', folder.data, BACKUP)).toMatchObject({ code: 2, stderr: expect.stringContaining('exists') });
  expect(ran('backup', root, join(root, 'x'))).toMatchObject({ code: 2, stderr: expect.stringContaining('no journal.db') });
});

test('restored into an empty folder it is whole, starts halted by name, and goes on when it is resumed', async () => {
  const restored = new DataFolder();
  restored.data = join(restored.dir, 'restored');
  try {
    expect(ran('restore', BACKUP, restored.data)).toMatchObject({ code: 0, stderr: '' });
    expect(recordsIn(restored.data)).toBeGreaterThanOrEqual(recorded);
    expect(ran('verify', restored.data)).toMatchObject({ code: 0, stdout: expect.stringContaining('OK') });
    const cockpit = await Headless.start(restored);
    try {
      const status = await cockpit.get('/system/status');
      expect([cockpit.ready.trading, status['haltReason']]).toEqual([
        'halted',
        { code: 'journal_restored', text: expect.stringMatching(/restored at .* from cockpit backup\.tar\.gz, made at/) },
      ]);
      expect(await cockpit.ask('POST', '/system/resume', { typed: 'RESUME', reason: 'compared' })).toMatchObject({ status: 200 });
      expect((await cockpit.terminate()).code).toBe(0);
      expect(ran('verify', restored.data).code).toBe(0);
    } finally {
      await cockpit.kill();
    }
    const next = await Headless.start(restored);
    expect(next.ready.trading).toBe('active');
    await next.kill();
  } finally {
    restored.remove();
  }
});

describe('what is in the way', () => {
  test('is moved aside only by a typed word, and kept', () => {
    const dir = join(root, 'taken');
    mkdirSync(dir);
    writeFileSync(join(dir, 'journal.db'), 'mine');
    writeFileSync(join(dir, 'notes.txt'), 'not of a cockpit');
    expect(ran('restore', BACKUP, dir)).toMatchObject({ code: 2, stderr: expect.stringContaining('--typed REPLACE') });
    expect(readFileSync(join(dir, 'journal.db'), 'utf8')).toBe('mine');
    expect(ran('restore', BACKUP, dir, '--typed', 'replace').code).toBe(2);
    expect(ran('restore', BACKUP, dir, '--typed', 'REPLACE').code).toBe(0);
    const aside = readdirSync(dir).filter((name) => name.startsWith('replaced-'));
    expect([aside.length, readFileSync(join(dir, aside[0] ?? '', 'journal.db'), 'utf8')]).toEqual([1, 'mine']);
    expect([recordsIn(dir) >= recorded, existsSync(join(dir, 'notes.txt'))]).toEqual([true, true]);
  });

  test('a folder that a cockpit has is left alone', () => {
    const told = ran('restore', BACKUP, folder.data, '--typed', 'REPLACE');
    expect(told).toMatchObject({ code: 2, stderr: expect.stringContaining('in use') });
    expect(existsSync(join(folder.data, 'journal.db'))).toBe(true);
  });
});

test.each<[string, (tar: Buffer) => Buffer, RegExp]>([
  ['one byte of a file flipped', (tar) => flipped(tar, Math.floor(tar.length / 2)), /damaged|no backup|not sound/],
  ['its end cut off', (tar) => tar.subarray(0, tar.length - 400_000), /no backup that can be used/],
  ['a name that leads out of the folder', (tar) => renamed(tar, '../../evil'), /no backup that can be used/],
  ['text', () => Buffer.from('not a backup'), /no backup that can be used/],
])('a backup with %s is refused and nothing is made of it', (_what, change, line) => {
  const bad = join(root, 'bad.tar.gz');
  const dir = join(root, 'never', 'made');
  writeFileSync(bad, gzipSync(change(gunzipSync(readFileSync(BACKUP)))));
  const told = ran('restore', bad, dir);
  expect([told.code, told.stdout, told.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(told.stderr).toMatch(line);
  expect(existsSync(join(root, 'never'))).toBe(false);
  expect(readdirSync(root).filter((name) => name.includes('restoring'))).toEqual([]);
});

test('without its keys it says so, and needs the folder’s own', () => {
  const bare = join(root, 'bare.tar.gz');
  const dir = join(root, 'keyless');
  expect(ran('backup', folder.data, bare, '--without-secrets').stdout).toContain('keys: left out');
  expect(gunzipSync(readFileSync(bare)).includes(Buffer.from(folder.secrets.journalKey))).toBe(false);
  expect(ran('restore', bare, dir).stdout).toContain('put secrets.json there');
});

test.each<[string, string, readonly string[], RegExp]>([
  ['backup', 'nothing', [], /a folder and a file are needed: npm run backup/],
  ['backup', 'one name', ['DATA'], /a folder and a file are needed/],
  ['backup', 'three names', ['DATA', 'FRESH', 'more'], /a folder and a file are needed/],
  ['backup', 'a folder that is not there', ['MISSING', 'FRESH'], /missing is not a folder/],
  ['backup', 'a file as the folder', ['FILE', 'FRESH'], /is not a folder/],
  ['backup', 'an unknown option', ['DATA', 'FRESH', '--force'], /--force/],
  ['restore', 'nothing', [], /a file and a folder are needed: npm run restore/],
  ['restore', 'one name', ['FILE'], /a file and a folder are needed/],
  ['restore', 'three names', ['FILE', 'FRESH', 'more'], /a file and a folder are needed/],
  ['restore', 'a file that is not there', ['MISSING', 'FRESH'], /missing/],
  ['restore', 'a folder as the file', ['DATA', 'FRESH'], /a folder/],
  ['restore', 'an unknown option', ['FILE', 'FRESH', '--force'], /--force/],
  ['restore', 'another typed word', ['FILE', 'FRESH', '--typed', 'YES'], /--typed.*REPLACE/],
  ['restore', 'no typed word', ['FILE', 'FRESH', '--typed'], /--typed/],
])('%s called with %s is refused in one line and touches nothing', (name, _what, given, line) => {
  const named: Record<string, string> = {
    DATA: folder.data,
    FILE: BACKUP,
    FRESH: join(root, 'fresh'),
    MISSING: join(root, 'missing'),
  };
  const before = readdirSync(root).sort();
  const told = ran(name === 'backup' ? 'backup' : 'restore', ...given.map((arg) => named[arg] ?? arg));
  expect([told.code, told.stdout, told.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(told.stderr).toMatch(line);
  expect(readdirSync(root).sort()).toEqual(before);
});

test.each(['backup', 'restore'] as const)('%s --help tells its arguments and does nothing', (name) => {
  const told = ran(name, '--help');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain(`npm run ${name} -- `);
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
/** The first file under another name, its checksum made right: by the format alone it is a sound archive. */
function renamed(bytes: Buffer, name: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0, 0, 100);
  copy.write(name, 0, 'ascii');
  copy.fill(' ', 148, 156);
  const sum = copy.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return copy;
}
