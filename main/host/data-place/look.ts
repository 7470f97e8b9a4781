import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '#shared/lib';

/** What only a cockpit's data folder has. Chromium's own files beside it say nothing. */
const OF_A_COCKPIT: ReadonlySet<string> = new Set([
  ...['journal.db', 'paper.db', 'deliveries.db', 'secrets.bin', 'secrets.json', 'config.json', 'sources.json'],
  ...['channels.json', 'start.json', 'desktop.json', 'halt-at-start.json', 'model.json', 'symbol-names.json'],
]);

/** `unknown`: it may hold data, and cannot be looked at. That is never the same as empty. */
export type Look = { readonly kind: 'data' | 'empty' } | { readonly kind: 'unknown'; readonly why: string };

/** Whether a folder holds a cockpit's data. */
export function lookAt(folder: string): Look {
  try {
    return { kind: readdirSync(folder).some((name) => OF_A_COCKPIT.has(name)) ? 'data' : 'empty' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return { kind: 'unknown', why: messageOf(error) };
  }
  try {
    // A profile that is not connected looks like a folder that is not there.
    readdirSync(dirname(folder));
    return { kind: 'empty' };
  } catch (error) {
    return { kind: 'unknown', why: messageOf(error) };
  }
}

/** When the journal of a folder was last written, ms; 0 without one. */
export const journalWrittenAt = (folder: string): number =>
  Math.max(
    ...['journal.db', 'journal.db-wal'].map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
