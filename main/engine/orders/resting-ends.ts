import { isFinal } from '#shared/domain';
import type { Decision } from '#shared/events';
import { mayBecome, type OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { moveSignal } from '#engine/move-signal.ts';

/** The server has it, and its deal is not made yet. One that was in doubt is found by that. */
export function taken({ cockpit }: ReadonlyEngine, order: OrderLife, sentAt: number, ticket: string | null): readonly Decision[] {
  const { clientOrderId, signalId, request, state } = order;
  const isPending = request.op === 'open' && request.pending !== undefined;
  // In doubt, a market order is looked for until its deal is found; only one that waits for its price is found without one.
  if (!mayBecome(state, 'working') || (state === 'unknown' && !isPending)) return [];
  const isFound = signalId !== null && cockpit.signals.get(signalId)?.state === 'unknown';
  return [
    { type: 'order.progressed', payload: { clientOrderId, to: 'working', sentAt, ...(ticket === null ? {} : { ticket }) } },
    ...(isFound ? [moveSignal(signalId, 'ordered')] : []),
  ];
}

/** Past its own end, whatever a history calls it. */
export const isOver = ({ request }: OrderLife, at: number): boolean =>
  at >= ((request.op === 'open' ? request.pending?.expiresAt : null) ?? Infinity);

/** A resting entry went without a deal, and its signal with it. */
export function restingEnded(
  { cockpit }: ReadonlyEngine,
  { clientOrderId, signalId, state }: OrderLife,
  how: 'cancelled' | 'expired',
  text: string,
  by: 'answer' | 'probe',
): readonly Decision[] {
  if (!mayBecome(state, how)) return [];
  const life = signalId === null ? undefined : cockpit.signals.get(signalId);
  const code = how === 'expired' ? 'entry_expired' : 'entry_cancelled';
  return [
    { type: 'order.ended', payload: { clientOrderId, how, text: text.slice(0, 500), by } },
    ...(life === undefined || isFinal(life.state) ? [] : [moveSignal(life.signalId, how, code, text.slice(0, 500))]),
  ];
}
