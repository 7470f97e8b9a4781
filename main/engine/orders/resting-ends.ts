import { isFinal } from '#shared/domain';
import type { Decision } from '#shared/events';
import { mayBecome, type OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { moveSignal } from '#engine/move-signal.ts';
import type { Turn } from '#engine/turn.ts';
import { closesOf } from './closing.ts';
import { cancelledText } from './rests.ts';

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
const isOver = ({ request }: OrderLife, at: number): boolean =>
  at >= ((request.op === 'open' ? request.pending?.expiresAt : null) ?? Infinity);

/** A resting entry is nowhere, and no deal was made of it: it ran out, or was cancelled, in our own words where we had asked for that. */
export function restingGone(
  engine: ReadonlyEngine,
  turn: Turn,
  order: OrderLife,
  how: 'cancelled' | 'expired',
  text: string,
): readonly Decision[] {
  const cancel = closesOf(engine.cockpit, order.ticket ?? '', 'cancel').findLast(({ state }) => state === 'confirmed');
  const isExpired = how === 'expired' || isOver(order, turn.at);
  if (cancel === undefined) return restingEnded(engine, order, isExpired ? 'expired' : how, text, 'probe');
  return isExpired
    ? restingEnded(engine, order, 'expired', 'Pending order: its time ran out, not filled', 'probe')
    : restingEnded(engine, order, 'cancelled', cancelledText(cancel.certificateId), 'probe');
}

/** A resting entry went without a deal, and its signal with it. */
function restingEnded(
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
