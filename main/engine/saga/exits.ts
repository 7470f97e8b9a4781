import { addressOf, identifierOf } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { LedgerPosition, SignalLife } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, nextAttempt, restingEntries, triesFor } from '#engine/orders';
import { cancelOf } from '#engine/resting';
import type { Turn } from '#engine/turn.ts';
import { approvalEnded } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';

/** An exit signal closes our own positions of its symbol and side. It reduces risk, so nothing gates it; it ends when they are gone. */
export function beginExit(engine: ReadonlyEngine, turn: Turn, life: SignalLife): readonly Decision[] {
  const { symbol, side } = life.signal;
  const own = meant(engine, life);
  const resting = meantResting(engine, life);
  if (own.length === 0 && resting.length === 0 && !isEntryOnItsWay(engine, life))
    return [moveSignal(life.signalId, 'cancelled', 'nothing_to_close', `Exit: no ${side} position of ours in ${symbol}`)];
  const tickets = [...own.map((held) => held.position.ticket), ...resting.map(({ ticket }) => `order ${ticket ?? '?'}`)].join(
    ', ',
  );
  const text = tickets === '' ? 'Exit: waiting for an entry on its way' : `Exit: closing ${tickets}`;
  return [
    ...own.flatMap((held) => {
      const next = nextAttempt(triesFor(engine.cockpit, identifierOf(held.position)), turn.at);
      return next.kind === 'ask' ? [closeOf(turn, life, held, next.attempt)] : [];
    }),
    ...resting.flatMap((entry) => cancelOf(engine, turn, entry, life.signalId)),
    moveSignal(life.signalId, 'ordered', 'exit_sent', text),
  ];
}

/** Exits that are under way: what was refused is asked again within bounds, what is gone ends the exit. */
export function exitsDue(engine: ReadonlyEngine, turn: Turn): readonly Decision[] {
  const asked = new Set<string>();
  return [...engine.cockpit.exits].flatMap((signalId) => {
    const life = engine.cockpit.signals.get(signalId);
    return life === undefined ? [] : exitDue(engine, turn, life, asked);
  });
}

/** `asked`: tickets that another exit asks for in this very turn. */
function exitDue(engine: ReadonlyEngine, turn: Turn, life: SignalLife, asked: Set<string>): readonly Decision[] {
  const own = meant(engine, life);
  const cancels = meantResting(engine, life).flatMap((entry) => cancelOf(engine, turn, entry, life.signalId));
  return [...cancels, ...closesDue(engine, turn, life, own, asked)];
}

function closesDue(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  own: readonly LedgerPosition[],
  asked: Set<string>,
): readonly Decision[] {
  if (own.length === 0) {
    if (isEntryOnItsWay(engine, life) || isCloseUnderWay(engine, life)) return [];
    return [
      moveSignal(life.signalId, 'closed', 'exit_done', `Exit: no ${life.signal.side} position is left in ${life.signal.symbol}`),
    ];
  }
  const next = own.map((held) => ({ held, next: nextAttempt(triesFor(engine.cockpit, identifierOf(held.position)), turn.at) }));
  const given = next.flatMap((one) => (one.next.kind === 'give_up' ? [`${one.held.position.ticket}: ${one.next.text}`] : []));
  if (given.length === own.length)
    return [moveSignal(life.signalId, 'failed', 'exit_refused', `Exit: not closed, ${given.join('; ')}`.slice(0, 500))];
  return next.flatMap(({ held, next }) => {
    if (next.kind !== 'ask' || asked.has(identifierOf(held.position))) return [];
    asked.add(identifierOf(held.position));
    return [closeOf(turn, life, held, next.attempt)];
  });
}

/** Our own positions that the exit speaks of, of the strategy it names or of any: what was asked for before it, not what a later signal opened. */
const meant = (
  { cockpit }: ReadonlyEngine,
  { signal: { symbol, side, strategyId: named }, receivedAt }: SignalLife,
): readonly LedgerPosition[] =>
  [...cockpit.positions.values()].filter(
    ({ foreign, signalId, strategyId, position }) =>
      !foreign &&
      (named === undefined || strategyId === named) &&
      position.symbol === symbol &&
      position.direction === side &&
      ((signalId === null ? undefined : cockpit.signals.get(signalId)?.receivedAt) ?? position.openedAt) <= receivedAt,
  );

/** Resting entries of ours that would open again what the exit closes. */
const meantResting = (
  { cockpit }: ReadonlyEngine,
  { signal: { symbol, side, strategyId }, receivedAt }: Pick<SignalLife, 'signal' | 'receivedAt'>,
) =>
  restingEntries(cockpit).filter(
    ({ request, requestedAt }) =>
      request.symbol === symbol &&
      request.side === side &&
      (strategyId === undefined || request.magic === magicOf(strategyId)) &&
      requestedAt <= receivedAt,
  );

/** An entry whose outcome is open may still become a position that the exit means. */
const isEntryOnItsWay = (
  { cockpit }: ReadonlyEngine,
  { signal: { symbol, side, strategyId }, receivedAt }: SignalLife,
): boolean =>
  [...cockpit.openOrders].some((clientOrderId) => {
    const order = cockpit.orders.get(clientOrderId);
    return (
      order?.request.op === 'open' &&
      order.symbol === symbol &&
      order.request.side === side &&
      (strategyId === undefined || order.request.magic === magicOf(strategyId)) &&
      order.requestedAt <= receivedAt
    );
  });

/** A close of ours without an answer yet: the exit is not over while it may still do something. */
const isCloseUnderWay = ({ cockpit }: ReadonlyEngine, { signalId }: SignalLife): boolean =>
  [...cockpit.openOrders].some((clientOrderId) => cockpit.orders.get(clientOrderId)?.askedBy === signalId);

function closeOf(turn: Turn, { signalId, receivedAt }: SignalLife, held: LedgerPosition, attempt: number): Decision {
  const { position } = held;
  return intendEnding({ op: 'close', ...addressOf(position), volume: null }, position.symbol, turn.at, {
    subject: `${signalId}|${identifierOf(position)}`,
    bornAt: receivedAt,
    attempt,
    signalId: held.signalId,
    certificateId: null,
    askedBy: signalId,
  });
}

/** A cancel signal withdraws what waits for approval in its symbol and on its side, and takes away what rests at the broker. */
export function withdrawApprovals(engine: ReadonlyEngine, turn: Turn, life: SignalLife): readonly Decision[] {
  const { symbol, side, strategyId } = life.signal;
  const waiting = [...engine.cockpit.pending.values()].filter(
    (card) => card.symbol === symbol && card.side === side && (strategyId === undefined || card.strategyId === strategyId),
  );
  const withdrawn = waiting.flatMap((card): Decision[] => [
    ...approvalEnded(engine, turn, {
      signalId: card.signalId,
      how: 'withdrawn',
      by: turn.actor,
      reason: `cancelled by signal ${life.signalId}`,
    }),
    moveSignal(card.signalId, 'cancelled', 'cancelled_by_sender', `Withdrawn by cancel signal ${life.signalId}`),
  ]);
  const resting = meantResting(engine, life);
  const nothing = waiting.length + resting.length === 0;
  const parts = [
    ...(waiting.length === 0 ? [] : [`${waiting.length} approvals withdrawn`]),
    ...(resting.length === 0 ? [] : [`${resting.length} pending orders asked to go`]),
  ];
  const text = nothing ? `Cancel: no ${side} waits in ${symbol}` : `Cancel: ${parts.join(', ')}`;
  return [
    ...withdrawn,
    ...resting.flatMap((entry) => cancelOf(engine, turn, entry, life.signalId)),
    moveSignal(life.signalId, nothing ? 'cancelled' : 'closed', nothing ? 'nothing_to_cancel' : 'cancel_done', text),
  ];
}
