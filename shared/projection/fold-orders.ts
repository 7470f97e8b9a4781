import { effectOf, identifierOf, subjectOf, type Position } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, present, setBounded } from '#shared/lib';
import { NO_PERFORMANCE } from './create.ts';
import { correctTrade } from './fold-trades.ts';
import { withTrade } from './performance.ts';
import { change } from './fold-signals.ts';
import { keptPlan, moved, plan } from './fold-plans.ts';
import { askedLess, endResting, moveResting } from './fold-resting.ts';
import { isOpenOrder, mayBecome } from './order-states.ts';
import { BOUNDS } from './bounds.ts';
import type { LedgerPosition } from './ledger-position.ts';
import type { Asked, CockpitState, OrderLife } from './state.ts';

type OrderRecord = Extract<
  JournalRecord,
  {
    type:
      | 'order.intended'
      | 'order.progressed'
      | 'order.resolved'
      | 'order.ended'
      | 'order.moved'
      | 'position.opened'
      | 'position.changed'
      | 'position.protected'
      | 'position.closed'
      | 'position.dropped'
      | 'position.planned'
      | 'trade.corrected';
  }
>;

/** Keeps the ledger: what was asked of the terminal, what it holds, what was won and lost. */
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
    case 'position.opened': {
      const { position, signalId, strategyId, riskMoney } = record.payload;
      assert(state.positions.size < BOUNDS.positions, 'the ledger has room for a position');
      // Ours are those of a signal or a strategy, and those that an order of ours made without one: a test of the broker.
      const foreign =
        signalId === null &&
        strategyId === null &&
        (position.clientOrderId === null || !state.orders.has(position.clientOrderId));
      const planned = foreign ? undefined : (levelsOf(position) ?? orderedFor(state, position, signalId));
      state.positions.set(
        identifierOf(position),
        seen({ position, signalId, strategyId, riskMoney, foreign, lots: position.volume, planned }, record.at),
      );
      if (signalId !== null) change(state, signalId, (life) => ({ ...life, ticket: identifierOf(position) }));
      return;
    }
    case 'position.changed': {
      const { position } = record.payload;
      const identifier = identifierOf(position);
      const held = present(state.positions.get(identifier), `position ${identifier} is in the ledger`);
      state.positions.set(identifier, keptPlan(seen({ ...held, position }, record.at)));
      return;
    }
    case 'position.protected': {
      const { ticket, how } = record.payload;
      const held = state.positions.get(ticket);
      if (held?.bare !== undefined && how === 'closing')
        state.positions.set(ticket, { ...held, bare: { ...held.bare, isClosing: true } });
      return;
    }
    case 'position.planned':
      plan(state, record.payload, record.at);
      return;
    case 'position.dropped':
      state.positions.delete(record.payload.ticket);
      return;
    case 'trade.corrected':
      correctTrade(state, record.payload);
      return;
    case 'position.closed': {
      const { trade } = record.payload;
      state.positions.delete(trade.ticket);
      state.trades = appended(state.trades, trade, BOUNDS.trades);
      if (trade.signalId !== null && state.signals.has(trade.signalId))
        change(state, trade.signalId, (life) => ({ ...life, trade }));
      if (trade.strategyId === null) return; // Foreign trades move the account, not our performance.
      for (const key of [trade.strategyId, 'all'] as const)
        state.performance.set(key, withTrade(state.performance.get(key) ?? NO_PERFORMANCE, trade));
    }
  }
}

type Seen = Omit<LedgerPosition, 'planned'> & { readonly planned?: LedgerPosition['planned'] | undefined };

/** The position with what this look says of its stop. */
function seen({ bare, planned, ...held }: Seen, at: number): LedgerPosition {
  const levels = held.foreign ? undefined : levelsOf(held.position);
  const plan = levels ?? planned;
  const isBare = !held.foreign && held.position.stopLoss === null;
  return {
    ...held,
    ...(plan === undefined ? {} : { planned: plan }),
    ...(isBare ? { bare: bare ?? { since: at, isClosing: false } } : {}),
  };
}

const levelsOf = ({ stopLoss, takeProfit }: Position): LedgerPosition['planned'] =>
  stopLoss === null ? undefined : { stopLoss, takeProfit };

/** The levels of the order that a position comes from; undefined where none is known. */
function orderedFor({ orders, signals }: CockpitState, position: Position, signalId: string | null): LedgerPosition['planned'] {
  const named = position.clientOrderId ?? (signalId === null ? undefined : signals.get(signalId)?.orders[0]);
  const request = named === undefined ? undefined : orders.get(named)?.request;
  return request?.op === 'open' ? { stopLoss: request.stopLoss, takeProfit: request.takeProfit } : undefined;
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
  };
  setBounded(state.orders, clientOrderId, order, BOUNDS.orders, (old) => !isOpenOrder(old));
  state.openOrders.add(clientOrderId);
  state.asked = askedMore(state.asked, request, record.at);
  if (signalId !== null && request.op === 'open')
    change(state, signalId, (life) => ({ ...life, orders: [...life.orders, clientOrderId] }));
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
