import type { OrderRequest, PendingOrder, Position, TerminalSnapshot } from '../../../shared/domain/index.ts';
import type { Certificate, Decision } from '../../../shared/events/index.ts';
import type { OrderLife } from '../../../shared/projection/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { clientId } from '../orders/index.ts';
import type { Turn } from '../turn.ts';

type Ticket = Certificate['tickets'][number];
/** A close is asked for this often; what is still there then is reported as residual, never as closed. */
export const ATTEMPTS_MAX = 5;
const CLOSE_DEADLINE_MS = 10_000;

type Act =
  { readonly op: 'cancel'; readonly ticket: string } | { readonly op: 'close'; readonly ticket: string; readonly volume: null };

/**
 * One more attempt at a ticket, unless one is on its way or enough were made. A snapshot from before the last answer says
 * nothing about what that answer did: it asks for nothing.
 */
export function ask(
  turn: Turn,
  seenAt: number,
  certificate: Certificate,
  attempted: readonly OrderLife[],
  ticket: string,
  symbol: string,
  act: Act,
  out: Decision[],
  give: { residual: boolean },
): void {
  const tries = attempted.filter((order) => order.request.op !== 'open' && order.request.ticket === ticket);
  if (tries.some((order) => order.state === 'intended' || order.state === 'unknown')) return;
  if (tries.some((order) => order.state === 'confirmed' && seenAt <= (order.resolvedAt ?? seenAt))) return;
  if (tries.length >= ATTEMPTS_MAX) {
    give.residual = true;
    return;
  }
  const cid = clientId(`${certificate.id}|${ticket}`, certificate.latchedAt, act.op, tries.length);
  const request: OrderRequest = { ...act, cid, deadlineAt: turn.at + CLOSE_DEADLINE_MS };
  out.push({
    type: 'order.intended',
    payload: { cid, signalId: null, certificateId: certificate.id, request, symbol, reserve: 0, riskMoney: 0 },
  });
}

/** Every ticket the stop has ever seen, as it stands now. */
export function ticketsNow(
  engine: ReadonlyEngine,
  certificate: Certificate,
  snapshot: TerminalSnapshot,
  attempted: readonly OrderLife[],
  residual: boolean,
): Ticket[] {
  const seen = new Map(certificate.tickets.map((ticket) => [ticket.ticket, ticket]));
  const gone = (ticket: string): boolean =>
    !snapshot.positions.some((held) => held.ticket === ticket) && !snapshot.orders.some((held) => held.ticket === ticket);
  const fresh = (held: Position | PendingOrder): Ticket => ({
    ticket: held.ticket,
    symbol: held.symbol,
    volume: held.volume,
    result: 'open',
    price: null,
    text: '',
  });
  for (const held of [...snapshot.positions, ...snapshot.orders]) if (!seen.has(held.ticket)) seen.set(held.ticket, fresh(held));
  return [...seen.values()].map((ticket) => {
    const tries = attempted.filter((order) => order.request.op !== 'open' && order.request.ticket === ticket.ticket);
    const last = tries.at(-1);
    const refusal = last?.outcome?.kind === 'refused' ? `refused: ${last.outcome.text}` : '';
    if (!gone(ticket.ticket))
      return { ...ticket, result: residual && tries.length >= ATTEMPTS_MAX ? 'residual' : 'open', text: refusal };
    const cancelled = last?.request.op === 'cancel';
    return { ...ticket, result: cancelled ? 'cancelled' : 'closed', price: priceOf(engine, ticket.ticket, last), text: '' };
  });
}

function priceOf(engine: ReadonlyEngine, ticket: string, last: OrderLife | undefined): number | null {
  if (last?.outcome?.kind === 'confirmed' && last.outcome.price !== null) return last.outcome.price;
  return engine.cockpit.trades.find((trade) => trade.ticket === ticket)?.exit ?? null;
}
