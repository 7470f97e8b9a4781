import type { SweepPoint } from './grid.ts';
import type { ReplayReport } from '../replay-report.ts';
import { rulebookIn } from '#shared/rulebooks';
import { dailyReturns } from '../figures/index.ts';

/** What a sweep keeps of a run. Money in account currency. */
export type SweepRun = {
  /** SHA-256 of version, prices, configuration and trader: a run that is known is not run again. */
  readonly key: string;
  readonly point: SweepPoint;
  readonly trades: number;
  readonly net: number;
  readonly winRate: number | null;
  readonly profitFactor: number | null;
  readonly meanR: number | null;
  readonly fall: number;
  readonly sharpe: number | null;
  readonly breach: { readonly rule: string; readonly at: number } | null;
  /** Nearest to a floor, account currency; null: there is none. */
  readonly nearest: number | null;
  readonly targetAt: number | null;
  /** Probability that a floor is crossed, and that the target is reached first, over days drawn from those of the run; null: not known. */
  readonly odds: { readonly breach: number; readonly pass: number | null } | null;
  /** Of the account, a firm's day each. */
  readonly returns: readonly number[];
};

export function runOf(key: string, point: SweepPoint, report: Omit<ReplayReport, 'journal'>): SweepRun {
  const { statistics, extremes, verdict } = report;
  const { summary, daily, targetAt } = statistics;
  const { fall } = extremes;
  const rooms = [verdict.nearest.daily, verdict.nearest.total].flatMap((near) => (near === undefined ? [] : [near.room]));
  const { challenge } = report.odds;
  return {
    ...{ key, point, trades: summary.count, net: summary.net, winRate: summary.winRate },
    ...{ profitFactor: summary.profitFactor, meanR: summary.meanR, sharpe: daily.sharpe, targetAt },
    fall: fall === null ? 0 : fall.from.equity - fall.to.equity,
    breach: verdict.breach === null ? null : { rule: verdict.breach.rule, at: verdict.breach.at },
    nearest: rooms.length === 0 ? null : Math.min(...rooms),
    odds: challenge === null ? null : { breach: challenge.breached.share, pass: challenge.passed?.share ?? null },
    returns: dailyReturns(report.equity, report.balance.start, rulebookIn(report.config.rulebook)),
  };
}
