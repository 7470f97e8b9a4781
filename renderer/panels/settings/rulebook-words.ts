import type { RulebookChoice } from '#shared/config';
import { resetOf, rulebookIn, type DailyLoss, type Rulebook } from '#shared/rulebooks';
import { countText, exact, lotsText, moneyText, pctText } from '../../format/index.ts';

const MODES = {
  static_initial: 'never moves',
  trailing_eod: 'follows the highest balance at the day’s end',
  trailing_intraday: 'follows the highest equity',
  trailing_locked: 'follows the highest balance at the day’s end, up to a lock',
} as const;
const ANCHORS = { balance: 'balance', equity: 'equity', higher: 'higher of balance and equity' } as const;
const share = (percent: number): string => pctText(percent, percent % 1 === 0 ? 0 : 2);

/** What a choice of rules means, a line a rule: name and words. */
export function ruleLines(choice: RulebookChoice): readonly (readonly [string, string])[] {
  const book = rulebookIn(choice);
  const { maxLoss } = book;
  const currency = choice.currency ?? '';
  const total = (maxLoss.limitPct / 100) * choice.initialBalance;
  return [
    ['A day', book.daily === null ? `no daily limit; it begins at ${resetOf(book).name}` : dayText(choice, book.daily)],
    ['In all', `${share(maxLoss.limitPct)} (${moneyText(total, currency)}); the floor ${modeText(maxLoss)}`],
    ...askedFor(book),
  ];
}

/** How the floor of the account moves. */
function modeText({ mode, atOnce, limitOf, lockOffsetPct, payoutLocks }: Rulebook['maxLoss']): string {
  const moves = atOnce === true ? MODES[mode].replace(' at the day’s end', ' at once') : MODES[mode];
  const lock = lockOffsetPct === undefined ? '' : `, no higher than ${share(lockOffsetPct)} above the first capital`;
  const of = limitOf === 'peak' ? '; the limit is a share of the peak' : '';
  return `${moves}${mode === 'static_initial' ? '' : lock}${of}${payoutLocks === true ? '; a payout locks it' : ''}`;
}

function dayText(
  { initialBalance, currency = '' }: RulebookChoice,
  { limitPct, limitOf, anchor, reset, includesFloating, action, followsEquity }: DailyLoss,
): string {
  const base = limitOf === 'initial' ? `first capital (${moneyText((limitPct / 100) * initialBalance, currency)})` : 'anchor';
  const open = includesFloating ? ', open profit and loss included' : '';
  const peak = followsEquity === true ? ', or below the day’s highest equity' : '';
  const end = action === 'pause' ? '; below it the day is over, not the account' : '';
  return `${share(limitPct)} of the ${base} below the ${ANCHORS[anchor]} at ${reset.name}${peak}${open}${end}`;
}

const boundsOf = ({ lotsPerTicket, openOrders, requestsPerDay, lotsOpen = null }: Rulebook['limits']): readonly string[] =>
  [
    lotsPerTicket === null ? null : `${lotsText(lotsPerTicket)} lots a ticket`,
    openOrders === null ? null : `${countText(openOrders)} open orders`,
    lotsOpen === null ? null : `${lotsText(lotsOpen)} lots open in all`,
    requestsPerDay === null ? null : `${countText(requestsPerDay)} requests a day`,
  ].filter((text) => text !== null);

/** What a firm asks for beside its floors; nothing where it asks for nothing. */
function askedFor({
  bestTrade = null,
  profitDay,
  holding = null,
  ideaRisk = null,
  inactivityDays = null,
  targetPct,
  minDays,
  bestDay,
  news,
  flatBeforeWeekend,
  limits,
}: Rulebook): readonly (readonly [string, string])[] {
  const bounds = boundsOf(limits);
  const lines: readonly (readonly [string, string | null])[] = [
    ['Target', targetPct === null ? null : share(targetPct)],
    [
      'Days',
      minDays === null
        ? null
        : `at least ${countText(minDays.count)} ${minDays.kind === 'opened' ? 'with a trade opened' : `won by ${share(minDays.minPct)}`}`,
    ],
    [
      'Best day',
      bestDay === null ? null : `at most ${share(bestDay.pct)} of ${bestDay.of === 'net' ? 'net profit' : 'all winning days'}`,
    ],
    [
      'News',
      news === null
        ? null
        : `none ${exact(news.before)} min before to ${exact(news.after)} min after${news.includesExits ? ', exits included' : ''}`,
    ],
    [
      'Best trade',
      bestTrade === null
        ? null
        : `at most ${share(bestTrade.pct)} of ${bestTrade.of === 'net' ? 'net profit' : 'all winning trades'}`,
    ],
    ['Profit counts', profitDay === 'open' ? 'for the day a trade was opened on' : null],
    [
      'Held at least',
      holding === null ? null : `${countText(holding.seconds)} s; at most ${share(holding.maxSharePct)} of trades shorter`,
    ],
    [
      'One idea',
      ideaRisk === null
        ? null
        : `at most ${share(ideaRisk.pct)} at risk, open together or within ${exact(ideaRisk.withinMinutes)} min`,
    ],
    ['Inactivity', inactivityDays === null ? null : `a trade within ${countText(inactivityDays)} days`],
    ['Weekend', flatBeforeWeekend ? 'closed before it' : null],
    ['Limits', bounds.length === 0 ? null : bounds.join(', ')],
  ];
  return lines.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]));
}
