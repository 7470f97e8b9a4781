import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeArchive, type ArchiveEntry } from '#main/adapters/archive/index.ts';
import { openJournal, verifyJournal } from '#main/adapters/journal/index.ts';
import { lockFolder, virtualClock } from '#main/adapters/system/index.ts';
import { backupFolder } from '#main/host/backup-folder.ts';
import { MANIFEST, type BackupManifest } from '#main/host/backup-manifest.ts';
import { StartFault } from '#main/host/options.ts';
import { restoreFolder } from '#main/host/restore-folder.ts';
import { KEY, open, samples, sealedJournal, T0, temporaryFolder } from '../adapters/journal/sample-records.ts';

const RECORDS = 7;
/** A data folder with a journal, its key, a configuration and a calendar. */
function dataFolder(): string {
  const dir = sealedJournal(RECORDS);
  writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ journalKey: KEY }));
  writeFileSync(join(dir, 'config.json'), '{"approvals":{"mode":"veto"}}');
  writeFileSync(join(dir, 'calendar-week.csv'), 'a,b');
  return dir;
}
/** Where backups are put, and folders to restore into: nothing else is ever to be left there. */
const place = (): { readonly file: string; readonly dir: string } => {
  const root = temporaryFolder();
  return { file: join(root, 'b.tar.gz'), dir: join(root, 'data') };
};
async function backedUp(
  from: string,
  withSecrets = true,
): Promise<{ readonly file: string; readonly dir: string; readonly manifest: BackupManifest }> {
  const { file, dir } = place();
  return { file, dir, manifest: await backupFolder({ dir: from, file, withSecrets, nowMs: T0 }) };
}
const restored = (file: string, dir: string, replaces = false) => restoreFolder({ file, dir, replaces, nowMs: T0 + 60_000 });

/** A backup made by hand of what is in a folder, with what is changed in its list afterwards. */
async function forged(
  from: string,
  names: readonly string[],
  changed: (manifest: BackupManifest) => unknown,
): Promise<{ readonly file: string; readonly dir: string }> {
  const { file, dir } = place();
  const files = names.map((name) => {
    const bytes = readFileSync(join(from, name));
    return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const manifest: BackupManifest = {
    format: 1,
    madeAt: new Date(T0).toISOString(),
    version: '0.0.0',
    journal: { records: RECORDS, head: verifyJournal(from).head },
    secrets: 'file',
    key: null,
    files,
  };
  const text = JSON.stringify(changed(manifest));
  const entries: ArchiveEntry[] = [{ name: MANIFEST, text }, ...names.map((name) => ({ name, path: join(from, name) }))];
  await writeArchive(file, entries, T0);
  return { file, dir };
}
const ALL = ['journal.db', 'secrets.json', 'config.json', 'calendar-week.csv'];
const asIs = (manifest: BackupManifest): BackupManifest => manifest;

/** Refused in these words, and nothing is there that was not there before. */
async function refused(file: string, dir: string, words: RegExp, replaces = false): Promise<void> {
  const before = readdirSync(dirname(dir)).filter((name) => name !== basename(dir));
  const held = existsSync(dir) ? readdirSync(dir) : [];
  const error = await restored(file, dir, replaces).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartFault);
  expect((error as StartFault).message).toMatch(words);
  expect(readdirSync(dirname(dir)).filter((name) => name !== basename(dir))).toEqual(before);
  expect(existsSync(dir) ? readdirSync(dir) : []).toEqual(held);
}

describe('a backup that is whole', () => {
  test('is put into an empty folder, file by file the same, and the next start says that it was restored', async () => {
    const from = dataFolder();
    const { file, dir } = await backedUp(from);
    const { manifest, aside, notes } = await restored(file, dir);
    expect([manifest.journal.records, aside, notes]).toEqual([RECORDS, null, []]);
    expect(readdirSync(dir).sort()).toEqual([...ALL, 'halt-at-start.json'].sort());
    for (const name of ['secrets.json', 'config.json', 'calendar-week.csv'])
      expect(readFileSync(join(dir, name))).toEqual(readFileSync(join(from, name)));
    expect(verifyJournal(dir)).toMatchObject({ ok: true, records: RECORDS });
    expect(readdirSync(dirname(dir)).sort()).toEqual(['b.tar.gz', 'data']);
    const journal = open(dir, 'run-2');
    expect(journal.watch.findings()).toMatchObject([
      { code: 'journal_restored', text: expect.stringMatching(/ UTC from b\.tar\.gz, made at .* UTC with 7 records/) },
    ]);
    journal.seal();
    // The folder is free again.
    const lock = await lockFolder(dir);
    expect(lock).not.toBeNull();
    await lock?.release();
  });

  test('may be older than the anchor that it brings along', async () => {
    const from = dataFolder();
    let kept: string | null = null;
    const journal = openJournal({
      dir: from,
      key: KEY,
      run: 'run-2',
      clock: virtualClock(T0),
      createdBy: '0.0.0',
      place: { read: () => kept, write: (text) => void (kept = text) },
    });
    const early = temporaryFolder();
    const { file } = await backedUp(from);
    expect(await restored(file, join(early, 'data'))).toMatchObject({ aside: null });
    journal.append(samples(RECORDS + 1, RECORDS + 20, 'run-2'));
    journal.seal();
    expect(kept).not.toBeNull();
    const old = join(early, 'data');
    writeFileSync(join(old, 'secrets.json'), JSON.stringify({ journalKey: KEY, anchor: kept }));
    const late = await forged(old, ALL, asIs);
    expect((await restored(late.file, late.dir)).manifest.journal.records).toBe(RECORDS);
  });
});

describe('what is refused, and changes nothing', () => {
  test('a file that is not there', async () => {
    const { file, dir } = place();
    await refused(file, dir, /b\.tar\.gz does not exist$/);
    expect(existsSync(dir)).toBe(false);
  });

  test.each([
    'journal.db',
    'journal.db-wal',
    'journal.db-shm',
    'journal.anchor',
    'paper.db',
    'paper.db-wal',
    'paper.db-shm',
    'deliveries.db',
    'deliveries.db-wal',
    'deliveries.db-shm',
    'halt-at-start.json',
    'secrets.json',
    'secrets.bin',
    'config.json',
    'model.json',
    'symbol-names.json',
    'account.json',
    'my-calendar.ics',
  ])('a folder that holds %s: only a typed word moves it aside, and it is kept', async (name) => {
    const { file, dir } = await backedUp(dataFolder());
    mkdirSync(dir);
    writeFileSync(join(dir, name), 'mine');
    await refused(file, dir, new RegExp(`holds ${name.replaceAll('.', '\\.')}: .*--typed REPLACE`));
    const { aside } = await restored(file, dir, true);
    expect(readFileSync(join(aside ?? '', name), 'utf8')).toBe('mine');
    expect(statSync(aside ?? '').mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
    expect(existsSync(join(dir, name))).toBe(['halt-at-start.json', ...ALL].includes(name));
    expect(verifyJournal(dir)).toMatchObject({ ok: true, records: RECORDS });
  });

  test('a folder that is in use', async () => {
    const { file, dir } = await backedUp(dataFolder());
    mkdirSync(dir);
    const lock = await lockFolder(dir);
    await refused(file, dir, /is in use by a cockpit: close it first/);
    await lock?.release();
    // The refusal before held nothing back.
    expect((await restored(file, dir)).aside).toBeNull();
  });

  test.each<[string, (manifest: BackupManifest) => unknown]>([
    ['of another format', (one) => ({ ...one, format: 2 })],
    ['without its files', ({ files: _files, ...rest }) => rest],
    ['with a negative count of records', (one) => ({ ...one, journal: { ...one.journal, records: -1 } })],
    ['made at no time', (one) => ({ ...one, madeAt: 'yesterday' })],
    ['with keys of an unknown kind', (one) => ({ ...one, secrets: 'usb' })],
    [
      'of too many files',
      (one) => ({ ...one, files: Array.from({ length: 101 }, (_, at) => ({ ...one.files[0], name: `${at}` })) }),
    ],
    ['with a length in words', (one) => ({ ...one, files: one.files.map((file) => ({ ...file, bytes: `${file.bytes}` })) })],
    ['that names a file twice', (one) => ({ ...one, files: [...one.files, one.files[0]] })],
    ['that is a list', () => []],
  ])('a list of contents %s', async (_what, changed) => {
    const { file, dir } = await forged(dataFolder(), ALL, changed);
    await refused(file, dir, /is no backup of a cockpit: it has no backup\.json that can be read/);
  });

  test('an archive without a list of contents', async () => {
    const { file, dir } = place();
    await writeArchive(file, [{ name: 'journal.db', path: join(dataFolder(), 'journal.db') }], T0);
    await refused(file, dir, /is no backup of a cockpit/);
  });

  const first = (one: BackupManifest, change: object): unknown => ({
    ...one,
    files: one.files.map((file, at) => (at === 0 ? { ...file, ...change } : file)),
  });
  test.each<[string, (manifest: BackupManifest) => unknown]>([
    ['another checksum', (one) => first(one, { sha256: '0'.repeat(64) })],
    ['another length', (one) => first(one, { bytes: (one.files[0]?.bytes ?? 0) + 1 })],
    ['no such file in the list', (one) => ({ ...one, files: one.files.slice(1) })],
    [
      'a file in the list that is not there',
      (one) => ({ ...one, files: [...one.files, { name: 'journal.db2', bytes: 1, sha256: '' }] }),
    ],
  ])('%s', async (_what, changed) => {
    const { file, dir } = await forged(dataFolder(), ALL, changed);
    await refused(file, dir, /is damaged: journal\.db2? is not what was backed up/);
  });

  test.each(['halt-at-start.json', 'journal.anchor', 'journal.db-wal', 'run.cmd'])(
    'a file that no backup holds, though it is listed: %s',
    async (name) => {
      const from = dataFolder();
      writeFileSync(join(from, name), 'x');
      const { file, dir } = await forged(from, [...ALL, name], asIs);
      await refused(file, dir, new RegExp(`is damaged: ${name.replaceAll('.', '\\.')} is not what was backed up|is no backup`));
    },
  );

  test('an archive that has a file twice, and a folder in the place of the archive', async () => {
    const from = dataFolder();
    const { file, dir } = await forged(from, ['journal.db', 'config.json', 'config.json'], (one) => ({
      ...one,
      files: one.files.slice(0, 2),
    }));
    await refused(file, dir, /is no backup that can be used: /);
    await refused(from, dir, /is no backup that can be used: /);
  });

  test('a journal that another key signed, by the key in the backup or, without one, that of the folder', async () => {
    const from = dataFolder();
    writeFileSync(join(from, 'secrets.json'), JSON.stringify({ journalKey: 'another' }));
    const { file, dir } = await forged(from, ALL, asIs);
    await refused(file, dir, /The journal in the backup is not sound: the signature of/);
    const bare = await backedUp(dataFolder(), false);
    mkdirSync(bare.dir);
    writeFileSync(join(bare.dir, 'secrets.json'), JSON.stringify({ journalKey: 'another' }));
    await refused(bare.file, bare.dir, /The journal in the backup is not sound: the signature of/, true);
  });

  test('a sound journal that has another number of records than the backup says', async () => {
    const more = (one: BackupManifest): unknown => ({ ...one, journal: { ...one.journal, records: RECORDS + 1 } });
    const { file, dir } = await forged(dataFolder(), ALL, more);
    await refused(file, dir, /The backup names 8 records and has 7$/);
  });

  test('a sound journal that ends in another record than the backup says', async () => {
    const other = (one: BackupManifest): unknown => ({ ...one, journal: { ...one.journal, head: 'f'.repeat(64) } });
    const { file, dir } = await forged(dataFolder(), ALL, other);
    await refused(file, dir, /The backup names another last record than its journal has/);
  });

  test('a backup without a journal', async () => {
    const { file, dir } = await forged(dataFolder(), ['config.json'], asIs);
    await refused(file, dir, /The journal in the backup is not sound: there is no journal\.db/);
  });

  test.each<[string, (tar: Buffer) => void]>([
    ['a checksum that is wrong', (tar) => tar.write('x', 0)],
    ['a name that leads out of the folder', (tar) => retitled(tar, (header) => header.fill(0, 0, 100).write('../evil', 0))],
    ['a link', (tar) => retitled(tar, (header) => void header.write('2', 156))],
    ['a folder in front of its name', (tar) => retitled(tar, (header) => void header.write('up', 345))],
    ['a length that is none', (tar) => retitled(tar, (header) => void header.write('zzz', 124))],
  ])('an archive with %s', async (_what, change) => {
    const { file, dir } = await backedUp(dataFolder());
    const tar = gunzipSync(readFileSync(file));
    change(tar);
    writeFileSync(file, gzipSync(tar));
    await refused(file, dir, /b\.tar\.gz is no backup that can be used: /);
  });

  test.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['cut before it was packed', (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, 3_000))],
    ['of zero bytes', () => Buffer.alloc(0)],
    ['not packed', (bytes: Buffer) => gunzipSync(bytes)],
  ])('an archive that is %s', async (_what, change) => {
    const { file, dir } = await backedUp(dataFolder());
    writeFileSync(file, change(readFileSync(file)));
    await refused(file, dir, /b\.tar\.gz is no backup that can be used: /);
  });
});

describe('keys', () => {
  test('of the folder stay when the backup brings none, and are what it is checked with', async () => {
    const { file, dir } = await backedUp(dataFolder(), false);
    mkdirSync(dir);
    writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ journalKey: KEY, mine: 1 }));
    writeFileSync(join(dir, 'config.json'), '{}');
    const { aside, notes } = await restored(file, dir, true);
    expect([readdirSync(aside ?? ''), notes]).toEqual([['config.json'], []]);
    expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toContain('mine');
  });

  test('that are nowhere: what could not be checked is told, and what is needed', async () => {
    const { file, dir } = await backedUp(dataFolder(), false);
    expect((await restored(file, dir)).notes).toEqual([
      'the signatures of the journal could not be checked: its key is not here',
      'the secrets were left out: put secrets.json there before you start',
    ]);
  });

  test('of a keychain open for the same user only', async () => {
    const from = dataFolder();
    rmSync(join(from, 'secrets.json'));
    writeFileSync(join(from, 'secrets.bin'), 'sealed');
    const { file, dir, manifest } = await backedUp(from);
    expect([manifest.secrets, manifest.key]).toEqual(['keychain', null]);
    expect((await restored(file, dir)).notes).toEqual([
      'the signatures of the journal could not be checked: its key is not here',
      'secrets.bin opens for the same user of the same PC only',
    ]);
  });
});

/** The second file of an archive, its header's checksum made right. */
function retitled(tar: Buffer, change: (header: Buffer) => unknown): void {
  const size = Number.parseInt(tar.toString('latin1', 124, 135), 8);
  const at = 512 + Math.ceil(size / 512) * 512;
  const header = tar.subarray(at, at + 512);
  change(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
}
