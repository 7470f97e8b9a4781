import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JournalRecord } from '#shared/events';
import type { Journal } from '#ports';

type Page = {
  /** Those records of the page that are of the types, in order. */
  readonly records: readonly JournalRecord[];
  /** The page holds the records after this one, up to the page before. */
  readonly since: number;
};

/**
 * Durable records before one with a number, page by page, the newest page first; `types` null: all. `step`: records that a page spans,
 * found by an index. Between two pages the loop has a turn: a look through the journal may not keep a stop waiting.
 */
export async function* pagesBackwards(
  journal: Pick<Journal, 'find'>,
  { before, step, types }: { readonly before: number; readonly step: number; readonly types: readonly string[] | null },
): AsyncGenerator<Page> {
  for (let end = before; end > 1; end = Math.max(0, end - 1 - step) + 1) {
    const since = Math.max(0, end - 1 - step);
    const all = { correlationId: null, from: null, to: null };
    yield { since, records: journal.find({ ...all, since, before: end, limit: step, types }) };
    await nextTurn();
  }
}
