import type { JournalRecord } from '#shared/events';
import type { Journal, JournalWatch } from '#ports';
import type { Snapshot } from './snapshots.ts';

/** The run found in the journal at opening. `sealed` is false when its end was not recorded: the runtime then records it. */
export type PreviousRun = { readonly run: string; readonly sealed: boolean; readonly lastSeq: number };

/** The journal on disk: the port, and what only the host needs. */
export interface SqliteJournal extends Journal {
  readonly previous: PreviousRun | null;
  /** Looks after it for as long as it is open. */
  readonly watch: JournalWatch;
  /** Every durable record after `since` (default: from the first), oldest first, a page at a time. */
  readAll(since?: number): Generator<JournalRecord, void, undefined>;
  /** The newest state that was kept by this program version and still fits the records; null when there is none. */
  snapshot(): Snapshot | null;
  /** Moves the write-ahead log into the database. For idle moments; also done by itself when the log has grown. */
  maintain(): void;
  /** Closes it and writes nothing, as a crash would leave it: what is damaged must not be signed. */
  leave(): void;
}

/** True for a record of the open run, and for the one that seals the run before it. */
export const isOfRun = (record: JournalRecord, run: string, previous: PreviousRun | null): boolean =>
  record.run === run ||
  (previous !== null && record.run === previous.run && record.seq === previous.lastSeq + 1 && record.type === 'run.sealed');
