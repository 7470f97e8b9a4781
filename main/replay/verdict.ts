import { utcMinute } from '#shared/lib';
import type { ReplayReport } from './replay-report.ts';

const DAY_MS = 86_400_000;
/** So long without an entry is worth a line. */
const IDLE_MS = 14 * DAY_MS;
const RULES = ['daily', 'total'] as const;

/** Whether the account would have outlived the firm's rules, and what goes with it: the first sentence decides. Times UTC. */
export function verdictSentence(report: Pick<ReplayReport, 'verdict' | 'trades' | 'to' | 'statistics'>): readonly string[] {
  const { verdict, trades, to, statistics } = report;
  const { rulebook, breach, nearest, targetPct, profitPct, days, daysNeeded, bestDayPct, bestDayLimitPct } = verdict;
  const last = trades.at(-1)?.openedAt ?? null;
  const { targetAt } = statistics;
  return [
    breach === null
      ? `SURVIVED  ${rulebook}: no floor was crossed`
      : `BREACHED  ${rulebook}: the ${breach.rule} floor ${money(breach.floor)} was crossed at ${utcMinute(breach.at)}, by ${money(-breach.room)}`,
    ...RULES.flatMap((rule) => {
      const near = nearest[rule];
      return near === undefined
        ? []
        : [`nearest to the ${rule} floor: ${money(near.room)} above ${money(near.floor)} at ${utcMinute(near.at)}`];
    }),
    `profit ${signed(profitPct)} %${targetPct === null ? '' : ` of a target of ${targetPct} %`}; ${days} days${daysNeeded === null ? '' : ` of ${daysNeeded}`}` +
      (bestDayPct === null
        ? ''
        : `; best day ${bestDayPct.toFixed(1)} %${bestDayLimitPct === null ? '' : ` of at most ${bestDayLimitPct} %`}`),
    ...(targetAt === null ? [] : [`the target was reached by the close at ${utcMinute(targetAt)}`]),
    ...(last !== null && to - last > IDLE_MS ? [`no trade was opened after ${utcMinute(last)}: see the rejections`] : []),
  ];
}

const money = (value: number): string => value.toFixed(2);
const signed = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
