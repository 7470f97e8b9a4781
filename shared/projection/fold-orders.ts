import { effectOf, fillPriceOf, subjectOf, subjectsOf, type OrderRequest } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import { appended, assert, present, setBounded } from '#shared/lib';
import { change } from './fold-signals.ts';
import { moved } from './fold-plans.ts';
import { askedLess, endResting, leaveRest, moveResting } from './fold-resting.ts';
import { isOpenOrder, mayBecome } from './order-states.ts';
import { BOUNDS } from './bounds.ts';
import type { Asked, CockpitState, OrderLife } from './state.ts';

type OrderRecord = Extract<
  JournalRecord,
  {
    type: 'order.intended' | 'order.progressed' | 'order.resolved' | 'order.ended' | 'order.moved' | 'order.left';
  }
>;

/** Keeps what was asked of the terminal, and how it ended. */
export function foldOrders(state: CockpitState, record: OrderRecord): void {
  switch (record.type) {
    case 'order.intended':
      intend(state, record);
      return;
    case 'order.progressed':
      progress(state, record);
      return;
    case 'order.resolved':
      resolve(state, record);
      return;
    case 'order.ended':
      endResting(state, record);
      return;
    case 'order.moved':
      moveResting(state, record.payload);
      return;
    case 'order.left':
      leaveRest(state, record.payload);
  }
}

/** Lots that the ledger has of what a request closes. */
function lotsNow({ positions }: CockpitState, request: OrderRequest): Pick<OrderLife, 'closesOf' | 'closesBy'> {
  if (request.op !== 'close' && request.op !== 'close_by') return {};
  const [one, other] = subjectsOf(request).map((subject) => positions.get(subject)?.position.volume);
  return { ...(one === undefined ? {} : { closesOf: one }), ...(other === undefined ? {} : { closesBy: other }) };
}

function intend(state: CockpitState, record: Extract<OrderRecord, { type: 'order.intended' }>): void {
  const { clientOrderId, signalId, certificateId, request, symbol, reserve, riskMoney, askedBy = null, managed } = record.payload;
  assert(!state.orders.has(clientOrderId), 'a client id is used once');
  assert(request.op !== 'open' || state.trading.state === 'active', 'an entry is intended only while trading is active');
  const order: OrderLife = {
    clientOrderId,
    signalId,
    certificateId,
    request,
    effect: effectOf(request, state.positions.get(subjectOf(request) ?? '')?.position ?? null),
    symbol,
    state: 'intended',
    reserve,
    riskMoney,
    requestedAt: record.at,
    sentAt: null,
    resolvedAt: null,
    outcome: null,
    askedBy,
    unknownSince: null,
    resolvedBy: null,
    ticket: null,
    opensAt: null,
    ...(managed === undefined ? {} : { managed }),
    ...lotsNow(state, request),
    ...sizedAs(record.payload),
  };
  setBounded(state.orders, clientOrderId, order, BOUNDS.orders, (old) => !isOpenOrder(old) && old.rest === undefined);
  state.openOrders.add(clientOrderId);
  state.asked = askedMore(state.asked, request, record.at);
  if (signalId !== null && request.op === 'open')
    change(state, signalId, (life) => ({ ...life, orders: [...life.orders, clientOrderId] }));
}

/** What a pending entry was sized with. Where its costs are not on record, the slippage is what its reserve has above one R. */
function sizedAs({
  request,
  reserve,
  riskMoney,
  costs = reserve - riskMoney,
}: Payload<'order.intended'>): Pick<OrderLife, 'sized'> {
  if (request.op !== 'open' || request.pending === undefined) return {};
  return { sized: { reserve, costs, distance: Math.abs(fillPriceOf(request.pending) - request.stopLoss) } };
}

function askedMore({ requests, lots, entries }: Asked, request: OrderLife['request'], at: number): Asked {
  if (request.op !== 'open') return { requests: requests + 1, lots, entries };
  const { symbol, side, volume } = request;
  return {
    requests: requests + 1,
    lots: { ...lots, [symbol]: (lots[symbol] ?? 0) + volume },
    entries: appended(entries, { at, symbol, side }, BOUNDS.askedEntries),
  };
}

/** A step that comes after a later one is old news, and changes nothing. */
function progress(state: CockpitState, { payload }: Extract<OrderRecord, { type: 'order.progressed' }>): void {
  const order = state.orders.get(payload.clientOrderId);
  if (order === undefined || !mayBecome(order.state, payload.to)) return;
  const { to, sentAt, ticket = order.ticket } = payload;
  state.orders.set(payload.clientOrderId, { ...order, state: to, sentAt, ticket, outcome: null });
}

function resolve(state: CockpitState, record: Extract<OrderRecord, { type: 'order.resolved' }>): void {
  const { clientOrderId, outcome, sentAt, by = 'answer', opensAt = null } = record.payload;
  const order = present(state.orders.get(clientOrderId), `order ${clientOrderId} is known`);
  assert(mayBecome(order.state, outcome.kind), `an order that is ${order.state} does not become ${outcome.kind}`);
  const isUnknown = outcome.kind === 'unknown';
  if (!isUnknown) state.openOrders.delete(clientOrderId);
  if (outcome.kind === 'refused') askedLess(state, order);
  state.orders.set(clientOrderId, {
    ...order,
    state: outcome.kind,
    outcome,
    sentAt: sentAt ?? order.sentAt,
    resolvedAt: isUnknown ? null : record.at,
    resolvedBy: isUnknown ? null : by,
    unknownSince: isUnknown ? record.at : order.unknownSince,
    opensAt,
    reserve: isUnknown ? order.reserve : 0,
  });
  moved(state, order, outcome, opensAt, record.at);
}
