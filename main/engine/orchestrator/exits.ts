import type { OrderRequest } from '../../../shared/domain/index.ts';
import type { Decision } from '../../../shared/events/index.ts';
import type { SignalLife } from '../../../shared/projection/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { clientId, moved } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import { approvalEnded } from './stages.ts';

const CLOSE_DEADLINE_MS = 10_000;

/** An exit signal closes our own positions of its symbol and side. It reduces risk, so nothing gates it. */
export function exitPositions(engine: ReadonlyEngine, turn: Turn, life: SignalLife): readonly Decision[] {
  const { symbol, side } = life.signal;
  const own = [...engine.cockpit.positions.values()].filter(
    (held) => !held.foreign && held.position.symbol === symbol && held.position.direction === side,
  );
  const orders = own.map((held): Decision => {
    const { ticket } = held.position;
    const cid = clientId(`${life.signalId}|${ticket}`, life.receivedAt, 'close', 0);
    const request: OrderRequest = { op: 'close', cid, ticket, volume: null, deadlineAt: turn.at + CLOSE_DEADLINE_MS };
    return {
      type: 'order.intended',
      payload: { cid, signalId: held.signalId, certificateId: null, request, symbol, reserve: 0, riskMoney: 0 },
    };
  });
  const text =
    own.length === 0
      ? `Exit: no ${side} position of ours in ${symbol}`
      : `Exit: closing ${own.map((held) => held.position.ticket).join(', ')}`;
  return [
    ...orders,
    moved(life.signalId, own.length === 0 ? 'cancelled' : 'closed', own.length === 0 ? 'nothing_to_close' : 'exit_sent', text),
  ];
}

/** A cancel signal withdraws what waits for approval in its symbol and on its side. */
export function withdrawApprovals(engine: ReadonlyEngine, turn: Turn, life: SignalLife): readonly Decision[] {
  const { symbol, side } = life.signal;
  const waiting = [...engine.cockpit.pending.values()].filter((card) => card.symbol === symbol && card.side === side);
  const withdrawn = waiting.flatMap((card): Decision[] => [
    ...approvalEnded(engine, turn, {
      signalId: card.signalId,
      how: 'withdrawn',
      by: turn.actor,
      reason: `cancelled by signal ${life.signalId}`,
    }),
    moved(card.signalId, 'cancelled', 'cancelled_by_sender', `Withdrawn by cancel signal ${life.signalId}`),
  ]);
  const text = waiting.length === 0 ? `Cancel: no ${side} waits in ${symbol}` : `Cancel: ${waiting.length} approvals withdrawn`;
  return [
    ...withdrawn,
    moved(
      life.signalId,
      waiting.length === 0 ? 'cancelled' : 'closed',
      waiting.length === 0 ? 'nothing_to_cancel' : 'cancel_done',
      text,
    ),
  ];
}
