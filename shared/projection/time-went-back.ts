import type { PositionPlan } from './ledger-position.ts';
import { each, movedBreaker, moverBy } from './moving.ts';
import type { CockpitState, OrderLife } from './state.ts';

/** Time that goes back by less was smoothed, not put right. */
export const CLOCK_SLEW_MS = 2_000;

/**
 * A time that was wrong has been put right. What it left in the future (deadlines, and moments that are counted from) is moved
 * back with it, so that every distance stays what it was: nothing waits for a day that was never there.
 */
export function timeWentBack(state: CockpitState, at: number): void {
  const by = at - state.lastAt;
  const shift = (ms: number): number => (ms > at ? ms + by : ms);
  const moved = moverBy(shift);
  state.trading = moved(state.trading, 'since');
  state.asked = { ...state.asked, entries: state.asked.entries.map((entry) => moved(entry, 'at')) };
  if (state.drift !== null) state.drift = moved(state.drift, 'since');
  if (state.journalFault !== null) state.journalFault = moved(state.journalFault, 'since');
  if (state.escalation !== null) state.escalation = moved(state.escalation, 'at');
  if (state.calendar !== null) state.calendar = moved(state.calendar, 'readAt');
  state.highFaults = state.highFaults.map((fault) => moved(fault, 'at'));
  each(state.pending, (card) => moved(card, 'askedAt', 'expiresAt'));
  each(state.signals, (life) => moved(life, 'receivedAt'));
  each(state.orders, (order) => ({
    ...moved(order, 'requestedAt', 'sentAt', 'resolvedAt', 'unknownSince', 'opensAt'),
    request: { ...order.request, deadlineAt: deadlineBack(order, at) },
  }));
  each(state.breakers, (breaker) => movedBreaker(breaker, moved));
  each(state.recoveries, (recovery) => moved(recovery, 'startedAt', 'dueAt'));
  each(state.recoveryActs, (times) => times.map(shift));
  each(state.restarts, (times) => times.map(shift));
  each(state.alarms, (life) => ({ ...moved(life, 'shelvedUntil', 'returnedAt'), alarm: moved(life.alarm, 'raisedAt') }));
  each(state.blocks, (block) => moved(block, 'since'));
  each(state.stops, (stop) => moved(stop, 'since'));
  each(state.health, (health) => moved(health, 'since'));
  each(state.fullLanes, (lane) => moved(lane, 'since'));
  each(state.positions, (held) => ({
    ...held,
    ...(held.bare === undefined ? {} : { bare: moved(held.bare, 'since') }),
    ...(held.plan === undefined ? {} : { plan: planBack(held.plan, shift) }),
  }));
  each(state.certificates, (certificate) => (certificate.endedAt === null ? moved(certificate, 'latchedAt') : certificate));
  forgetLooks(state);
}

/**
 * A deadline may have been set by the right time, in an earlier life: then it stays. One from the future is a whole life of its
 * request away from now, so that an order is never taken for lost while the terminal may still take it.
 */
const deadlineBack = ({ request, requestedAt }: OrderLife, at: number): number =>
  Math.min(request.deadlineAt, at + (request.deadlineAt - requestedAt));

/** When the clock closes a position hangs on when the terminal opened it, and stays; what is counted from is moved. */
const planBack = (plan: PositionPlan, shift: (ms: number) => number): PositionPlan => ({
  ...plan,
  since: shift(plan.since),
  moves: plan.moves.map((move) => ({ ...move, at: shift(move.at) })),
  refused: plan.refused === null ? null : { ...plan.refused, until: shift(plan.refused.until) },
});

/** Looks that were taken by different times are not apart by what lies between their times: an unfinished stop looks again. */
export function forgetLooks({ certificates }: Pick<CockpitState, 'certificates'>): void {
  for (const [id, certificate] of certificates)
    if (certificate.endedAt === null && (certificate.lastCleanAt ?? null) !== null)
      certificates.set(id, { ...certificate, lastCleanAt: null });
}
