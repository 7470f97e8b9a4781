import { RUN_PAGES } from '#ports';
import { utcMinute } from '#shared/lib';
import type { KeptRun, ReplayGroup, ReplayOverview } from '#shared/ipc';
import { dataFacts, nameOf } from '../html/index.ts';
import type { ReplayGrouping } from '../figures/index.ts';
import type { ReplayReport } from '../replay-report.ts';
import { verdictSentence } from '../verdict.ts';

/** Of each span of the curve its lowest and its highest value: no fall is hidden by thinning. */
const SPANS = 249;

type Named = Pick<KeptRun, 'id' | 'at' | 'name' | 'symbol'> & { readonly files: readonly string[] };

/** A replay in one line of the list. */
export const runLineOf = (report: ReplayReport, { files, ...named }: Named): KeptRun => ({
  ...named,
  kind: 'replay',
  files: [...files],
  version: report.version,
  ...{ from: report.from, to: report.to, digests: report.digests, rulebook: report.verdict.rulebook },
  currency: report.balance.currency,
  trades: report.trades.length,
  net: report.statistics.summary.net,
  breach: report.verdict.breach?.rule ?? null,
  runs: null,
});

/** What the window reads first of a report. */
export function overviewOf(report: ReplayReport, run: KeptRun, skipped: number): ReplayOverview {
  const { verdict, balance, statistics, extremes } = report;
  const { summary, trade, daily, costs, exposure, refused } = statistics;
  const nearest = (['daily', 'total'] as const).flatMap((rule) => {
    const near = verdict.nearest[rule];
    return near === undefined ? [] : [{ rule, floor: near.floor, room: near.room, at: near.at }];
  });
  const { fall } = extremes;
  return {
    run,
    verdict: { lines: [...verdictSentence(report)], breach: verdict.breach, nearest },
    balance: { start: balance.start, end: balance.end },
    figures: {
      ...{ net: summary.net, trades: summary.count, wins: summary.wins, losses: summary.losses, winRate: summary.winRate },
      ...{ winRateInterval: summary.winRateInterval, profitFactor: summary.profitFactor, meanR: summary.meanR },
      ...{ expectancy: trade.expectancy, sqn: trade.sqn, longestLosing: trade.longestLosing, exposure },
      ...{ sharpe: daily.sharpe, sortino: daily.sortino, calmar: daily.calmar, days: daily.count },
      fall: fall === null ? null : fall.from.equity - fall.to.equity,
      fallAt: fall?.to.at ?? null,
      costs: costs.spread + costs.slippage + costs.commission + costs.swap,
    },
    equity: curveOf(report),
    groups: {
      strategy: groupsIn(report, 'strategy'),
      session: groupsIn(report, 'session'),
      weekday: groupsIn(report, 'weekday'),
      exit: groupsIn(report, 'exit'),
      symbol: groupsIn(report, 'symbol'),
    },
    refused: refused.map((one) => ({ ...one })),
    assumptions: [...report.assumptions],
    data: [
      ...dataFacts(report),
      ...(skipped === 0 ? [] : [`${skipped} bad rows were left out.`]),
      ...report.data.spikes
        .slice(0, 5)
        .map(
          ({ symbol, at, price }) => `${symbol === undefined ? '' : `${symbol} `}${price} at ${utcMinute(at)} UTC stands alone.`,
        ),
    ],
    counts: { trades: report.trades.length, refused: report.rejections.length },
    rowsPerPage: RUN_PAGES.rows,
  };
}

const groupsIn = ({ statistics }: ReplayReport, by: ReplayGrouping): ReplayGroup[] =>
  statistics.groups[by].map(({ key, summary }) => ({
    ...{ key: nameOf(by, key), trades: summary.count, winRate: summary.winRate, meanR: summary.meanR, net: summary.net },
  }));

function curveOf({ equity, floors }: ReplayReport): ReplayOverview['equity'] {
  let floor = -1;
  const size = Math.max(1, Math.ceil(equity.length / SPANS));
  const kept = Array.from({ length: Math.ceil(equity.length / size) }, (_, index) => {
    const span = equity.slice(index * size, (index + 1) * size);
    const low = span.reduce((least, one) => (one.equity < least.equity ? one : least));
    const high = span.reduce((most, one) => (one.equity > most.equity ? one : most));
    return low === high ? [low] : low.at < high.at ? [low, high] : [high, low];
  }).flat();
  const last = equity.at(-1);
  const points = last === undefined || kept.at(-1) === last ? kept : [...kept, last];
  return points.map(({ at, equity: value }) => {
    while ((floors[floor + 1]?.at ?? Infinity) <= at) floor += 1;
    const { daily = null, total = null } = floors[floor] ?? {};
    return { at, equity: value, daily, total };
  });
}
