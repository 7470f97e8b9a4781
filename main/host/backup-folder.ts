import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeArchive } from '../adapters/archive/index.ts';
import { copyJournal, keyOf } from '../adapters/journal/index.ts';
import { isPlainFile, MANIFEST, OTHER_DATABASES, SECRET_FILES, type BackupManifest } from './backup-manifest.ts';
import { StartFault } from './options.ts';
import { VERSION } from './version.ts';

export type BackupOptions = {
  readonly dir: string;
  /** The archive to write; must not exist. */
  readonly file: string;
  readonly withSecrets: boolean;
  readonly nowMs: number;
};

/** Copies a data folder into one compressed archive, also while its cockpit runs. Answers with what is in it. */
export async function backupFolder({ dir, file, withSecrets, nowMs }: BackupOptions): Promise<BackupManifest> {
  if (!existsSync(join(dir, 'journal.db'))) throw new StartFault([`${dir} has no journal.db: it is no data folder of a cockpit`]);
  if (existsSync(file)) throw new StartFault([`${file} exists: name another file, a backup overwrites none`]);
  if (!existsSync(dirname(file))) throw new StartFault([`${dirname(file)} is not a folder: the backup cannot be written there`]);
  // Beside the backup and not in the data folder, whose disk may be full.
  const staging = mkdtempSync(join(dirname(file), `.${basename(file)}-`));
  try {
    const journal = copyJournal(dir, join(staging, 'journal.db'));
    for (const name of OTHER_DATABASES) if (existsSync(join(dir, name))) copyDatabase(join(dir, name), join(staging, name));
    const keys = withSecrets ? SECRET_FILES.filter((name) => existsSync(join(dir, name))) : [];
    const plain = readdirSync(dir).filter((name) => isPlainFile(name) && statSync(join(dir, name)).isFile());
    const paths = [
      ...readdirSync(staging).map((name) => ({ name, path: join(staging, name) })),
      ...[...keys, ...plain].map((name) => ({ name, path: join(dir, name) })),
    ];
    const files = [];
    for (const { name, path } of paths) files.push({ name, bytes: statSync(path).size, sha256: await digestOf(path) });
    const key = keyOf(dir);
    const manifest: BackupManifest = {
      format: 1,
      madeAt: new Date(nowMs).toISOString(),
      version: VERSION,
      journal,
      secrets: keys.includes('secrets.json') ? 'file' : keys.includes('secrets.bin') ? 'keychain' : 'left out',
      key: key === null ? null : createHash('sha256').update(key).digest('hex').slice(0, 16),
      files,
    };
    await writeArchive(file, [{ name: MANIFEST, text: `${JSON.stringify(manifest, null, 2)}\n` }, ...paths], nowMs);
    return manifest;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
