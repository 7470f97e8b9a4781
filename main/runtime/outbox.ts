import type { JournalRecord } from '#shared/events';
import type { Effect } from '#engine';
import type { Mail, TurnResult } from './mailbox.ts';

/** What waits for the next commit: nothing of it may be seen by anybody before that. */
export class Outbox {
  #records: JournalRecord[] = [];
  #effects: Effect[] = [];
  #answers: { readonly mail: Mail; readonly result: TurnResult }[] = [];

  add(records: readonly JournalRecord[], effects: readonly Effect[], mail: Mail, result: TurnResult): void {
    this.#records.push(...records);
    this.#effects.push(...effects);
    if (mail.done !== undefined) this.#answers.push({ mail, result });
  }

  get isEmpty(): boolean {
    return this.#records.length === 0 && this.#effects.length === 0 && this.#answers.length === 0;
  }

  /** Everything that waited, once; the outbox is empty afterwards. */
  empty(): {
    readonly records: readonly JournalRecord[];
    readonly effects: readonly Effect[];
    readonly answers: readonly { readonly mail: Mail; readonly result: TurnResult }[];
  } {
    const out = { records: this.#records, effects: this.#effects, answers: this.#answers };
    this.#records = [];
    this.#effects = [];
    this.#answers = [];
    return out;
  }
}
