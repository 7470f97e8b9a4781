import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { anchorFile } from './anchor-file.ts';
import { databaseFile, walFile } from './database.ts';
import { takeLock } from './lock.ts';
import { leaveMarker } from './start-marker.ts';
import { moveFile } from '../../files/index.ts';

/**
 * Moves the journal of a folder into a folder of its own beside it, so that the next start begins a new one, halted. Answers
 * with where it went; null when there was none. Throws JournalLocked while a cockpit has the folder.
 */
export function setJournalAside(dir: string, nowMs: number): string | null {
  if (!existsSync(dir)) return null;
  const release = takeLock(dir);
  try {
    const files = [databaseFile(dir), walFile(dir), join(dir, 'journal.db-shm'), anchorFile(dir)].filter((file) =>
      existsSync(file),
    );
    if (files.length === 0) return null;
    const name = `journal-set-aside-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}`;
    const aside = join(dir, name);
    mkdirSync(aside, { mode: 0o700 });
    // The marker first: whatever is cut off from here on, the next start is halted.
    leaveMarker(dir, { code: 'journal_new', text: `A new journal was begun by hand; the one before it is kept in ${name}.` });
    for (const file of files) moveFile(file, join(aside, file.slice(dir.length + 1)));
    return aside;
  } finally {
    release();
  }
}
