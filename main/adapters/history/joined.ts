import { utcMinute } from '#shared/lib';
import { HistoryFault } from './history-fault.ts';

/** What one file gave. `rows`: in the order of their times. */
export type Part<T> = { readonly file: string; readonly symbol: string; readonly rows: readonly T[]; readonly skipped: number };

/** The files of one symbol as one history, in the order of their times. Files that overlap, or are of two symbols, are refused. */
export function joined<T>(
  parts: readonly Part<T>[],
  timeOf: (row: T) => number,
): { readonly symbol: string; readonly rows: readonly T[]; readonly skipped: number } {
  const [one] = parts;
  const other = parts.find(({ symbol }) => symbol !== one?.symbol);
  if (one !== undefined && other !== undefined)
    throw new HistoryFault(other.file, 0, `is of ${other.symbol}, and ${one.file} of ${one.symbol}: one symbol at a time`);
  const spans = parts.flatMap((part) => {
    const [first, last] = [part.rows[0], part.rows.at(-1)];
    return first === undefined || last === undefined ? [] : [{ ...part, from: timeOf(first), to: timeOf(last) }];
  });
  spans.sort((a, b) => a.from - b.from);
  for (const [index, { file, from }] of spans.entries()) {
    const before = spans[index - 1];
    if (before !== undefined && from <= before.to)
      throw new HistoryFault(file, 0, `begins before ${before.file} ends (${utcMinute(before.to)})`);
  }
  return {
    symbol: one?.symbol ?? '',
    rows: spans.flatMap(({ rows }) => rows),
    skipped: parts.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}
