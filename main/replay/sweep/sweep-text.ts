import { deflatedSharpe, luckySharpe, meanOf } from '#shared/results';
import { aligned, figure, pointText, share } from './sweep-table.ts';
import type { SweepRun } from './sweep-run.ts';

const DAYS_A_YEAR = 252;

/** What choosing the best of these runs is worth. Sharpe ratios a year; null: the runs do not say it. */
export type Luck = {
  readonly best: SweepRun;
  /** What the best of so many worthless runs would show. */
  readonly lucky: number;
  /** Probability that the best is better than that, 0 to 1. */
  readonly deflated: number | null;
};

/** The best run by its Sharpe ratio beside the best of as many worthless ones; null for fewer than two runs that have one. */
export function luckOf(runs: readonly SweepRun[]): Luck | null {
  const known = runs.flatMap((run) => (run.sharpe === null ? [] : [{ run, sharpe: run.sharpe / Math.sqrt(DAYS_A_YEAR) }]));
  const [first] = known;
  if (first === undefined || known.length < 2) return null;
  const sharpes = known.map(({ sharpe }) => sharpe);
  const mean = meanOf(sharpes);
  const deviation = Math.sqrt(sharpes.reduce((sum, sharpe) => sum + (sharpe - mean) ** 2, 0) / (sharpes.length - 1));
  const lucky = luckySharpe(deviation, known.length);
  if (lucky === null) return null;
  const { run: best } = known.reduce((found, one) => (one.sharpe > found.sharpe ? one : found), first);
  return { best, lucky: lucky * Math.sqrt(DAYS_A_YEAR), deflated: deflatedSharpe(best.returns, lucky) };
}

/** The runs as rows of text, the first one with headings; those that breached are marked. */
export function sweepRows(runs: readonly SweepRun[]): readonly (readonly string[])[] {
  const paths = (runs[0]?.point ?? []).map(([path]) => path);
  const heads = [
    ...paths.map((path) => path.split('.').slice(-2).join('.')),
    'net',
    'trades',
    'won',
    'PF',
    'R',
    'fall',
    'Sharpe',
    'nearest',
    'breach',
    'pass',
    'verdict',
  ];
  const rows = runs.map((run) => [
    ...run.point.map(([, value]) => String(value)),
    run.net.toFixed(2),
    String(run.trades),
    run.winRate === null ? '-' : `${(run.winRate * 100).toFixed(0)} %`,
    figure(run.profitFactor),
    figure(run.meanR),
    run.fall.toFixed(2),
    figure(run.sharpe),
    run.nearest === null ? '-' : run.nearest.toFixed(0),
    share(run.odds?.breach ?? null),
    share(run.odds?.pass ?? null),
    run.breach !== null ? `breached (${run.breach.rule})` : run.targetAt !== null ? 'target' : 'survived',
  ]);
  return [heads, ...rows];
}

/** The runs as a table, and a plain word about the best of them. */
export const sweepText = (runs: readonly SweepRun[]): string =>
  `${[...aligned(sweepRows(runs)), '', ...sweepWords(runs)].join('\n')}\n`;

/** What the runs are worth, in plain words. */
export function sweepWords(runs: readonly SweepRun[]): readonly string[] {
  const breached = runs.filter(({ breach }) => breach !== null).length;
  const luck = luckOf(runs);
  return [
    `${runs.length} runs on one past, ${breached} of them breached the rulebook.`,
    'breach and pass: how often an account that begins under the rulebook crosses a floor, or reaches the target first, over days drawn from those of the run.',
    ...(luck === null
      ? ['Too few runs with a Sharpe ratio to say what the best of them is worth.']
      : [
          `The best Sharpe ratio is ${figure(luck.best.sharpe)} (${pointText(luck.best.point)}); ` +
            `the best of ${runs.length} worthless runs would show about ${luck.lucky.toFixed(2)}.`,
          luck.deflated === null
            ? 'Its days are too few to say whether it is better than that.'
            : `With ${(luck.deflated * 100).toFixed(0)} % it is better than luck (deflated Sharpe ratio); under 95 % do not choose by this table.`,
        ]),
  ];
}

/** The runs as a table for a spreadsheet. */
export function sweepCsv(runs: readonly SweepRun[]): string {
  const paths = (runs[0]?.point ?? []).map(([path]) => path);
  const rows = runs.map((run) => [
    ...run.point.map(([, value]) => (typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : JSON.stringify(value))),
    ...[run.net, run.trades, run.winRate, run.profitFactor, run.meanR, run.fall, run.sharpe, run.nearest].map(
      (value) => value ?? '',
    ),
    run.breach?.rule ?? '',
    run.odds?.breach ?? '',
    run.odds?.pass ?? '',
    run.targetAt === null ? '' : new Date(run.targetAt).toISOString(),
  ]);
  const heads = [
    ...paths,
    'net',
    'trades',
    'win_rate',
    'profit_factor',
    'mean_r',
    'largest_fall',
    'sharpe',
    'nearest_floor',
    'breached',
    'p_breach',
    'p_target',
    'target_at',
  ];
  return [heads, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}
