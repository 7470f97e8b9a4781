import { utcMinute } from '#shared/lib';
import { HistoryFault } from './history-fault.ts';

/** What one file gave. `rows`: in the order of their times. */
export type Part<T> = {
  readonly file: string;
  readonly symbol: string;
  readonly rows: readonly T[];
  readonly skipped: number;
  readonly readAs?: ReadAs;
};

/** What was made of a file that a reader should know of; absent: nothing. */
export type ReadAs = {
  /** Its bars are called by their end, and were moved. */
  readonly stamps?: 'end';
  /** Its prices are the middle of bid and ask, and are taken for bids. */
  readonly series?: 'mid';
  /** Candles that were not complete, and are left out. */
  readonly unfinished?: number;
  /** What it lets guess of itself that nothing was made of. */
  readonly hints?: readonly string[];
};

/** One symbol's rows of all its files, and what each of them gave, in the order of their times. */
export type Joined<T> = {
  readonly symbol: string;
  readonly rows: readonly T[];
  readonly skipped: number;
  readonly parts: readonly Part<T>[];
};

/** The files of one symbol as one history, in the order of their times. Files that overlap, or are of two symbols, are refused. */
export function joined<T>(parts: readonly Part<T>[], timeOf: (row: T) => number): Joined<T> {
  const [one] = parts;
  const other = parts.find(({ symbol }) => symbol !== one?.symbol);
  if (one !== undefined && other !== undefined)
    throw new HistoryFault(other.file, 0, `is of ${other.symbol}, and ${one.file} of ${one.symbol}: one symbol at a time`);
  const spans = parts.flatMap((part) => {
    const [first, last] = [part.rows[0], part.rows.at(-1)];
    return first === undefined || last === undefined ? [] : [{ part, from: timeOf(first), to: timeOf(last) }];
  });
  spans.sort((a, b) => a.from - b.from);
  for (const [index, { part, from }] of spans.entries()) {
    const before = spans[index - 1];
    if (before !== undefined && from <= before.to)
      throw new HistoryFault(
        part.file,
        0,
        `begins before ${before.part.file} ends (${utcMinute(before.to)}), and both are of ${part.symbol}; where they are of two symbols, give --symbol NAME=FILE for each`,
      );
  }
  const [only, ...more] = spans;
  return {
    symbol: one?.symbol ?? '',
    // Of one file they are its own list: what is known of a list of prices is kept by it.
    rows: only !== undefined && more.length === 0 ? only.part.rows : spans.flatMap(({ part }) => part.rows),
    skipped: parts.reduce((sum, { skipped }) => sum + skipped, 0),
    parts: [...spans.map(({ part }) => part), ...parts.filter(({ rows }) => rows.length === 0)],
  };
}

/** Files of several symbols: each symbol's as one history, in the order of the symbols' names. */
export function bySymbol<T>(parts: readonly Part<T>[], timeOf: (row: T) => number): readonly Joined<T>[] {
  const groups = Map.groupBy(parts, ({ symbol }) => symbol);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, own]) => joined(own, timeOf));
}
