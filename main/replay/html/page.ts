import { utcMinute } from '#shared/lib';
import { FEW_DAYS } from '#shared/results';
import { oddsLines } from '../odds/index.ts';
import { symbolLines } from '../symbol-lines.ts';
import { verdictSentence } from '../verdict.ts';
import type { ReplayReport } from '../replay-report.ts';
import { equityChart, fallChart, rChart } from './charts.ts';
import { STYLE } from './style.ts';
import { costTable, groupTable, monthTable, refusedTable, tradeTable } from './tables.ts';
import { change, day, escaped, inR, money, percent, ratio, span } from './words.ts';

/** The whole report as one HTML file that needs no network: verdict first, then what the account did, by what, at what cost, and why. */
export function reportPage(report: ReplayReport): string {
  const { statistics, verdict, balance, assumptions, trades } = report;
  const { groups, summary, trade } = statistics;
  const title = `Replay of ${report.source}`;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p class="sub">${escaped(`${verdict.rulebook}, ${money(balance.start)} ${balance.currency}; ${day(report.from)} to ${day(report.to)}; version ${report.version}`)}</p>`,
    verdictPart(report),
    tiles(report),
    part("Equity and the firm's floors", balance.currency, equityChart(report), `${money(balance.equity)} at the end`),
    part('Fall from the highest value', `${balance.currency}, each 15 minutes`, fallChart(report)),
    pair(
      part('By month', balance.currency, monthTable(statistics)),
      part('Result in R', `${summary.rCount} trades, losses hatched`, rChart(statistics.histogram)),
    ),
    pair(
      part('By strategy', '', groupTable('strategy', 'Strategy', groups.strategy)),
      part('By session', 'of the opening', groupTable('session', 'Session', groups.session)),
    ),
    pair(
      part('By weekday', "of the firm's day", groupTable('weekday', 'Day', groups.weekday)),
      part('By hour', 'of the opening', groupTable('hour', 'Hour', groups.hour)),
    ),
    pair(
      part('By U1 score', '', groupTable('score', 'U1 score', groups.score)),
      part('By exit', '', groupTable('exit', 'Ended by', groups.exit)),
    ),
    pair(
      part('By side', '', groupTable('side', 'Side', groups.side)),
      part('By symbol', '', groupTable('symbol', 'Symbol', groups.symbol)),
    ),
    pair(
      part('Costs', 'spread from the middle of bid and ask, slippage from the level asked for', costTable(statistics)),
      part('In a row, and on average', '', rowOf(trade, statistics.exposure)),
    ),
    oddsPart(report),
    part(
      'Refused, and what it would have made',
      `${report.rejections.length} signals, followed to their stop or target without management`,
      refusedTable(statistics),
    ),
    part('Trades', `${trades.length}; against and for: how far each went from its entry`, tradeTable(trades)),
    part('Rests on', '', `<ul>${[...assumptions, ...dataFacts(report)].map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`),
    `<p class="sub">${escaped(`Journal ${report.journal.records} records, head ${report.journal.head}`)}</p>`,
  ];
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  return `<!doctype html>\n<html lang="en"><head>${head}<style>${STYLE}</style></head><body>${body.join('\n')}</body></html>\n`;
}

function verdictPart(report: ReplayReport): string {
  const [head = '', ...rest] = verdictSentence(report);
  const told = rest.map((one) => `<p>${escaped(one.slice(0, 1).toUpperCase() + one.slice(1))}.</p>`);
  return `<section class="verdict"><strong>${escaped(head)}</strong>${told.join('')}</section>`;
}

function oddsPart({ odds, balance }: ReplayReport): string {
  const lines = oddsLines(odds).map((one) => `<li>${escaped(one.slice(0, 1).toUpperCase() + one.slice(1))}.</li>`);
  const inner = lines.length === 0 ? '<p class="none">No day and no trade to draw from.</p>' : `<ul>${lines.join('')}</ul>`;
  return part('What else it could have become', `${balance.currency}; the middle, and where 90 % lie`, inner);
}

function tiles({ statistics, extremes, balance }: ReplayReport): string {
  const { summary, trade, daily, costs } = statistics;
  const interval = summary.winRateInterval;
  const { fall } = extremes;
  const few = daily.count < FEW_DAYS ? `of ${daily.count} days only` : `of ${daily.count} days`;
  const cells: readonly (readonly [string, string, string])[] = [
    [`Net, ${balance.currency}`, change(summary.net), inR(summary.meanR === null ? null : summary.meanR * summary.rCount)],
    ['Trades', String(summary.count), `${summary.wins} won, ${summary.losses} lost`],
    [
      'Win rate',
      percent(summary.winRate),
      interval === null ? '' : `${percent(interval.low)} to ${percent(interval.high)}, 95 %`,
    ],
    ['Profit factor', ratio(summary.profitFactor), 'after costs'],
    ['A trade', inR(summary.meanR), trade.expectancy === null ? '' : `${change(trade.expectancy)} ${balance.currency}`],
    [
      'Deepest fall',
      fall === null ? '\u2013' : money(fall.to.equity - fall.from.equity),
      fall === null ? '' : `at ${day(fall.to.at)}`,
    ],
    ['Sharpe', ratio(daily.sharpe), few],
    ['Sortino', ratio(daily.sortino), few],
    ['Calmar', ratio(daily.calmar), few],
    ['SQN', ratio(trade.sqn), 'of R, at most 100 trades'],
    ['Costs', change(costs.spread + costs.slippage + costs.commission + costs.swap), 'spread, slippage, commission, swap'],
  ];
  const inner = cells.map(
    ([name, value, more]) => `<div><span>${name}</span><b>${escaped(value)}</b><small>${escaped(more)}</small></div>`,
  );
  return `<section class="tiles">${inner.join('')}</section>`;
}

function rowOf(trade: ReplayReport['statistics']['trade'], exposure: number): string {
  const rows = [
    ['Longest losing run', String(trade.longestLosing)],
    ['Longest winning run', String(trade.longestWinning)],
    ['Mean win', trade.meanWin === null ? '\u2013' : change(trade.meanWin)],
    ['Mean loss', trade.meanLoss === null ? '\u2013' : change(trade.meanLoss)],
    ['Mean win over mean loss', ratio(trade.payoff)],
    ['Held, median', span(trade.medianHeldMs)],
    ['Time with a position', percent(exposure, 1)],
  ];
  return `<table><tbody>${rows.map(([name = '', value = '']) => `<tr><td>${name}</td><td class="n">${escaped(value)}</td></tr>`).join('')}</tbody></table>`;
}

/** What the prices are worth, in sentences. */
export function dataFacts({ data }: Pick<ReplayReport, 'data'>): readonly string[] {
  const { gaps, missingMinutes, holes, spikes, decimals } = data;
  return [
    `The data: ${missingMinutes} minutes without prices in ${gaps - holes.length} small gaps, ${holes.length} holes of four hours or more.`,
    `${spikes.length} prices stand alone; prices have ${decimals} decimals.`,
    ...symbolLines(data).map((line) => `${line}.`),
    ...(data.hints ?? []).map((hint) => `${hint}.`),
    ...holes
      .slice(0, 10)
      .map(
        ({ symbol, from, to }) =>
          `No prices ${symbol === undefined ? '' : `of ${symbol} `}from ${utcMinute(from)} to ${utcMinute(to)} UTC.`,
      ),
  ];
}

const part = (title: string, more: string, inner: string, right = ''): string =>
  `<section><header><h2>${escaped(title)}</h2>${small('', more)}${small(' class="right"', right)}</header>${inner}</section>`;
const small = (attributes: string, text: string): string => (text === '' ? '' : `<small${attributes}>${escaped(text)}</small>`);
const pair = (one: string, other: string): string => `<div class="pair">${one}${other}</div>`;
