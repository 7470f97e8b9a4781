import { TIME_SEAMS, type JournalRecord } from '#shared/events';
import type { JournalFilter, Reply, Request } from '#shared/ipc';
import type { Journal, JournalQuery } from '#ports';
import { pagesBackwards } from './journal-pages.ts';

/** Records that are looked at between two turns of the loop. */
const STEP = 500;
/** Records that one question looks at; `before` of its answer goes on from there. */
const LOOK_MAX = 20_000;

type Searched = Pick<Journal, 'stats' | 'find'>;

const textOf = ({ seq, type, actor, correlationId, payload }: JournalRecord): string =>
  `${seq} ${type} ${actor} ${correlationId} ${JSON.stringify(payload)}`.toLowerCase();

/** Whether a record has the words that are looked for, in number, type, actor, correlation or content, and in who did it. */
export function fitterOf({ text, actor }: Pick<JournalFilter, 'text' | 'actor'>): (record: JournalRecord) => boolean {
  const [words, by] = [text.trim().toLowerCase(), (actor ?? '').trim().toLowerCase()];
  return (record) => (by === '' || record.actor.toLowerCase().includes(by)) && (words === '' || textOf(record).includes(words));
}

/** What of a search the journal's index answers. */
export const indexedOf = ({ type, from, to }: JournalFilter): Pick<JournalQuery, 'types' | 'from' | 'to' | 'correlationId'> => ({
  ...{ types: type === null ? null : [type], from, to, correlationId: null },
});

/**
 * Durable records of a type and a span of time (null: any) that mention a text in number, actor, correlation or content, newest first.
 * Looks backwards from `before` (null: from the end), a bounded number of records; the answer's `before` is null at the beginning.
 */
export async function searchJournal(
  journal: Searched,
  { before, limit, ...filter }: Request<'journal.search'>,
): Promise<Reply<'journal.search'>> {
  const fits = fitterOf(filter);
  const lines: JournalRecord[] = [];
  const { first, beyond } = boundsOf(journal, filter);
  const top = Math.min(before ?? Infinity, beyond);
  let end = top;
  for await (const { records, since } of pagesBackwards(journal, { ...indexedOf(filter), before: top, step: STEP, first })) {
    const fitting = records.filter(fits).reverse();
    const room = limit - lines.length;
    lines.push(...fitting.slice(0, room));
    end = fitting.length > room ? (lines.at(-1)?.seq ?? since + 1) : since + 1;
    if (lines.length >= limit || top - end >= LOOK_MAX) break;
  }
  return {
    lines: lines.map(({ seq, at, type: of, actor, correlationId }) => ({ seq, at, type: of, actor, correlationId })),
    looked: top - end,
    before: end > first ? end : null,
  };
}

/** Between which numbers the records of a span of time lie, so that what lies outside is not looked at. */
function boundsOf(journal: Searched, { from, to }: JournalFilter): { readonly first: number; readonly beyond: number } {
  const end = journal.stats().lastSeq + 1;
  const all = { since: 0, limit: 1, types: null, correlationId: null };
  const first = from === null ? 1 : (journal.find({ ...all, from, to })[0]?.seq ?? end);
  const later = to === null ? undefined : journal.find({ ...all, from: to, to: null, since: first - 1 })[0]?.seq;
  if (later === undefined) return { first, beyond: end };
  // Where a wrong time was put right after it, the span goes on there.
  const seam = journal.find({ ...all, types: TIME_SEAMS, from: null, to: null, since: later })[0];
  return { first, beyond: seam === undefined ? Math.max(first, later) : end };
}
