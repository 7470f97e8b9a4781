import type { Reply, Request } from '#shared/ipc';
import type { Journal } from '#ports';

const LINES_MAX = 500;

/** The records of one correlation in order, each with what caused it: the first of them, where there are more. */
export function journalStory(
  journal: Pick<Journal, 'find'>,
  { correlationId }: Request<'journal.story'>,
): Reply<'journal.story'> {
  const all = { since: 0, types: null, from: null, to: null };
  const found = journal.find({ ...all, correlationId, limit: LINES_MAX + 1 });
  return {
    lines: found.slice(0, LINES_MAX).map(({ seq, at, type, actor, correlationId: of, causationId }) => ({
      ...{ seq, at, type, actor, correlationId: of, causationId },
    })),
    isWhole: found.length <= LINES_MAX,
  };
}
