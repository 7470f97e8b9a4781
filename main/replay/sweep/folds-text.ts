import { csvCell, utcMinute } from '#shared/lib';
import { efficiencyOf, type FoldEnd, type FoldKind, type Span } from './folds.ts';
import { aligned, figure, pointText } from './sweep-table.ts';

const span = ({ from, to }: Span): string => `${utcMinute(from).slice(0, 10)} to ${utcMinute(to).slice(0, 10)}`;

/** Each fold as a row: what it chose, and what that was worth before and after. */
export function foldRows(folds: readonly FoldEnd[]): readonly (readonly string[])[] {
  const heads = ['in sample', 'out of sample', 'chosen', 'Sharpe in', 'Sharpe out', 'net in', 'net out', 'trades out', 'out'];
  return [
    heads,
    ...folds.map(({ inSample, outOfSample, chosen }) => [
      ...[span(inSample), span(outOfSample)],
      ...(chosen === null
        ? ['none has a Sharpe ratio', '-', '-', '-', '-', '-', '-']
        : [
            ...[pointText(chosen.inSample.point), figure(chosen.inSample.sharpe), figure(chosen.outOfSample.sharpe)],
            ...[chosen.inSample.net.toFixed(2), chosen.outOfSample.net.toFixed(2), String(chosen.outOfSample.trades)],
            chosen.outOfSample.breach === null ? 'survived' : `breached (${chosen.outOfSample.breach.rule})`,
          ]),
    ]),
  ];
}

/** What choosing by the past would have brought, in words. */
export function foldWords(folds: readonly FoldEnd[], kind: FoldKind): readonly string[] {
  const judged = folds.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.outOfSample]));
  const efficiency = efficiencyOf(folds);
  const won = judged.filter(({ net }) => net > 0).length;
  const breached = judged.filter(({ breach }) => breach !== null).length;
  const kinds = new Set(folds.flatMap(({ chosen }) => (chosen === null ? [] : [pointText(chosen.inSample.point)]))).size;
  return [
    `Walk-forward, ${folds.length} folds, ${kind}: chosen by the Sharpe ratio in sample, judged on what came after.`,
    `Out of sample ${won} of ${judged.length} folds gained and ${breached} breached, ${judged.reduce((sum, { net }) => sum + net, 0).toFixed(2)} in all; ${kinds} settings were chosen.`,
    efficiency === null
      ? 'In sample nothing was gained on average: there is no efficiency to speak of.'
      : `Efficiency ${efficiency.toFixed(2)}: so much of a day's mean return in sample was there afterwards; under 0.5 the choice is mostly luck.`,
  ];
}

export const foldsText = (folds: readonly FoldEnd[], kind: FoldKind): string =>
  `${[...aligned(foldRows(folds)), '', ...foldWords(folds, kind)].join('\n')}\n`;

export const foldsCsv = (folds: readonly FoldEnd[]): string =>
  foldRows(folds)
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
