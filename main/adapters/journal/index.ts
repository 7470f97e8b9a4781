/** The append-only journal: hash-chained, signed at checkpoints, in SQLite or in memory, and the check that needs no cockpit. */
export { JournalCorrupt } from './journal-corrupt.ts';
export { holderOf, JournalLocked, takeLock } from './lock.ts';
export { inBatches } from './in-batches.ts';
export { memoryJournal, type MemoryJournalOptions } from './memory-journal.ts';
export { openJournal, type JournalOptions } from './open-journal.ts';
export { recordsOn } from './reader.ts';
export { copyJournal, type CopiedJournal } from './copy-database.ts';
export { isSignedWith, signAgain } from './signing-key.ts';
export { leaveMarker } from './start-marker.ts';
export { setJournalAside } from './set-aside.ts';
export type { PreviousRun, SqliteJournal } from './journal-on-disk.ts';
export type { FirstBad, Verification, VerifyOptions } from './verification.ts';
export { keyOf, verifyJournal } from './verify-journal.ts';
