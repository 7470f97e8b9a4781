import type { Rulebook } from '#shared/rulebooks';
import { resetOf } from '#shared/rulebooks';
import {
  dayOfTrade,
  firmDay,
  GROUPINGS,
  groupsOf,
  monthOfDay,
  returnFigures,
  returnsOf,
  rHistogram,
  summaryOf,
  tradeFigures,
  type Grouping,
  type PlainDay,
  type RBin,
  type Result,
  type ResultGroup,
  type ReturnFigures,
  type Summary,
  type TradeFigures,
} from '#shared/results';
import type { EquityPoint } from '../equity-track.ts';
import type { ReplayRejection, ReplayTrade } from '../replay-trade.ts';
import type { Shadow } from './shadows.ts';

/** Groups besides those that the window shows: the hour of the opening in UTC, the side, and what ended the trade. */
export type ReplayGrouping = Grouping | 'hour' | 'side' | 'exit';

export type MonthResult = {
  /** Such as 2026-03. */
  readonly month: string;
  readonly trades: number;
  readonly days: number;
  readonly start: number;
  readonly net: number;
  readonly bestDay: number;
  readonly worstDay: number;
};

/** Signals refused for one reason, and what those that could be followed would have made. */
export type RefusedFor = {
  readonly code: string;
  readonly count: number;
  readonly followed: number;
  readonly meanR: number | null;
  readonly sumR: number;
};

/** Figures of a replay. Money in account currency; times UTC ms. */
export type Statistics = {
  readonly summary: Summary;
  readonly trade: TradeFigures;
  /** Of the account's value at the end of each firm's day on which there were prices. */
  readonly daily: ReturnFigures;
  /** Share of the time with prices, from the first to the last and without holes, in which a position was open: 0 to 1. */
  readonly exposure: number;
  /** `move + spread + slippage` is `gross`, and that with commission and swap is `net`. `lots`: of all trades. */
  readonly costs: Readonly<Record<'move' | 'spread' | 'slippage' | 'gross' | 'commission' | 'swap' | 'net' | 'lots', number>>;
  readonly groups: Readonly<Record<ReplayGrouping, readonly ResultGroup[]>>;
  readonly histogram: readonly RBin[];
  readonly months: readonly MonthResult[];
  readonly refused: readonly RefusedFor[];
  /** The close that brought the balance to the rulebook's target; null: none did, or there is no target. */
  readonly targetAt: number | null;
};

export type StatisticsParts = {
  readonly trades: readonly ReplayTrade[];
  readonly rejections: readonly ReplayRejection[];
  readonly shadows: ReadonlyMap<string, Shadow>;
  readonly equity: readonly EquityPoint[];
  readonly book: Rulebook;
  readonly times: { readonly from: number; readonly to: number };
  /** Time in holes of the data, ms. */
  readonly holesMs: number;
  readonly balance: { readonly start: number; readonly initial: number };
};

export function statisticsOf(parts: StatisticsParts): Statistics {
  const { trades, equity, book, times, balance } = parts;
  const results: readonly Result[] = trades.map((trade) => ({ trade, score: trade.score }));
  const reset = resetOf(book);
  return {
    summary: summaryOf(results),
    trade: tradeFigures(results),
    daily: returnFigures(
      returnsOf(
        balance.start,
        dayEnds(equity, (at) => firmDay(at, reset)),
      ),
    ),
    exposure: exposureOf(trades, times, parts.holesMs),
    costs: costsOf(trades),
    groups: {
      ...(Object.fromEntries(GROUPINGS.map((by) => [by, groupsOf(results, by, reset)])) as Record<
        Grouping,
        readonly ResultGroup[]
      >),
      hour: byKey(results, ({ trade }) => new Date(trade.openedAt).toISOString().slice(11, 13)),
      side: byKey(results, ({ trade }) => trade.side),
      exit: byKey(results, ({ trade }) => trade.reason),
    },
    histogram: rHistogram(results),
    months: monthsOf(trades, book, balance.start),
    refused: refusedFor(parts),
    targetAt: targetAt(trades, book, balance),
  };
}

/** What the account made on each of the firm's days, as a share of what it had the day before; days without prices are not in it. */
export const dailyReturns = (equity: readonly EquityPoint[], start: number, book: Rulebook): readonly number[] => {
  const reset = resetOf(book);
  return returnsOf(
    start,
    dayEnds(equity, (at) => firmDay(at, reset)),
  );
};

/** The last value of each day, in order. */
function dayEnds(equity: readonly EquityPoint[], dayOf: (at: number) => PlainDay): readonly number[] {
  const days = new Map<PlainDay, number>();
  for (const { at, equity: value } of equity) days.set(dayOf(at), value);
  return [...days.values()];
}

function exposureOf(trades: readonly ReplayTrade[], { from, to }: StatisticsParts['times'], holesMs: number): number {
  let [until, held] = [from, 0];
  for (const { openedAt, closedAt } of [...trades].sort((a, b) => a.openedAt - b.openedAt)) {
    held += Math.max(0, closedAt - Math.max(openedAt, until));
    until = Math.max(until, closedAt);
  }
  return to - from > holesMs ? held / (to - from - holesMs) : 0;
}

function costsOf(trades: readonly ReplayTrade[]): Statistics['costs'] {
  const sum = (of: (trade: ReplayTrade) => number): number => trades.reduce((total, trade) => total + of(trade), 0);
  return {
    move: sum(({ move }) => move),
    spread: sum(({ spread }) => spread),
    slippage: sum(({ slippage }) => slippage),
    gross: sum(({ gross }) => gross),
    commission: sum(({ commission }) => commission),
    swap: sum(({ swap }) => swap),
    net: sum(({ pnl }) => pnl),
    lots: sum(({ volume }) => volume),
  };
}

function byKey(results: readonly Result[], keyOf: (result: Result) => string): readonly ResultGroup[] {
  const groups = Map.groupBy(results, keyOf);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => ({ key, summary: summaryOf(held) }));
}

/** By the firm's days: a month's result is that of the trades whose day lies in it. */
function monthsOf(trades: readonly ReplayTrade[], book: Rulebook, start: number): readonly MonthResult[] {
  const dayOf = (trade: ReplayTrade): PlainDay => dayOfTrade(trade, book);
  const months = [...Map.groupBy(trades, (trade) => monthOfDay(dayOf(trade)))].sort(([a], [b]) => (a < b ? -1 : 1));
  let balance = start;
  return months.map(([month, held]) => {
    const days = [...Map.groupBy(held, dayOf).values()].map((day) => day.reduce((sum, { pnl }) => sum + pnl, 0));
    const net = days.reduce((sum, day) => sum + day, 0);
    const before = balance;
    balance += net;
    return {
      ...{ month, trades: held.length, days: days.length, start: before, net },
      ...{ bestDay: Math.max(...days), worstDay: Math.min(...days) },
    };
  });
}

function refusedFor({ rejections, shadows }: StatisticsParts): readonly RefusedFor[] {
  return [...Map.groupBy(rejections, ({ code }) => code)]
    .map(([code, refused]) => {
      const rs = refused.flatMap(({ signalId }) => shadows.get(signalId)?.r ?? []);
      const sumR = rs.reduce((sum, r) => sum + r, 0);
      return { code, count: refused.length, followed: rs.length, meanR: rs.length === 0 ? null : sumR / rs.length, sumR };
    })
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function targetAt(
  trades: readonly ReplayTrade[],
  { targetPct }: Rulebook,
  { start, initial }: StatisticsParts['balance'],
): number | null {
  if (targetPct === null) return null;
  let balance = start;
  for (const { pnl, closedAt } of [...trades].sort((a, b) => a.closedAt - b.closedAt)) {
    balance += pnl;
    if (balance >= initial * (1 + targetPct / 100)) return closedAt;
  }
  return null;
}
