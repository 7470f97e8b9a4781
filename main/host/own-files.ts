import { chmodSync, statSync } from 'node:fs';
import { join, win32 } from 'node:path';
import type { Log } from '#ports';

/** What a file's mode may let other users do. */
export const OTHERS = 0o077;
const FILES = [
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
  'config.json',
  'sources.json',
];

/** What the cockpit makes from now on is for its own user alone. On Windows the folder's access list rules. */
export function keepFilesPrivate(): void {
  if (process.platform !== 'win32') process.umask(OTHERS);
}

/** The same for what is there already, from an earlier version or by hand. A file of another user is left as it is. */
export function takeFromOthers(dataDir: string): void {
  if (process.platform === 'win32') return;
  for (const name of FILES) {
    const file = join(dataDir, name);
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OTHERS) === 0) continue;
    try {
      chmodSync(file, mode & 0o700);
    } catch {
      // Not ours to change: what can be read of it is the owner's business.
    }
  }
}

/**
 * On Windows only the user's own profile keeps other users of the PC out. What to do about a data folder outside of it, or null where
 * nothing is to be done.
 */
export function sharedFolder(dataDir: string, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform !== 'win32') return null;
  const at = win32.resolve(dataDir).toLowerCase();
  const homes = [env['USERPROFILE'], env['APPDATA'], env['LOCALAPPDATA']];
  if (homes.some((home = '') => home !== '' && at.startsWith(`${win32.resolve(home).toLowerCase()}\\`))) return null;
  return `icacls "${win32.resolve(dataDir)}" /inheritance:r /grant:r "%USERNAME%:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F"`;
}

/** Tells of a data folder that other users of this PC may read: its keys are in it. */
export function warnOfSharedFolder(dataDir: string, log: Log): void {
  const remedy = sharedFolder(dataDir, process.platform, process.env);
  if (remedy === null) return;
  log.write('warn', 'The data folder is outside your Windows profile: other users of this PC may read its keys', {
    dataDir,
    remedy,
  });
}
