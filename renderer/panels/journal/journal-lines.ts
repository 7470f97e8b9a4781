import type { TailLine } from '#shared/projection';

/** Lines whose type is `type` (any when empty) and that mention `text` in type, actor, correlation or number. Newest first. */
export function matching(lines: readonly TailLine[], type: string, text: string): readonly TailLine[] {
  const wanted = text.trim().toLowerCase();
  const fits = (line: TailLine): boolean =>
    (type === '' || line.type === type) &&
    `${line.seq} ${line.type} ${line.actor} ${line.correlationId}`.toLowerCase().includes(wanted);
  return lines.filter(fits).sort((a, b) => b.seq - a.seq);
}

/** Where the page before `oldest` begins: `feed.since` gives what comes after a seq. Null at the journal's beginning. */
export const olderFrom = (oldest: number, page: number): { readonly seq: number; readonly limit: number } | null =>
  oldest <= 1 ? null : { seq: Math.max(0, oldest - 1 - page), limit: Math.min(page, oldest - 1) };
