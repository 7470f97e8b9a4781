import { isResting, type ReadonlyCockpit } from '#shared/projection';
import type { ClockView } from './clock-witness.ts';
import type { LedgerLook } from './ledger-witness.ts';
import type { PendingLook } from './pending-witness.ts';

/** What the cockpit says of its ledger. */
export const ledgerClaims = ({
  positions,
  drift,
  trading,
}: ReadonlyCockpit): Pick<LedgerLook, 'ledger' | 'shown' | 'trading'> => ({
  ledger: [...positions.values()].map(({ position }) => position),
  shown: new Set(drift?.items.map(({ ticket }) => ticket)),
  trading: trading.state,
});

/** What it says of entries that are open. Nothing is asked while an unsound journal halts without a stop, or a difference is shown. */
export function pendingClaims({
  trading,
  openOrders,
  orders,
  drift,
}: ReadonlyCockpit): Pick<PendingLook, 'claims' | 'isHeldBack'> {
  const claims = [...openOrders].flatMap((clientOrderId) => {
    const order = orders.get(clientOrderId);
    if (order?.request.op !== 'open') return [];
    return [
      { clientOrderId, ticket: order.ticket, isWaiting: isResting(order), rest: order.rest ?? null, reserve: order.reserve },
    ];
  });
  return { claims, isHeldBack: (trading.state === 'halted' && trading.certificateId === null) || drift !== null };
}

/** On a clock that is further off nothing of ours is due when it is due. */
const CLOCK_MS = 2_000;
export const isOnTime = (nowMs: number, { offsetMs, shownMs }: ClockView): boolean =>
  Math.abs(offsetMs) < CLOCK_MS && Math.abs(shownMs - nowMs) < CLOCK_MS;
