import { utcMinute } from '#shared/lib';
import type { EquityPoint } from './equity-track.ts';
import type { ReplayTrade } from './replay-trade.ts';
import type { ReplayReport } from './replay-report.ts';
import { oddsLines } from './odds/index.ts';
import { symbolLines } from './symbol-lines.ts';
import { verdictSentence } from './verdict.ts';

const REJECTIONS_SHOWN = 12;
const HOLES_SHOWN = 10;
const SPIKES_SHOWN = 3;
const DAY_MS = 86_400_000;
/** The report for a reader: what was traded and why it ended, how the account moved, what was refused. */
export function replayText(report: ReplayReport, skippedRows: number): string {
  const { balance, trades, rejections, extremes } = report;
  const ends = new Set(report.data.holes.flatMap(({ closed }) => closed));
  const contested = new Set(report.contested);
  const isTogether = report.data.symbols !== undefined;
  const lines = [
    `REPLAY  ${report.source}  ${utcMinute(report.from)} to ${utcMinute(report.to)} UTC  ${report.prices} prices${skippedRows === 0 ? '' : `, ${skippedRows} bad rows skipped`}`,
    '',
    ...verdictSentence(report).map((sentence, index) => (index === 0 ? sentence : `  ${sentence}`)),
    ...dataLines(report),
    '',
    `Trades (${trades.length})`,
    ...(trades.length === 0
      ? ['  none']
      : [
          `  opened            ${isTogether ? 'symbol    ' : ''}side  lots     entry       exit        R       P/L  closed            why`,
          ...trades.map((trade) => tradeLine(trade, ends, contested, isTogether)),
        ]),
    '',
    `Rejections (${rejections.length} of ${report.signals} signals)`,
    ...countedReasons(report),
    ...rejections
      .slice(-REJECTIONS_SHOWN)
      .map(
        (one) =>
          `  ${utcMinute(one.at)}  ${isTogether ? `${one.symbol.padEnd(8)}  ` : ''}${one.side.padEnd(4)}  ${one.pattern.padEnd(15)}  ${one.text}`,
      ),
    '',
    `Account  ${money(balance.start)} -> ${money(balance.end)} ${balance.currency}, equity ${money(balance.equity)}, ${report.open} open`,
    ...(extremes.low === null || extremes.high === null
      ? []
      : [`Equity   ${equityLine(extremes.low, extremes.high, extremes.fall)}`]),
    ...(isTogether ? groupLines(report) : []),
    ...figureLines(report),
    ...actsLines(report),
    'Rests on',
    ...report.assumptions.map((one) => `  ${one}`),
    `Journal  ${report.journal.records} records, head ${report.journal.head}`,
  ];
  return `${lines.join('\n')}\n`;
}

function tradeLine(trade: ReplayTrade, ends: ReadonlySet<string>, contested: ReadonlySet<string>, isTogether: boolean): string {
  const r = trade.r === null ? '-' : signed(trade.r, 2);
  const note = ends.has(trade.ticket) ? ' (end of data)' : contested.has(trade.ticket) ? ' (its bar held the target too)' : '';
  const [score, probability] = [trade.score, trade.probability].map((value) => value?.toFixed(2) ?? '-');
  const why = `${trade.pattern ?? 'foreign'}, U1 score ${score}, U2 score ${probability}, out by ${trade.reason}${note}`;
  const cells = [
    utcMinute(trade.openedAt),
    ...(isTogether ? [trade.symbol.padEnd(8)] : []),
    trade.side.padEnd(4),
    trade.volume.toFixed(2).padStart(5),
    String(trade.entry).padStart(8),
    String(trade.exit).padStart(9),
    r.padStart(7),
    signed(trade.pnl, 2).padStart(8),
    utcMinute(trade.closedAt),
    why,
  ];
  return `  ${cells.join('  ')}`;
}

function countedReasons({ statistics }: ReplayReport): readonly string[] {
  return statistics.refused.map(({ code, count, followed, sumR }) => {
    const would = followed === 0 ? '' : `; ${followed} followed: ${signed(sumR, 1)} R`;
    return `  ${String(count).padStart(4)} x ${code}${would}`;
  });
}

type Extremes = ReplayReport['extremes'];

function equityLine(low: EquityPoint, high: EquityPoint, fall: Extremes['fall']): string {
  const deepest =
    fall === null || fall.from.equity <= fall.to.equity
      ? 'no fall'
      : `largest fall ${money(fall.from.equity - fall.to.equity)} from ${money(fall.from.equity)} to ${utcMinute(fall.to.at)}`;
  return `low ${money(low.equity)} at ${utcMinute(low.at)}, high ${money(high.equity)}, ${deepest}; at every price`;
}

/** What the trades are like in a few lines; the HTML report has all of it. */
function figureLines({ statistics, balance, odds: drawn }: ReplayReport): readonly string[] {
  const { summary, trade, daily, exposure, costs } = statistics;
  if (summary.count === 0) return [];
  const odds = oddsLines(drawn);
  const { winRate, winRateInterval: range, profitFactor, meanR } = summary;
  const share = (value: number | null): string => (value === null ? '-' : `${(value * 100).toFixed(0)} %`);
  const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(2));
  const won = `won ${share(winRate)}${range === null ? '' : ` (95 %: ${share(range.low)} to ${share(range.high)})`}`;
  const mean = `${meanR === null ? '-' : signed(meanR, 2)} R or ${trade.expectancy === null ? '-' : signed(trade.expectancy, 2)} ${balance.currency}`;
  return [
    `Figures  ${won}, profit factor ${figure(profitFactor)}, a trade ${mean}`,
    `         longest losing run ${trade.longestLosing}, SQN ${figure(trade.sqn)}, a position open ${(exposure * 100).toFixed(1)} % of the time`,
    `         of ${daily.count} days: Sharpe ${figure(daily.sharpe)}, Sortino ${figure(daily.sortino)}, Calmar ${figure(daily.calmar)}, deepest day to day ${(daily.deepest * 100).toFixed(2)} %`,
    ...costLines(costs, summary.count),
    ...odds.map((one, index) => `${index === 0 ? 'Odds     ' : '         '}${one}`),
  ];
}

/** Each cost by itself: what the market's move made, less the four of them, is the result. */
function costLines(costs: ReplayReport['statistics']['costs'], trades: number): readonly string[] {
  const { lots } = costs;
  const line = (name: string, value: number): string =>
    `${name} ${signed(value, 2)} (${signed(value / trades, 2)} a trade, ${lots === 0 ? '-' : signed(value / lots, 2)} a lot)`;
  return [
    `Costs    the market's move made ${signed(costs.move, 2)}; ${line('spread', costs.spread)}`,
    `         ${line('slippage', costs.slippage)}; ${line('commission', costs.commission)}`,
    `         ${line('swap', costs.swap)}; in all ${signed(costs.net, 2)}`,
  ];
}

function dataLines({ data, contested }: ReplayReport): readonly string[] {
  const holes = data.holes.slice(0, HOLES_SHOWN).map(({ symbol, from, to, closed }) => {
    const what = closed.length === 0 ? 'nothing was open' : `closed at its edge: ${closed.join(', ')}`;
    return `  hole ${symbol === undefined ? '' : `in ${symbol} `}${utcMinute(from)} to ${utcMinute(to)} (${((to - from) / DAY_MS).toFixed(1)} days), ${what}`;
  });
  const more = data.holes.length - holes.length;
  return [
    ...(data.gaps === 0
      ? []
      : [
          `DATA  ${data.missingMinutes} minutes without prices in ${data.gaps - data.holes.length} small gaps, and ${data.holes.length} holes`,
        ]),
    ...symbolLines(data).map((line) => `  ${line}`),
    ...(data.hints ?? []).map((hint) => `  HINT ${hint}`),
    ...holes,
    ...(more > 0 ? [`  and ${more} more holes`] : []),
    ...spikeLines(data),
    ...(contested.length === 0
      ? []
      : [
          `  ${contested.length} trades had stop and target in one bar and count as stopped: ${contested.slice(0, 10).join(', ')}`,
        ]),
  ];
}

/** What each of several symbols made. */
const groupLines = ({ statistics, balance }: ReplayReport): readonly string[] =>
  statistics.groups.symbol.map(
    ({ key, summary: { count, net, meanR } }, index) =>
      `${index === 0 ? 'Symbols ' : '        '} ${key.padEnd(8)}  ${count} trades, ${signed(net, 2)} ${balance.currency}, a trade ${meanR === null ? '-' : signed(meanR, 2)} R`,
  );

/** Prices that stand alone, the worst first; shared with what is told of a file before it is traded on. */
export function spikeLines({ spikes }: Pick<ReplayReport['data'], 'spikes'>): readonly string[] {
  const worst = [...spikes].sort((a, b) => b.times - a.times).slice(0, SPIKES_SHOWN);
  const told = worst.map(
    ({ symbol, at, price, times }) =>
      `${symbol === undefined ? '' : `${symbol} `}${price} at ${utcMinute(at)} (${times} times what is usual)`,
  );
  return spikes.length === 0 ? [] : [`  ${spikes.length} prices stand alone: ${told.join(', ')}`];
}

function actsLines({ acts, halts }: ReplayReport): readonly string[] {
  const done = Object.entries(acts).map(([what, count]) => `${what} ${count} x`);
  return [...(halts === 0 ? [] : [`Halted   ${halts} times`]), ...(done.length === 0 ? [] : [`Trader   ${done.join(', ')}`])];
}

const money = (value: number): string => value.toFixed(2);
const signed = (value: number, digits: number): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
