import type { Deal, Outcome, ProbeResult } from '#shared/domain';
import { clientOrderIdOf, type Book } from './book.ts';
import { pendingOf, positionOf } from './valuation.ts';

/** The answer a client id already has: the stored one, or one read back from the position or the deal that carries the id. */
export function knownAnswer(book: Book, clientOrderId: string): Outcome | null {
  const stored = book.answers.get(clientOrderId);
  // An order that was only taken is looked for: it may have been dealt since.
  if (stored !== undefined && stored.outcome.kind !== 'unknown') return stored.outcome;
  const deal = book.deals.find((made) => made.clientOrderId === clientOrderId);
  if (deal !== undefined) return confirmedBy(deal);
  for (const held of book.positions.values()) {
    if (clientOrderIdOf(held.comment) !== clientOrderId) continue;
    const { ticket, entry: price, volume, openedAt: at } = held;
    return { kind: 'confirmed', retcode: 10009, ticket, deal: null, price, volume, at };
  }
  return null;
}

const confirmedBy = ({ position, ticket, price, volume, at }: Deal): Confirmed => ({
  kind: 'confirmed',
  retcode: 10009,
  ticket: position,
  deal: ticket,
  price,
  volume,
  at,
});

/**
 * Looks for a client id in positions, working orders and deals. An id whose request was refused did nothing: absent.
 * `found` shows the position as it is now, also for an id that only modified it or closed a part of it.
 */
export function probe(book: Book, clientOrderId: string): ProbeResult {
  for (const order of book.orders.values()) {
    if (clientOrderIdOf(order.comment) !== clientOrderId) continue;
    if (order.trigger !== 'market') return { kind: 'resting', order: pendingOf(order) };
    return { kind: 'unreachable', why: `order ${order.ticket} is still working` };
  }
  const outcome = knownAnswer(book, clientOrderId);
  if (outcome?.kind !== 'confirmed') return { kind: 'absent' };
  return book.answers.get(clientOrderId)?.op === 'open' && outcome.deal === null
    ? afterResting(book, clientOrderId, outcome)
    : since(book, outcome);
}

type Confirmed = Extract<Outcome, { kind: 'confirmed' }>;

function since(book: Book, outcome: Confirmed): ProbeResult {
  const held = book.positions.get(outcome.ticket);
  if (held !== undefined) return { kind: 'found', outcome, position: positionOf(book, held) };
  return { kind: 'found_closed', outcome, deals: book.deals.filter((deal) => deal.position === outcome.ticket) };
}

/** It was placed and works no more: its deal says what it became; without one it went as it was. */
function afterResting(book: Book, clientOrderId: string, { at }: Confirmed): ProbeResult {
  const deal = book.deals.find((made) => made.clientOrderId === clientOrderId);
  if (deal !== undefined) return since(book, confirmedBy(deal));
  for (const held of book.positions.values()) {
    if (clientOrderIdOf(held.comment) !== clientOrderId) continue;
    const { ticket, entry: price, volume, openedAt } = held;
    return since(book, { kind: 'confirmed', retcode: 10009, ticket, deal: null, price, volume, at: openedAt });
  }
  const { dropped } = book.answers.get(clientOrderId) ?? {};
  if (dropped !== undefined) return { kind: 'ended', how: 'refused', text: dropped, at };
  return { kind: 'ended', how: 'cancelled', text: 'The broker holds it no more, and no deal was made of it', at };
}
