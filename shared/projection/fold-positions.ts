import { identifierOf, type Position } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, present } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { NO_PERFORMANCE } from './create.ts';
import { keptPlan, plan } from './fold-plans.ts';
import { change } from './fold-signals.ts';
import { correctTrade } from './fold-trades.ts';
import type { LedgerPosition } from './ledger-position.ts';
import { withTrade } from './performance.ts';
import type { CockpitState } from './state.ts';

type PositionRecord = Extract<
  JournalRecord,
  {
    type:
      | 'position.opened'
      | 'position.changed'
      | 'position.protected'
      | 'position.closed'
      | 'position.dropped'
      | 'position.planned'
      | 'trade.corrected';
  }
>;
type Payload<T extends PositionRecord['type']> = Extract<PositionRecord, { type: T }>['payload'];

/** Keeps the ledger: what the terminal holds, what was won and lost. */
export function foldPositions(state: CockpitState, record: PositionRecord): void {
  switch (record.type) {
    case 'position.opened':
      open(state, record.payload, record.at);
      return;
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
    case 'position.closed':
      close(state, record.payload.trade);
  }
}

function open(state: CockpitState, { position, signalId, strategyId, riskMoney }: Payload<'position.opened'>, at: number): void {
  assert(state.positions.size < BOUNDS.positions, 'the ledger has room for a position');
  // Ours are those of a signal or a strategy, and those that an order of ours made without one: a test of the broker.
  const foreign =
    signalId === null && strategyId === null && (position.clientOrderId === null || !state.orders.has(position.clientOrderId));
  const planned = foreign ? undefined : (levelsOf(position) ?? orderedFor(state, position, signalId));
  state.positions.set(
    identifierOf(position),
    seen({ position, signalId, strategyId, riskMoney, foreign, lots: position.volume, planned }, at),
  );
  if (signalId !== null) change(state, signalId, (life) => ({ ...life, ticket: identifierOf(position) }));
}

function close(state: CockpitState, trade: Payload<'position.closed'>['trade']): void {
  state.positions.delete(trade.ticket);
  state.trades = appended(state.trades, trade, BOUNDS.trades);
  if (trade.signalId !== null && state.signals.has(trade.signalId)) change(state, trade.signalId, (life) => ({ ...life, trade }));
  if (trade.strategyId === null) return; // Foreign trades move the account, not our performance.
  for (const key of [trade.strategyId, 'all'] as const)
    state.performance.set(key, withTrade(state.performance.get(key) ?? NO_PERFORMANCE, trade));
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
  const named = position.clientOrderId ?? (signalId === null ? undefined : signals.get(signalId)?.orders.at(-1));
  const request = named === undefined ? undefined : orders.get(named)?.request;
  return request?.op === 'open' ? { stopLoss: request.stopLoss, takeProfit: request.takeProfit } : undefined;
}
