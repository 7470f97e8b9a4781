import type { JournalRecord } from '#shared/events';
import type { Snapshot } from './snapshots.ts';

/** The first thing that is wrong. `seq` and `type` are null where no record can be named. */
export type FirstBad = { readonly seq: number | null; readonly type: string | null; readonly why: string };

/** What a check of a journal found. Counts are of what was good up to the first bad thing. */
export type Verification = {
  readonly ok: boolean;
  readonly records: number;
  readonly runs: number;
  readonly checkpoints: number;
  /** Hash of the last good record. */
  readonly head: string;
  readonly firstBad: FirstBad | null;
  /** What was not or could not be checked, and what is unusual without being wrong. */
  readonly notes: readonly string[];
};

export type VerifyOptions = {
  /** The journal key; null: do not check signatures. By default `journalKey` of the folder's secrets.json, if it is there. */
  readonly key?: string | null;
  /** Called with every good record in order, for further checks. A text it returns is what is wrong with that record. */
  readonly onRecord?: (record: JournalRecord) => string | undefined;
  /** Called behind the record that a kept state belongs to; a text it returns is what is wrong with the state. */
  readonly onState?: (snapshot: Snapshot) => string | undefined;
};

/** Ends a check at the first bad thing. */
export class Bad extends Error {
  readonly first: FirstBad;

  constructor(seq: number | null, type: string | null, why: string) {
    super(why);
    this.first = { seq, type, why };
  }
}
