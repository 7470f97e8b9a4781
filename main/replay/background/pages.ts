import { RUN_PAGES } from '#ports';
import type { Bar } from '#shared/domain';
import type { ReplayRefusedRow, ReplayTradeDetail, ReplayTradeRow } from '#shared/ipc';
import type { Series } from '../merged.ts';
import type { ReplayReport } from '../replay-report.ts';
import type { ReplayTrade } from '../replay-trade.ts';

const MINUTE = 60_000;
/** Bars shown around a trade, and in minutes how many of those before it and after it. */
const [BARS_MAX, BARS_BEFORE, BARS_AFTER] = [300, 90, 30];
/** Minutes of a bar of a chart. */
const SIZES = [1, 5, 15, 30, 60];

/** Writes the trades and the refused signals in pages. */
export function writePages(
  { trades, rejections }: Pick<ReplayReport, 'trades' | 'rejections'>,
  series: readonly Series<Bar>[],
  put: (name: string, text: string) => void,
): void {
  for (const [page, rows] of pagesOf(trades.map(rowOf), RUN_PAGES.rows)) put(`trades-${page}.json`, JSON.stringify(rows));
  for (const [page, rows] of pagesOf(rejections.map(refusedRow), RUN_PAGES.rows))
    put(`refused-${page}.json`, JSON.stringify(rows));
  const barsOf = (symbol: string): readonly Bar[] => series.find((one) => one.symbol === symbol)?.rows ?? [];
  const details = trades.map((trade, place) => [trade, place] as const);
  for (const [page, some] of pagesOf(details, RUN_PAGES.details))
    put(`details-${page}.json`, JSON.stringify(some.map(([trade, place]) => detailOf(trade, place, barsOf(trade.symbol)))));
}

function* pagesOf<T>(rows: readonly T[], size: number): Generator<readonly [number, readonly T[]]> {
  for (let page = 0; page * size < rows.length; page += 1) yield [page, rows.slice(page * size, (page + 1) * size)];
}

const rowOf = (trade: ReplayTrade, place: number): ReplayTradeRow => ({
  ...{ place, symbol: trade.symbol, side: trade.side, strategy: trade.strategyId ?? '' },
  ...{ openedAt: trade.openedAt, closedAt: trade.closedAt, volume: trade.volume, entry: trade.entry, exit: trade.exit },
  ...{ reason: trade.reason, pnl: trade.pnl, r: trade.r, score: trade.score },
});

const refusedRow = ({ signalId: _id, ...row }: ReplayReport['rejections'][number]): ReplayRefusedRow => row;

function detailOf(trade: ReplayTrade, place: number, bars: readonly Bar[]): ReplayTradeDetail {
  const { gross, commission, swap, spread, slippage, excursion } = trade;
  return {
    row: rowOf(trade, place),
    ...{ ticket: trade.ticket, signalId: trade.signalId, stopLoss: trade.stopLoss, takeProfit: trade.takeProfit },
    riskMoney: trade.riskMoney,
    costs: { gross, commission, swap, spread, slippage },
    excursion: excursion === null ? null : { maeR: excursion.maeR, mfeR: excursion.mfeR },
    why: trade.why.map(({ stage, verdict, rules }) => ({ stage, verdict, rules: [...rules] })),
    ...around(trade, bars),
  };
}

/** The bars from before the entry until after the exit; of a long trade several in one. */
function around({ openedAt, closedAt }: ReplayTrade, bars: readonly Bar[]): Pick<ReplayTradeDetail, 'bars' | 'everyMs'> {
  const first = Math.max(0, firstFrom(bars, openedAt) - BARS_BEFORE);
  const seen = bars.slice(first, firstFrom(bars, closedAt) + BARS_AFTER);
  const every = SIZES.find((size) => seen.length / size <= BARS_MAX) ?? 60;
  const folded = Map.groupBy(seen, ({ time }) => Math.floor(time / (every * MINUTE)));
  return {
    everyMs: every * MINUTE,
    bars: [...folded].slice(-BARS_MAX).map(([slot, some]) => ({
      time: slot * every * MINUTE,
      open: some[0]?.open ?? 0,
      high: Math.max(...some.map(({ high }) => high)),
      low: Math.min(...some.map(({ low }) => low)),
      close: some.at(-1)?.close ?? 0,
      volume: some.reduce((sum, { volume }) => sum + volume, 0),
      spreadPoints: some.at(-1)?.spreadPoints ?? 0,
      minutes: some.length,
    })),
  };
}

/** The place of the first bar from a moment on. */
function firstFrom(bars: readonly Bar[], at: number): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.time ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
