import type { JournalRecord } from '#shared/events';
import { subjectOf } from '#shared/domain';
import type { PositionPlan } from './ledger-position.ts';
import { each, movedBreaker, moverBy } from './moving.ts';
import { isOpenOrder } from './order-states.ts';
import type { CockpitState, OrderLife } from './state.ts';
import { CLOCK_SLEW_MS } from './time-went-back.ts';

/** What was done this long ago still holds something back. */
const RECENT_MS = 60_000;

/**
 * By how much a record puts a time that was behind forward; 0: it does not, or a record from after that is there already. `lastAt`:
 * of the record before it.
 */
export function forwardBy(record: Pick<JournalRecord, 'type' | 'payload' | 'at'>, lastAt: number): number {
  if (record.type !== 'clock.observed' || !('movedMs' in record.payload)) return 0;
  const { movedMs = 0 } = record.payload;
  return movedMs > CLOCK_SLEW_MS && record.at - lastAt >= movedMs - CLOCK_SLEW_MS ? movedMs : 0;
}

/**
 * A time that was behind has been put right. What is going on and waits for a moment, or is counted from one, goes forward with it,
 * so that every distance stays what it was: no card, pause or deadline is over for hours that did not pass.
 */
export function timeWentForward(state: CockpitState, by: number): void {
  const was = state.lastAt;
  const moved = moverBy((ms) => ms + by);
  each(state.pending, (card) => moved(card, 'askedAt', 'expiresAt'));
  each(state.orders, (order) => {
    if (isOpenOrder(order)) return orderOn(moved(order, 'requestedAt', 'sentAt', 'unknownSince'), by);
    return isCounted(state, order) ? orderOn(moved(order, 'requestedAt', 'sentAt', 'resolvedAt'), by) : order;
  });
  each(state.orders, (order) => ((order.opensAt ?? 0) > was ? moved(order, 'opensAt') : order));
  each(state.breakers, (breaker) => movedBreaker(breaker, moved));
  each(state.recoveries, (recovery) => moved(recovery, 'startedAt', 'dueAt'));
  each(state.alarms, (life) => ((life.shelvedUntil ?? 0) > was ? moved(life, 'shelvedUntil') : life));
  each(state.positions, (held) => ({
    ...held,
    ...(held.bare === undefined ? {} : { bare: moved(held.bare, 'since') }),
    ...(held.plan === undefined ? {} : { plan: planOn(held.plan, was, by) }),
  }));
  each(state.certificates, (certificate) => (certificate.endedAt === null ? moved(certificate, 'latchedAt') : certificate));
}

/** A request for the stop of a position that is without one: how many there were since then decides whether another is asked. */
function isCounted({ positions }: CockpitState, { request, requestedAt }: OrderLife): boolean {
  const bare = positions.get(subjectOf(request) ?? '')?.bare;
  return request.op === 'modify' && bare !== undefined && requestedAt >= bare.since;
}

const orderOn = (order: OrderLife, by: number): OrderLife => ({
  ...order,
  request: { ...order.request, deadlineAt: order.request.deadlineAt + by },
});

const planOn = (plan: PositionPlan, was: number, by: number): PositionPlan => ({
  ...plan,
  moves: plan.moves.map((move) => (was - move.at < RECENT_MS ? { ...move, at: move.at + by } : move)),
  refused: plan.refused !== null && plan.refused.until > was ? { ...plan.refused, until: plan.refused.until + by } : plan.refused,
});
