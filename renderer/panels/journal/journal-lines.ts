import type { TailLine } from '#shared/projection';

/** Once for each number, newest first. */
export const newestFirst = (lines: readonly TailLine[]): readonly TailLine[] =>
  [...new Map(lines.map((line) => [line.seq, line])).values()].sort((a, b) => b.seq - a.seq);

/** Where the page before `oldest` begins: `feed.since` gives what comes after a seq. Null at the journal's beginning. */
export const olderFrom = (oldest: number, page: number): { readonly seq: number; readonly limit: number } | null =>
  oldest <= 1 ? null : { seq: Math.max(0, oldest - 1 - page), limit: Math.min(page, oldest - 1) };
