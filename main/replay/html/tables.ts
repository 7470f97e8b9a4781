import { utcMinute } from '#shared/lib';
import { strategyOfKind, isStrategyKind } from '#shared/strategies';
import type { ResultGroup } from '#shared/results';
import type { ReplayGrouping, Statistics } from '../figures/index.ts';
import type { ReplayTrade } from '../replay-trade.ts';
import { change, escaped, inR, percent } from './words.ts';

type Cell = { readonly text: string; readonly isNumber?: boolean; readonly isLost?: boolean; readonly isWhole?: boolean };
const text = (value: string): Cell => ({ text: escaped(value) });
/** Text that is not broken into lines. */
const whole = (value: string): Cell => ({ text: escaped(value), isWhole: true });
const number = (value: string): Cell => ({ text: escaped(value), isNumber: true });
const sum = (value: number): Cell => ({ text: escaped(change(value)), isNumber: true, isLost: value < 0 });

/** A table; a heading that ends in `#` is over numbers. */
function table(heads: readonly string[], rows: readonly (readonly Cell[])[], none: string): string {
  if (rows.length === 0) return `<p class="none">${none}</p>`;
  const head = heads
    .map((name) => (name.endsWith('#') ? `<th class="n">${name.slice(0, -1)}</th>` : `<th>${name}</th>`))
    .join('');
  const body = rows.map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`).join('');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cellOf({ text: inner, isNumber, isLost, isWhole }: Cell): string {
  const classes = [
    ...(isNumber === true ? ['n'] : []),
    ...(isWhole === true ? ['t'] : []),
    ...(isLost === true ? ['lost'] : []),
  ].join(' ');
  return `<td${classes === '' ? '' : ` class="${classes}"`}>${inner}</td>`;
}

export const monthTable = ({ months }: Statistics): string =>
  table(
    ['Month', 'Days#', 'Trades#', 'Net#', '%#', 'Best day#', 'Worst#'],
    months.map(({ month, days, trades, start, net, bestDay, worstDay }) => [
      whole(month),
      number(String(days)),
      number(String(trades)),
      sum(net),
      number(percent(net / start, 2)),
      number(change(bestDay)),
      sum(worstDay),
    ]),
    'No month with a closed trade.',
  );

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const EXITS: Readonly<Record<string, string>> = {
  sl: 'Stop',
  tp: 'Target',
  so: 'Stop out',
  client: 'Closed by the cockpit',
  expert: 'Closed by the EA',
};

/** What a group's key is called. */
export function nameOf(by: ReplayGrouping, key: string): string {
  switch (by) {
    case 'strategy':
      return isStrategyKind(key) ? strategyOfKind(key).titles.short : key;
    case 'session':
      return key === '' ? 'No session' : key.split('+').map(titled).join(' + ');
    case 'weekday':
      return WEEKDAYS[Number(key)] ?? key;
    case 'score':
      return `${key} and more`;
    case 'hour':
      return `${key}:00 UTC`;
    case 'exit':
      return EXITS[key] ?? key;
    case 'symbol':
    case 'side':
      return key;
  }
}

const titled = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

export const groupTable = (by: ReplayGrouping, title: string, groups: readonly ResultGroup[]): string =>
  table(
    [title, 'Trades#', 'Won#', '95 %#', 'R#', 'Net#'],
    groups.map(({ key, summary }) => [
      whole(nameOf(by, key)),
      number(String(summary.count)),
      number(percent(summary.winRate)),
      number(
        summary.winRateInterval === null
          ? '\u2013'
          : `${percent(summary.winRateInterval.low)} to ${percent(summary.winRateInterval.high)}`,
      ),
      number(inR(summary.meanR)),
      sum(summary.net),
    ]),
    'No closed trade.',
  );

/** What each rule refused, and what that would have made. */
export const refusedTable = ({ refused }: Statistics): string =>
  table(
    ['Reason', 'Signals#', 'Followed#', 'R each#', 'R in all#', 'So the rule'],
    refused.map(({ code, count, followed, meanR, sumR }) => [
      text(code.replaceAll('_', ' ')),
      number(String(count)),
      number(String(followed)),
      number(inR(meanR)),
      { ...number(inR(sumR)), isLost: sumR < 0 },
      text(followed === 0 ? 'cannot be told' : sumR < 0 ? `saved ${inR(-sumR).slice(1)}` : `cost ${inR(sumR).replace('+', '')}`),
    ]),
    'No signal was refused.',
  );

export const costTable = ({ costs, summary }: Statistics): string => {
  const per = (value: number, count: number): Cell => number(count === 0 ? '\u2013' : change(value / count));
  const row = (name: string, value: number): readonly Cell[] => [
    text(name),
    per(value, summary.count),
    per(value, costs.lots),
    sum(value),
  ];
  return table(
    ['', 'A trade#', 'A lot#', 'In all#'],
    [
      row("The market's move", costs.move),
      row('Spread', costs.spread),
      row('Slippage', costs.slippage),
      row('Gross', costs.gross),
      row('Commission', costs.commission),
      row('Swap', costs.swap),
      row('Net', costs.net),
    ],
    '',
  );
};

/** Every trade, with what each station said of its signal. */
export const tradeTable = (trades: readonly ReplayTrade[]): string =>
  table(
    ['Opened', 'Side', 'Lots#', 'Entry#', 'Stop#', 'Target#', 'Exit#', 'R#', 'Against#', 'For#', 'Net#', 'Closed', 'Why'],
    trades.map((trade) => [
      whole(utcMinute(trade.openedAt)),
      whole(`${trade.side} ${trade.symbol}`),
      number(trade.volume.toFixed(2)),
      number(String(trade.entry)),
      number(trade.stopLoss === null ? '\u2013' : String(trade.stopLoss)),
      number(trade.takeProfit === null ? '\u2013' : String(trade.takeProfit)),
      number(String(trade.exit)),
      number(inR(trade.r)),
      number(inR(trade.excursion?.maeR ?? null)),
      number(inR(trade.excursion?.mfeR ?? null)),
      sum(trade.pnl),
      whole(utcMinute(trade.closedAt)),
      { text: whyOf(trade) },
    ]),
    'No closed trade.',
  );

function whyOf({ reason, pattern, score, why }: ReplayTrade): string {
  const head = escaped(
    `${EXITS[reason] ?? reason}; ${pattern ?? 'not ours'}${score === null ? '' : `, U1 score ${score.toFixed(2)}`}`,
  );
  if (why.length === 0) return head;
  const steps = why.map(({ stage, verdict, rules }) => {
    const told = rules
      .map(({ ok, text: rule }) => `<li${ok ? '' : ' class="no"'}>${ok ? '' : '\u2715 '}${escaped(rule)}</li>`)
      .join('');
    return `<li>${escaped(`${stage}: ${verdict}`)}${told === '' ? '' : `<ol>${told}</ol>`}</li>`;
  });
  return `<details><summary>${head}</summary><ol>${steps.join('')}</ol></details>`;
}
