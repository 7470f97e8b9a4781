import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OTHERS = 0o077;
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
