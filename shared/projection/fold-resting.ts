import type { JournalRecord, Payload } from '#shared/events';
import { assert, present } from '#shared/lib';
import { mayBecome } from './order-states.ts';
import type { CockpitState, OrderLife } from './state.ts';

type Ended = Extract<JournalRecord, { type: 'order.ended' }>;
type Moved = Payload<'order.moved'>;

/** It went without a deal: nothing is reserved for it any more, and its lots were never traded. */
export function endResting(state: CockpitState, { at, payload }: Ended): void {
  const { clientOrderId, how, by } = payload;
  const order = present(state.orders.get(clientOrderId), `order ${clientOrderId} is known`);
  assert(mayBecome(order.state, how), `an order that is ${order.state} does not become ${how}`);
  state.openOrders.delete(clientOrderId);
  askedLess(state, order);
  state.orders.set(clientOrderId, { ...order, state: how, resolvedAt: at, resolvedBy: by, reserve: 0 });
}

/** Its terms at the broker are others now. */
export function moveResting(state: CockpitState, { clientOrderId, pending, stopLoss, takeProfit, reserve }: Moved): void {
  const order = present(state.orders.get(clientOrderId), `order ${clientOrderId} is known`);
  const { request } = order;
  if (request.op !== 'open') return;
  const moved = { ...request, pending, stopLoss: stopLoss ?? request.stopLoss, takeProfit };
  state.orders.set(clientOrderId, { ...order, request: moved, reserve });
}

/** Filled in part: what is left of it waits on, and goes on being an open order, until nothing is left. */
export function leaveRest(state: CockpitState, { clientOrderId, ticket, volume, reserve }: Payload<'order.left'>): void {
  const order = present(state.orders.get(clientOrderId), `order ${clientOrderId} is known`);
  assert(order.state === 'confirmed', `of an order that is ${order.state} nothing is left`);
  const { rest: _before, ...life } = order;
  if (volume === 0) state.openOrders.delete(clientOrderId);
  else state.openOrders.add(clientOrderId);
  state.orders.set(clientOrderId, { ...life, ticket, reserve, ...(volume === 0 ? {} : { rest: volume }) });
}

/** A refused entry has moved no lots; one of the day before is not among the day's. */
export function askedLess(state: CockpitState, { request, requestedAt }: OrderLife): void {
  if (request.op !== 'open' || requestedAt < (state.day?.anchorAt ?? 0)) return;
  const { lots } = state.asked;
  const left = Math.max(0, (lots[request.symbol] ?? 0) - request.volume);
  state.asked = { ...state.asked, lots: { ...lots, [request.symbol]: left } };
}
