import type { JournalRecord } from '#shared/events';
import type { Reply, Request } from '#shared/ipc';
import type { Journal } from '#ports';
import { pagesBackwards } from './journal-pages.ts';

/** Records that are looked at between two turns of the loop. */
const STEP = 500;
/** Records that one question looks at; `before` of its answer goes on from there. */
const LOOK_MAX = 20_000;

const textOf = ({ seq, type, actor, correlationId, payload }: JournalRecord): string =>
  `${seq} ${type} ${actor} ${correlationId} ${JSON.stringify(payload)}`.toLowerCase();

/**
 * Durable records of a type (null: any) that mention a text in number, actor, correlation or content, newest first. Looks
 * backwards from `before` (null: from the end), a bounded number of records; the answer's `before` is null at the beginning.
 */
export async function searchJournal(
  journal: Pick<Journal, 'stats' | 'find'>,
  { type, text, before, limit }: Request<'journal.search'>,
): Promise<Reply<'journal.search'>> {
  const wanted = text.trim().toLowerCase();
  const lines: JournalRecord[] = [];
  const top = before ?? journal.stats().lastSeq + 1;
  let end = top;
  for await (const { records, since } of pagesBackwards(journal, {
    before: top,
    step: STEP,
    types: type === null ? null : [type],
  })) {
    const fitting = records.filter((record) => wanted === '' || textOf(record).includes(wanted)).reverse();
    const room = limit - lines.length;
    lines.push(...fitting.slice(0, room));
    end = fitting.length > room ? (lines.at(-1)?.seq ?? since + 1) : since + 1;
    if (lines.length >= limit || top - end >= LOOK_MAX) break;
  }
  return {
    lines: lines.map(({ seq, at, type: of, actor, correlationId }) => ({ seq, at, type: of, actor, correlationId })),
    looked: top - end,
    before: end > 1 ? end : null,
  };
}
