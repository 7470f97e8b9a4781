import type { JournalRecord } from '#shared/events';

/** A write that did not become durable. Trading halts; what was appended may or may not be on disk. */
export class JournalFault extends Error {
  override readonly name = 'JournalFault';
}

export type JournalStats = {
  readonly lastSeq: number;
  readonly records: number;
  readonly bytes: number;
  /** Hash of the last durable record, hex. */
  readonly chainHead: string;
  readonly lastCheckpointSeq: number;
};

/** Which records are wanted: those after `since`, at most `limit`; null does not narrow. Times are UTC ms, `to` is the first that is not. */
export type JournalQuery = {
  readonly since: number;
  readonly limit: number;
  readonly types: readonly string[] | null;
  readonly correlationId: string | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Only records with a smaller number. */
  readonly before?: number;
};

/** The append-only store of records. One writer; a second process that opens the same folder is refused. */
export interface Journal {
  stats(): JournalStats;
  /**
   * Takes records in `seq` order without gaps. They are durable only after `commit`. While a write has failed they are kept,
   * up to a bound; beyond it JournalFault, and this run is journaled no more.
   */
  append(records: readonly JournalRecord[]): void;
  /** Makes everything appended durable in one transaction. Throws JournalFault; then nothing of it may be acted upon. */
  commit(): void;
  /**
   * After a failed write: looks at what is durable and writes what is missing of everything appended, in one transaction.
   * True when nothing is missing any more. False: it still fails, or too much had to be kept; nothing was changed.
   */
  mend(): boolean;
  /** Records with seq > `since`, in order, at most `limit`. Only durable ones. */
  read(since: number, limit: number): readonly JournalRecord[];
  /** Durable records that fit, in order. */
  find(query: JournalQuery): readonly JournalRecord[];
  /**
   * The id of the signal that led to an entry order and is repeated by one with this id or this content; null when there is
   * none among the durable records, however old. Throws JournalFault when they cannot be asked.
   */
  traded(signalId: string, fingerprint: string): string | null;
  /**
   * Keeps the state as of the last durable record, so that the next start folds less. `state` is asked for only when it is
   * worth it: when at least `freshMin` records came since the last one.
   */
  keepState(state: () => string, freshMin?: number): void;
  /** Ends the run with a signed checkpoint and closes the file. */
  seal(): void;
}
