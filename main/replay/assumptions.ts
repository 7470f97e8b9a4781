import { ALL_AT_ONCE } from './trader-model.ts';
import { readAsLines } from './read-as.ts';
import type { DataQuality, PlayedFile, ReplayRequest } from './replay-request.ts';

/** What a result rests on and cannot prove, in sentences, the heaviest first. `givers`: symbols that give a rate of another one. */
export function assumptionsOf(request: ReplayRequest, data: DataQuality, givers: readonly string[] = []): readonly string[] {
  const { prices, intrabar = 'pessimistic', rearm, rates = [], config } = request;
  const { slippagePoints, commissionPerLot, currency } = config.paper;
  const isBars = prices.kind === 'bars';
  return [
    ...(data.isWithoutSpread
      ? ['The prices have no spread: entries and exits are cheaper here than at any broker (--spread POINTS).']
      : []),
    ...(isBars
      ? [INSIDE[intrabar]]
      : ['Ticks as recorded: a stop fills at the first price at or beyond it, a target at its level.']),
    ...(prices.kind === 'bars' ? readingOf(prices.series.flatMap(({ files = [] }) => files)) : []),
    ...togetherOf(request, data, givers),
    ...approvalsOf(request),
    `Market orders slip by up to ${slippagePoints} points; commission is ${commissionPerLot} ${currency} a lot and round turn.`,
    'No position is carried over a hole in the data: it is closed at the last price before it.',
    newsOf(request),
    rearm === 'daily'
      ? 'With each new day of the firm a trader ends blocks and halts and switches risk on again (--rearm never).'
      : 'Blocks, halts and risk that was switched off stay to the end (--rearm daily).',
    ...rates.map(({ symbol, quotes }) =>
      quotes.length === 1 ? `${symbol} is ${quotes[0]?.bid ?? 0} throughout.` : `${symbol} is taken from its own file.`,
    ),
  ];
}

/** How the files were read. */
const readingOf = (files: readonly PlayedFile[]): readonly string[] => [
  ...(files.length > 0 && files.every(({ stamps }) => stamps === 'end')
    ? []
    : ['A bar’s time is taken for its start (--stamps start).']),
  ...readAsLines(files),
];

/** What is so because several symbols are in one account. */
function togetherOf(
  { prices, intrabar = 'pessimistic' }: ReplayRequest,
  { symbols }: DataQuality,
  givers: readonly string[],
): readonly string[] {
  if (symbols === undefined) return [];
  const names = symbols.map(({ symbol }) => symbol).join(', ');
  return [
    `${names} are traded in one account, which every limit sees as a whole; prices of the same moment come in this order.`,
    ...(prices.kind === 'bars' ? [TOGETHER[intrabar]] : []),
    ...givers.map((symbol) => `${symbol} is replayed and gives its rate, as it is at each moment.`),
    'A hole in the data of a symbol, or their end, closes the positions of that symbol alone.',
  ];
}

const TOGETHER = {
  pessimistic:
    'Nobody knows which prices of a minute came together: all symbols stand at once where their bars are worst for what is held, ' +
    'after the opens, before any target, and again before the closes.',
  path: 'Nobody knows which prices of a minute came together: all symbols are taken to go their ways side by side.',
} as const;

const INSIDE = {
  pessimistic:
    'Bars do not tell the order of their prices: a stop that lies in a bar is hit before any target, at its level, or at the open where ' +
    'that is beyond it, and the account has seen the worst price of the bar before a target is taken.',
  path: 'Bars do not tell the order of their prices: a rising bar is taken to have dipped first, a falling one to have risen first.',
} as const;

function approvalsOf({ approvals = ALL_AT_ONCE }: ReplayRequest): readonly string[] {
  const { minScore, none, delayMs } = approvals;
  if (none !== undefined) return ['No card is approved: what is refused here is told by what it would have made.'];
  const which = minScore === null ? 'Every card is approved' : `Cards with a U1 score of ${minScore} and more are approved`;
  return delayMs === 0
    ? [`${which} at once: an entry fills at the price of the moment its signal is made, the close of its bar.`]
    : [`${which} after ${delayMs / 1_000} s: an entry fills at the price of that moment, unless it has left the card's band.`];
}

function newsOf({ calendar }: ReplayRequest): string {
  if (calendar === undefined) return 'No news calendar is read (--calendar FILE): nothing is refused or closed for news.';
  const [from, to] = [calendar.begins, calendar.ends].map((at) => new Date(at).toISOString().slice(0, 10));
  return `News are those of the calendar, which has events from ${from ?? ''} to ${to ?? ''}: outside of them nothing is known of news.`;
}
