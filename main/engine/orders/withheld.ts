import { NOT_SENT, ORDER_EFFECTS } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { breakerOf, moved } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { resolve } from './answers.ts';

/** An intent that was held back when it was about to be sent: surely not carried out, so it ends as refused, and its signal with it. */
export function takeWithheld(engine: ReadonlyEngine, turn: Turn, { clientOrderId, reason }: Payload<'order.withheld'>): Verdict {
  const order = engine.cockpit.orders.get(clientOrderId);
  if (order?.state !== 'intended') return decided();
  const text = `Not sent: ${reason.text}`.slice(0, 500);
  const outcome = { kind: 'refused', retcode: NOT_SENT, text, at: turn.at } as const;
  return decided(
    ...resolve(engine, order, { outcome, position: null, sentAt: null, by: 'withheld', reason: { code: reason.code, text } }),
    ...probeFreed(engine, ORDER_EFFECTS[order.effect].breaker),
  );
}

/** The breaker's one probe was not asked after all: the next call may be it. */
function probeFreed({ cockpit }: ReadonlyEngine, effect: 'write' | 'modify' | 'close'): readonly Decision[] {
  const before = breakerOf(cockpit, 'terminal', effect);
  if (before.state !== 'HALF_OPEN' || !before.probing) return [];
  return moved('terminal', effect, before, { ...before, probing: false }, 'its probe was not sent');
}
