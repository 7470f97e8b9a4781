import { DatabaseSync } from 'node:sqlite';
import { checkpointOf, openForReading, selectCheckpoints } from './database.ts';

/** What a copy of a journal holds: how many records, and the hash of the last. */
export type CopiedJournal = { readonly records: number; readonly head: string };

/**
 * Copies the journal of a folder into a new file: as it stood at one moment, also while a cockpit writes it, and without waiting
 * for it. Throws when it cannot be read.
 */
export function copyJournal(dir: string, to: string): CopiedJournal {
  const db = openForReading(dir);
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
  const copy = new DatabaseSync(to, { readOnly: true });
  try {
    const [head] = selectCheckpoints(copy, 'WHERE id = 0').all().map(checkpointOf);
    return { records: head?.seq ?? 0, head: head?.head ?? '' };
  } finally {
    copy.close();
  }
}
