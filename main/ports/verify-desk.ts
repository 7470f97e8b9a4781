import type { VerifyView } from '#shared/ipc';

/** The check of the whole journal, beside the cockpit in a process of its own. One at a time. */
export interface VerifyDesk {
  /** Begins, and answers at once; while one runs, that one goes on. `lastSeq`: how far the journal came. */
  start(lastSeq: number): VerifyView;
  view(): VerifyView;
  cancel(): VerifyView;
}
