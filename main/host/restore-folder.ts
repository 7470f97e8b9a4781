import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '#shared/lib';
import { readArchive, type ExtractedFile } from '../adapters/archive/index.ts';
import { keyOf, leaveMarker, verifyJournal } from '../adapters/journal/index.ts';
import { lockFolder } from '../adapters/system/index.ts';
import { backupManifest, isOfBackup, MANIFEST, SECRET_FILES, type BackupManifest } from './backup-manifest.ts';
import { StartFault } from './options.ts';
import { moveFile } from '../files/index.ts';

export type RestoreOptions = {
  readonly file: string;
  readonly dir: string;
  /** What is in the folder may be moved aside. */
  readonly replaces: boolean;
  readonly nowMs: number;
};
export type Restored = {
  readonly manifest: BackupManifest;
  /** Where what was in the folder is kept; null when there was nothing. */
  readonly aside: string | null;
  /** What should be known of it. */
  readonly notes: readonly string[];
};

/** What a data folder has besides what a backup holds, and what belongs to what is replaced. */
const BESIDE = [
  ...['journal.db-wal', 'journal.db-shm', 'journal.anchor', 'paper.db-wal', 'paper.db-shm'],
  ...['deliveries.db-wal', 'deliveries.db-shm', 'halt-at-start.json'],
];

/**
 * Puts a backup into a data folder: checked first, beside it; what was there is moved aside and never deleted. The next start
 * is halted until the operator resumes it. Throws StartFault, and has changed nothing then.
 */
export async function restoreFolder({ file, dir, replaces, nowMs }: RestoreOptions): Promise<Restored> {
  if (!existsSync(file)) throw new StartFault([`${file} does not exist`]);
  const there = existsSync(dir) ? readdirSync(dir).filter((name) => isOfBackup(name) || BESIDE.includes(name)) : [];
  if (there.length > 0 && !replaces)
    throw new StartFault([
      `${dir} holds ${there.slice(0, 3).join(', ')}${there.length > 3 ? ' and more' : ''}: choose an empty folder, or say --typed REPLACE to have it moved aside`,
    ]);
  const made = mkdirSync(dir, { recursive: true });
  try {
    return await restoredInto(dir, there, { file, nowMs });
  } catch (error) {
    if (made !== undefined) removeEmpty(dir, made);
    throw error;
  }
}

async function restoredInto(
  dir: string,
  there: readonly string[],
  { file, nowMs }: Pick<RestoreOptions, 'file' | 'nowMs'>,
): Promise<Restored> {
  const lock = await lockFolder(dir);
  if (lock === null) throw new StartFault([`${dir} is in use by a cockpit: close it first`]);
  const staging = mkdtempSync(join(dirname(dir), `.${basename(dir)}-restoring-`));
  try {
    const { manifest, names } = await unpacked(file, staging);
    const marker = { code: 'journal_restored', text: markerText(file, manifest, nowMs) } as const;
    // There it says that no anchor knows this copy.
    leaveMarker(staging, marker);
    const notes = checked(staging, manifest, keyOf(dir));
    const aside = setAside(dir, there, manifest, nowMs);
    leaveMarker(dir, marker);
    for (const name of names) moveFile(join(staging, name), join(dir, name));
    return { manifest, aside, notes };
  } finally {
    rmSync(staging, { recursive: true, force: true });
    await lock.release();
  }
}

/** Takes away the folders that were made for nothing: `dir`, and what is above it up to `first`. What is not empty stays. */
function removeEmpty(dir: string, first: string): void {
  try {
    rmdirSync(dir);
    if (dir !== first) removeEmpty(dirname(dir), first);
  } catch {
    // Something is in it by now, or it is gone: either way it is not ours to remove.
  }
}

const markerText = (file: string, { madeAt, journal }: BackupManifest, nowMs: number): string =>
  [
    `The data folder was restored at ${momentOf(new Date(nowMs).toISOString())}`,
    `from ${basename(file).slice(0, 80)}, made at ${momentOf(madeAt)}`,
    `with ${journal.records} records: what happened since is not known here.`,
  ].join(' ');

const momentOf = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

async function unpacked(
  file: string,
  staging: string,
): Promise<{ readonly manifest: BackupManifest; readonly names: readonly string[] }> {
  const files = await readArchive(file, staging).catch((error: unknown) => {
    throw new StartFault([`${file} is no backup that can be used: ${messageOf(error)}`]);
  });
  const manifest = manifestIn(file, staging);
  const named = new Map(manifest.files.map((one) => [one.name, one]));
  const wrong = files.filter((one) => one.name !== MANIFEST && !isAsNamed(one, named.get(one.name)));
  const missing = manifest.files.filter(({ name }) => !files.some((one) => one.name === name));
  if (wrong.length + missing.length > 0)
    throw new StartFault([
      `${file} is damaged: ${[...wrong, ...missing].map(({ name }) => name).join(', ')} is not what was backed up`,
    ]);
  return { manifest, names: manifest.files.map(({ name }) => name) };
}

const isAsNamed = (one: ExtractedFile, named: BackupManifest['files'][number] | undefined): boolean =>
  named !== undefined && isOfBackup(one.name) && named.sha256 === one.sha256 && named.bytes === one.bytes;

function manifestIn(file: string, staging: string): BackupManifest {
  try {
    return backupManifest.parse(JSON.parse(readFileSync(join(staging, MANIFEST), 'utf8')));
  } catch {
    throw new StartFault([`${file} is no backup of a cockpit: it has no ${MANIFEST} that can be read`]);
  }
}

/** The journal is checked as `verify` does. Without its key, as far as that goes. */
function checked(staging: string, { secrets, journal }: BackupManifest, folderKey: string | null): readonly string[] {
  const key = keyOf(staging) ?? folderKey;
  const found = verifyJournal(staging, { key });
  if (!found.ok) throw new StartFault([`The journal in the backup is not sound: ${found.firstBad?.why ?? ''}`]);
  if (found.records !== journal.records)
    throw new StartFault([`The backup names ${journal.records} records and has ${found.records}`]);
  // Without a key this is all that holds the content against what was backed up. An empty journal has no last record.
  if (found.records > 0 && found.head !== journal.head)
    throw new StartFault(['The backup names another last record than its journal has']);
  return [
    ...(key === null ? ['the signatures of the journal could not be checked: its key is not here'] : []),
    ...(secrets === 'keychain' ? ['secrets.bin opens for the same user of the same PC only'] : []),
    ...(secrets === 'left out' && folderKey === null
      ? ['the secrets were left out: put secrets.json there before you start']
      : []),
  ];
}

/** Keys stay when the backup brings none. */
function setAside(dir: string, there: readonly string[], manifest: BackupManifest, nowMs: number): string | null {
  const isBrought = (name: string): boolean => manifest.files.some((file) => file.name === name);
  const stays = (name: string): boolean =>
    name.startsWith('secrets.') ? manifest.secrets === 'left out' : SECRET_FILES.includes(name) && !isBrought(name);
  const moved = there.filter((name) => !stays(name));
  if (moved.length === 0) return null;
  const aside = join(dir, `replaced-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const name of moved) moveFile(join(dir, name), join(aside, name));
  return aside;
}
