import type { Deal, Outcome, Position } from '#shared/domain';
import type { OrderLife } from '#shared/projection';

/** Whether the position is what was asked for, and what the broker made of it on the way. */
export function readEntry(
  { clientOrderId, request }: OrderLife,
  held: Position | undefined,
  quoted: number | null,
  point: number,
  note: (about: string, text: string) => void,
): readonly [boolean, string] {
  if (request.op !== 'open' || held === undefined) return [false, 'Answered as done, but the position is not shown'];
  note(
    'Comment',
    held.clientOrderId === clientOrderId
      ? 'The position carries the client id'
      : 'The broker changes comments: orders are found by the terminal’s table',
  );
  note('Filling', held.volume === request.volume ? 'Filled whole' : `Filled ${held.volume} of ${request.volume} lots`);
  if (quoted !== null && point > 0) {
    const points = Number(((held.entry - quoted) / point).toFixed(1));
    note(
      'Slippage',
      points === 0 ? 'Filled at the quote' : `${Math.abs(points)} points ${points > 0 ? 'worse' : 'better'} than the quote`,
    );
  }
  const hasStop = held.stopLoss === request.stopLoss;
  note(
    'Stop loss',
    hasStop ? 'The stop stands as asked' : `Asked for ${request.stopLoss}, the position shows ${held.stopLoss ?? 'none'}`,
  );
  return [hasStop, `${held.volume} lots bought at ${held.entry}, stop ${held.stopLoss ?? 'none'}`];
}

/** What the round trip cost, and whose clock stamped it. */
export function readDeals(
  deals: readonly Deal[],
  entry: OrderLife,
  beganAt: number,
  currency: string,
  note: (about: string, text: string) => void,
): void {
  const volume = entry.request.op === 'open' ? entry.request.volume : 0;
  const paid = (of: readonly Deal[]): number => of.reduce((sum, { commission }) => sum + commission, 0);
  const [ins, outs] = [deals.filter((deal) => deal.entry === 'in'), deals.filter((deal) => deal.entry !== 'in')];
  const total = paid(deals);
  const split =
    total === 0
      ? ''
      : paid(outs) === 0
        ? ', all with the entry'
        : paid(ins) === 0
          ? ', all with the exit'
          : ', with entry and exit';
  const perLot = volume === 0 ? 0 : -total / volume;
  note('Commission', total === 0 ? 'None on the deals' : `about ${perLot.toFixed(2)} ${currency} a lot${split}`);
  const first = deals[0];
  if (first !== undefined) {
    const off = Math.round((first.at - (entry.sentAt ?? beganAt)) / 100) / 10;
    note(
      'Clock',
      Math.abs(off) < 2
        ? 'Deals are stamped with our time'
        : `Deals are stamped ${Math.abs(off)} s ${off > 0 ? 'after' : 'before'} our time`,
    );
  }
  const cost = deals.reduce((sum, { profit, commission, swap }) => sum + profit + commission + swap, 0);
  note('Cost', `The test ${cost < 0 ? 'cost' : 'made'} ${Math.abs(cost).toFixed(2)} ${currency}, ${deals.length} deals`);
}

export const refusalText = (outcome: Outcome | null): string =>
  outcome?.kind === 'refused' ? `${outcome.text} (${outcome.retcode})` : 'The outcome of the order is unknown';
