import type { DataQuality, ReplayRequest } from './replay-request.ts';

/** What a result rests on and cannot prove, in sentences, the heaviest first. */
export function assumptionsOf(request: ReplayRequest, data: DataQuality): readonly string[] {
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
    'An entry fills at the price of the moment its signal is made, the close of its bar, without any delay.',
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

const INSIDE = {
  pessimistic:
    'Bars do not tell the order of their prices: a stop that lies in a bar is hit before any target, at its level, or at the open where that is beyond it.',
  path: 'Bars do not tell the order of their prices: a rising bar is taken to have dipped first, a falling one to have risen first.',
} as const;

function newsOf({ calendar }: ReplayRequest): string {
  if (calendar === undefined) return 'No news calendar is read (--calendar FILE): nothing is refused or closed for news.';
  const [from, to] = [calendar.begins, calendar.ends].map((at) => new Date(at).toISOString().slice(0, 10));
  return `News are those of the calendar, which has events from ${from ?? ''} to ${to ?? ''}: outside of them nothing is known of news.`;
}
