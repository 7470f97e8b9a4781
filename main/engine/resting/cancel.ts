import type { Decision } from '#shared/events';
import type { OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, nextAttempt, triesFor } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';

/** One attempt at taking a resting entry away, when one is due. `askedBy`: the signal that wants it. */
export function cancelOf(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { clientOrderId, ticket, symbol, requestedAt, signalId }: OrderLife,
  askedBy?: string,
): readonly Decision[] {
  if (ticket === null) return []; // Its number comes with the next look.
  const next = nextAttempt(triesFor(cockpit, ticket, 'cancel'), turn.at);
  if (next.kind !== 'ask') return [];
  const asker = { subject: `cancel|${clientOrderId}`, bornAt: requestedAt, attempt: next.attempt, signalId, certificateId: null };
  return [intendEnding({ op: 'cancel', ticket }, symbol, turn.at, askedBy === undefined ? asker : { ...asker, askedBy })];
}
