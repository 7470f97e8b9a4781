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
const modeText = ({ mode, atOnce }: Rulebook['maxLoss']): string =>
  atOnce === true ? MODES[mode].replace(' at the day’s end', ' at once') : MODES[mode];

function dayText(
  { initialBalance, currency = '' }: RulebookChoice,
  { limitPct, limitOf, anchor, reset, includesFloating, action }: DailyLoss,
): string {
  const base = limitOf === 'initial' ? `first capital (${moneyText((limitPct / 100) * initialBalance, currency)})` : 'anchor';
  const open = includesFloating ? ', open profit and loss included' : '';
  const end = action === 'pause' ? '; below it the day is over, not the account' : '';
  return `${share(limitPct)} of the ${base} below the ${ANCHORS[anchor]} at ${reset.name}${open}${end}`;
}

/** What a firm asks for beside its floors; nothing where it asks for nothing. */
function askedFor({
  targetPct,
  minDays,
  bestDay,
  news,
  flatBeforeWeekend,
  limits,
}: Rulebook): readonly (readonly [string, string])[] {
  const { lotsPerTicket, openOrders, requestsPerDay } = limits;
  const bounds = [
    lotsPerTicket === null ? null : `${lotsText(lotsPerTicket)} lots a ticket`,
    openOrders === null ? null : `${countText(openOrders)} open orders`,
    requestsPerDay === null ? null : `${countText(requestsPerDay)} requests a day`,
  ].filter((text) => text !== null);
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
    ['Weekend', flatBeforeWeekend ? 'closed before it' : null],
    ['Limits', bounds.length === 0 ? null : bounds.join(', ')],
  ];
  return lines.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]));
}
