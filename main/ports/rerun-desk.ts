import type { Config } from '#shared/config';
import type { Refusal, RerunView, Request } from '#shared/ipc';
import type { Result } from '#shared/lib';

export type RerunAsk = Request<'rerun.start'>;

/** Judging the signals on record again with other settings, beside the cockpit in a process of its own. One at a time. */
export interface RerunDesk {
  /** Begins, and answers at once; another one that runs is ended. Refused where the change makes no configuration of the one in force. */
  start(ask: RerunAsk, now: { readonly config: Config; readonly lastSeq: number }): Result<RerunView, Refusal>;
  view(): RerunView;
  /** Ends it; what was found so far stays. */
  cancel(): RerunView;
}
