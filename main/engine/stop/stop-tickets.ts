import { utcMinute } from '#shared/lib';
import { identifierOf, type PendingOrder, type Position, type TerminalSnapshot } from '#shared/domain';
import type { Certificate, Decision } from '#shared/events';
import { isOpenOrder, type OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, nextAttempt, triesFor, type Ending, type Next } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';
import { isForeign, isInScope } from './stop-scope.ts';

type Ticket = Certificate['tickets'][number];

/** Something at the terminal that the stop wants gone. */
export type Target = { readonly symbol: string; readonly act: Ending };

/** What an ending is about for as long as that is there: a position's identifier, or a pending order's ticket. */
const subjectOfEnding = (act: Ending): string => (act.op === 'close' ? (act.position ?? act.ticket) : act.ticket);

/** An ending and what it is about: what is left of a partly filled order bears the number of its position. */
export const keyOfEnding = (act: Ending): string => `${act.op}|${subjectOfEnding(act)}`;

/**
 * One more attempt at a ticket, when one is due. A snapshot from before the last answer says nothing about what that answer
 * did: it asks for nothing. Null: nothing is requested now.
 */
export function ask(
  engine: ReadonlyEngine,
  turn: Turn,
  seenAt: number,
  certificate: Certificate,
  { symbol, act }: Target,
): { readonly next: Next; readonly order: Decision | null } {
  const subject = subjectOfEnding(act);
  const tries = triesFor(engine.cockpit, subject, act.op).filter(
    (order) => order.certificateId === certificate.id || isOpenOrder(order),
  );
  const next = nextAttempt(tries, turn.at, seenAt);
  const isStale = tries.some((order) => order.state === 'confirmed' && seenAt <= (order.resolvedAt ?? seenAt));
  if (next.kind !== 'ask' || isStale) return { next: isStale ? { kind: 'wait' } : next, order: null };
  const order = intendEnding(act, symbol, turn.at, {
    subject: `${certificate.id}|${subject}`,
    bornAt: certificate.latchedAt,
    attempt: next.attempt,
    signalId: null,
    certificateId: certificate.id,
  });
  return { next, order };
}

/** Every ticket the stop has ever seen, as it stands now. `next` says what is still to be done about those that are there. */
export function ticketsNow(
  engine: ReadonlyEngine,
  certificate: Certificate,
  snapshot: TerminalSnapshot,
  next: ReadonlyMap<string, Next>,
): Ticket[] {
  const seen = new Map(certificate.tickets.map((ticket) => [ticket.ticket, ticket]));
  const there = new Set([...snapshot.positions, ...snapshot.orders].map(identifierOf));
  const fresh = (held: Position | PendingOrder): Ticket => ({
    ticket: identifierOf(held),
    symbol: held.symbol,
    volume: held.volume,
    result: 'open',
    price: null,
    text: '',
    foreign: isForeign(engine, held),
  });
  for (const held of [...snapshot.positions, ...snapshot.orders])
    if (!seen.has(identifierOf(held)) && seen.size < TICKETS_MAX && isInScope(engine, certificate, held))
      seen.set(identifierOf(held), fresh(held));
  return [...seen.values()].map((ticket) => {
    // What is left of a partly filled order bears the number of its position: the end of the position is told.
    const [close, cancel] = [triesFor(engine.cockpit, ticket.ticket), triesFor(engine.cockpit, ticket.ticket, 'cancel')];
    const last = (close.length > 0 ? close : cancel).at(-1);
    if (there.has(ticket.ticket))
      return standing(ticket, last, next.get(`close|${ticket.ticket}`) ?? next.get(`cancel|${ticket.ticket}`));
    const cancelled = last?.request.op === 'cancel';
    return { ...ticket, result: cancelled ? 'cancelled' : 'closed', price: priceOf(engine, ticket.ticket, last), text: '' };
  });
}

const TICKETS_MAX = 1_000;

function standing(ticket: Ticket, last: OrderLife | undefined, next: Next | undefined): Ticket {
  const refusal = last?.outcome?.kind === 'refused' ? `refused: ${last.outcome.text}` : '';
  if (next?.kind === 'give_up') return { ...ticket, result: 'residual', text: refusal === '' ? next.text : refusal };
  if (next?.kind !== 'scheduled') return { ...ticket, result: 'open', text: refusal };
  const when = `${utcMinute(next.until)} UTC`;
  const text =
    last?.opensAt === null
      ? `${ticket.symbol} is closed, tried again at ${when}`
      : `${ticket.symbol} closes at the next open, ${when}`;
  return { ...ticket, result: 'scheduled', text };
}

function priceOf(engine: ReadonlyEngine, ticket: string, last: OrderLife | undefined): number | null {
  if (last?.outcome?.kind === 'confirmed' && last.outcome.price !== null) return last.outcome.price;
  return engine.cockpit.trades.find((trade) => trade.ticket === ticket)?.exit ?? null;
}
