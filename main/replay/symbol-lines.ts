import { utcMinute } from '#shared/lib';
import type { DataQuality } from './replay-request.ts';

/** Of each of several symbols what its prices are worth, and what each of its files gave; none where there is one symbol. */
export const symbolLines = ({ symbols = [] }: DataQuality): readonly string[] =>
  symbols.flatMap(({ symbol, rows, from, to, files, gaps, missingMinutes, holes, isWithoutSpread, spikes }) => [
    [
      `${symbol}: ${rows} rows from ${utcMinute(from)} to ${utcMinute(to)} UTC`,
      `${missingMinutes} minutes missing in ${gaps - holes.length} small gaps`,
      `${holes.length} holes`,
      `${spikes.length} prices that stand alone`,
      ...(isWithoutSpread ? ['no spread'] : []),
    ].join(', '),
    ...files.map(
      ({ file, rows: own, from: first, to: last, skipped }) =>
        `${symbol}: ${file} gave ${own} rows${own === 0 ? '' : ` from ${utcMinute(first)} to ${utcMinute(last)}`}${skipped === 0 ? '' : `, ${skipped} bad ones left out`}`,
    ),
  ]);
