import { recorded, rowOf } from './codes.ts';

type FindingRow = {
  /** `adopt`: the operator has to say that trading goes on from what is there. `resume`: looking at the account is enough. */
  readonly asks: 'adopt' | 'resume';
  /** Names what happened, as an alarm's title does. */
  readonly title: string;
};

/** What can be found about a journal at rest, and what each asks of the operator. Every one of them halts trading. */
export const JOURNAL_FINDINGS = {
  journal_rolled_back: { asks: 'adopt', title: 'The journal is not the newest one' },
  journal_edited: { asks: 'adopt', title: 'The journal was changed from outside' },
  journal_schema: { asks: 'adopt', title: 'The journal’s tables were changed from outside' },
  journal_key_changed: { asks: 'adopt', title: 'The journal key is another one' },
  journal_anchor_missing: { asks: 'adopt', title: 'The anchor of the journal is missing' },
  journal_latch_lost: { asks: 'resume', title: 'A stop was not yet in the journal' },
  journal_restored: { asks: 'resume', title: 'The data folder was restored from a backup' },
  journal_new: { asks: 'resume', title: 'A new journal was begun' },
  keys_recovered: { asks: 'resume', title: 'The keys were recovered' },
  journal_signed_again: { asks: 'adopt', title: 'The journal was signed again with a new key' },
} as const satisfies Readonly<Record<string, FindingRow>>;
export type JournalFindingCode = keyof typeof JOURNAL_FINDINGS;

export const journalFindingCode = recorded<JournalFindingCode>();

/** One thing that was found. `text` is one sentence. */
export type JournalFinding = { readonly code: JournalFindingCode; readonly text: string };

/** Whether trading waits until the operator adopts it. A code of another version does: that is the careful way. */
export const asksAdoption = (code: string): boolean => rowOf<FindingRow>(JOURNAL_FINDINGS, code)?.asks !== 'resume';

/** Its title. */
export const findingTitle = (code: string): string =>
  rowOf<FindingRow>(JOURNAL_FINDINGS, code)?.title ?? 'Something is wrong with the journal';
