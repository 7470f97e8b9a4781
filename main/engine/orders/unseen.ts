import type { Outcome, Position } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { moveSignal } from '#engine/move-signal.ts';
import { tradeOf } from './trade.ts';
import { closedText } from './signal-end.ts';

/** The position an answer speaks of, when the terminal's own view of it is not at hand: the next snapshot corrects it. */
export function openedBy(order: OrderLife, outcome: Extract<Outcome, { kind: 'confirmed' }>): Position | null {
  const { request } = order;
  if (request.op !== 'open' || outcome.price === null) return null;
  return {
    ticket: outcome.ticket,
    symbol: request.symbol,
    direction: request.side,
    volume: outcome.volume ?? request.volume,
    entry: outcome.price,
    stopLoss: request.stopLoss,
    takeProfit: request.takeProfit,
    current: outcome.price,
    profit: 0,
    swap: 0,
    commission: 0,
    // No deal of it is older: from here on they are read, also where it is closed already.
    openedAt: Math.min(order.requestedAt, outcome.at),
    clientOrderId: order.clientOrderId,
    magic: request.magic,
  };
}

/** A lost order that was filled and closed before anybody looked. */
export function closedUnseen(
  engine: ReadonlyEngine,
  order: OrderLife,
  deals: Extract<Payload<'terminal.probed'>['result'], { kind: 'found_closed' }>['deals'],
): readonly Decision[] {
  const first = deals.find((deal) => deal.entry === 'in');
  const { request } = order;
  if (first === undefined || request.op !== 'open') return [];
  const life = order.signalId === null ? undefined : engine.cockpit.signals.get(order.signalId);
  const position: Position = {
    ticket: first.position,
    symbol: first.symbol,
    direction: request.side,
    volume: first.volume,
    entry: first.price,
    stopLoss: request.stopLoss,
    takeProfit: request.takeProfit,
    current: first.price,
    profit: 0,
    swap: 0,
    commission: 0,
    openedAt: first.at,
    clientOrderId: order.clientOrderId,
    magic: request.magic,
  };
  const held = {
    position,
    signalId: order.signalId,
    strategyId: life?.strategyId ?? null,
    riskMoney: order.riskMoney,
    foreign: false,
  };
  const trade = tradeOf(held, deals);
  if (trade === null) return [];
  return [
    { type: 'position.closed', payload: { trade } },
    ...(life === undefined ? [] : [moveSignal(life.signalId, 'closed', `closed_${trade.reason}`, closedText(trade))]),
  ];
}
