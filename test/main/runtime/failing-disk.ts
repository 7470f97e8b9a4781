import { memoryJournal } from '#main/adapters/journal/index.ts';
import { JournalFault, type Journal } from '#ports';
import type { JournalRecord } from '#shared/events';

/** A journal whose disk is full from the moment a test says so. */
export function failingDisk(): { readonly make: (records: readonly JournalRecord[]) => Journal; full: boolean } {
  const disk = {
    full: false,
    make: (records: readonly JournalRecord[]): Journal => {
      const journal = memoryJournal({ records, hashed: false });
      const commit = (): void => {
        if (disk.full) throw new JournalFault('disk full');
        journal.commit();
      };
      const mend = (): boolean => {
        if (!disk.full) journal.commit();
        return !disk.full;
      };
      return { ...journal, commit, mend };
    },
  };
  return disk;
}
