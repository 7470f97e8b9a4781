import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JournalRecord } from '#shared/events';
import type { Journal } from '#ports';

type Span = {
  readonly before: number;
  readonly step: number;
  readonly types: readonly string[] | null;
  readonly from?: number | null;
  readonly to?: number | null;
  readonly first?: number;
};
type Page = {
  /** Those records of the page that are of the types, in order. */
  readonly records: readonly JournalRecord[];
  /** The page holds the records after this one, up to the page before. */
  readonly since: number;
};

/**
 * Durable records before one with a number, page by page, the newest page first; `types`, `from` and `to` null: all. It ends with
 * the page that holds the record `first` (1 unless it is told). `step`: records that a page spans,
 * found by an index. Between two pages the loop has a turn: a look through the journal may not keep a stop waiting.
 */
export async function* pagesBackwards(
  journal: Pick<Journal, 'find'>,
  { before, step, types, from = null, to = null, first = 1 }: Span,
): AsyncGenerator<Page> {
  for (let end = before; end > first; end = Math.max(0, end - 1 - step) + 1) {
    const since = Math.max(0, end - 1 - step);
    yield { since, records: journal.find({ correlationId: null, from, to, since, before: end, limit: step, types }) };
    await nextTurn();
  }
}
