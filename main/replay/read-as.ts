import type { ReadAs } from '../adapters/history/index.ts';
import type { PlayedFile } from './replay-request.ts';

type Found = {
  readonly stamps: string | undefined;
  readonly series: string | null;
  readonly unfinished: number;
  readonly hints: readonly string[];
};

/** What was made of a file that a reader should know of. */
export const readAs = ({ stamps, series, unfinished, hints }: Found): ReadAs => ({
  ...(stamps === 'end' ? { stamps } : {}),
  ...(series === 'mid' ? { series } : {}),
  ...(unfinished > 0 ? { unfinished } : {}),
  ...(hints.length > 0 ? { hints } : {}),
});

/** The same in sentences. */
export function readAsLines(files: readonly PlayedFile[]): readonly string[] {
  const namesOf = (some: readonly PlayedFile[]): string => some.map(({ file }) => file).join(', ');
  const ended = files.filter(({ stamps }) => stamps === 'end');
  const mids = files.filter(({ series }) => series === 'mid');
  const unfinished = files.filter((file) => file.unfinished !== undefined);
  const count = unfinished.reduce((sum, file) => sum + (file.unfinished ?? 0), 0);
  return [
    ...(mids.length === 0
      ? []
      : [`The prices of ${namesOf(mids)} are the middle of bid and ask and are taken for bids: entries are half a spread off.`]),
    ...(ended.length === 0
      ? []
      : [`The times of ${namesOf(ended)} are the ends of their bars, and were moved back (--stamps end).`]),
    ...(count === 0 ? [] : [`${unfinishedText(count)} in ${namesOf(unfinished)} ${count === 1 ? 'is' : 'are'} left out.`]),
  ];
}

/** Candles that were not complete when their file was made. */
export const unfinishedText = (count: number): string =>
  count === 1 ? '1 candle that was not complete' : `${count} candles that were not complete`;
