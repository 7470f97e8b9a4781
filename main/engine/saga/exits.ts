import { addressOf, identifierOf, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { LedgerPosition, SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, nextAttempt, triesFor } from '#engine/orders';
import { cancelOf } from '#engine/resting';
import type { Turn } from '#engine/turn.ts';
import { beginPart, partDue } from './exit-parts.ts';
import { isEntryOnItsWay, meant, meantResting, othersIn, speaksOf, whatOf } from './meant.ts';
import { approvalEnded } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';

/**
 * An exit signal closes our own positions of its symbol and side, or what its source opened there when it names no side. It reduces
 * risk, so nothing gates it; it ends when they are gone. Entries of the same kind that wait for an approval are withdrawn.
 */
export function beginExit(engine: ReadonlyEngine, turn: Turn, life: SignalLife, facts: Facts | null): readonly Decision[] {
  const { symbol } = life.signal;
  const own = meant(engine, life);
  const { part, notes = [] } = life.signal.exit ?? {};
  // A part that is taken says nothing about what waits for its price.
  const resting = part === undefined ? meantResting(engine, life) : [];
  const cards = withdrawn(engine, turn, life, 'exit');
  if (own.length === 0 && resting.length === 0 && !isEntryOnItsWay(engine, life)) {
    if (cards.length > 0)
      return [
        ...cards,
        moveSignal(life.signalId, 'closed', 'exit_done', `Exit: ${countOf(cards)} approvals withdrawn, no position to close`),
      ];
    const text = `Exit: no ${whatOf(life)} position of ours in ${symbol}${othersIn(engine, life)}`;
    return [moveSignal(life.signalId, 'cancelled', 'nothing_to_close', text)];
  }
  if (part !== undefined) return beginPart(engine, turn, life, own, part, facts, cards);
  const tickets = [...own.map((held) => held.position.ticket), ...resting.map(({ ticket }) => `order ${ticket ?? '?'}`)].join(
    ', ',
  );
  const text = tickets === '' ? 'Exit: waiting for an entry on its way' : `Exit: closing ${tickets}`;
  return [
    ...cards,
    ...own.flatMap((held) => {
      const next = nextAttempt(triesFor(engine.cockpit, identifierOf(held.position)), turn.at);
      return next.kind === 'ask' ? [closeOf(turn, life, held, next.attempt)] : [];
    }),
    ...resting.flatMap((entry) => cancelOf(engine, turn, entry, life.signalId)),
    moveSignal(life.signalId, 'ordered', 'exit_sent', [text, ...notes].join('; ').slice(0, 500)),
  ];
}

/** Exits that are under way: what was refused is asked again within bounds, what is gone ends the exit. */
export function exitsDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const asked = new Set<string>();
  return [...engine.cockpit.exits].flatMap((signalId) => {
    const life = engine.cockpit.signals.get(signalId);
    return life === undefined ? [] : exitDue(engine, turn, life, asked, facts);
  });
}

/** `asked`: tickets that another exit asks for in this very turn. */
function exitDue(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  asked: Set<string>,
  facts: Facts | null,
): readonly Decision[] {
  const own = meant(engine, life);
  const part = life.signal.exit?.part;
  if (part !== undefined && own.length > 0) return partDue(engine, turn, life, { own, part, asked, facts });
  const cancels =
    part !== undefined ? [] : meantResting(engine, life).flatMap((entry) => cancelOf(engine, turn, entry, life.signalId));
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
    return [moveSignal(life.signalId, 'closed', 'exit_done', `Exit: ${closedText(life)}`)];
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

const closedText = (life: SignalLife): string => {
  const { exit, symbol } = life.signal;
  return exit?.position === undefined
    ? `no ${whatOf(life)} position is left in ${symbol}`
    : `position ${exit.position} is closed`;
};

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
  const cards = withdrawn(engine, turn, life, 'cancel');
  const resting = meantResting(engine, life);
  const nothing = cards.length + resting.length === 0;
  const parts = [
    ...(cards.length === 0 ? [] : [`${countOf(cards)} approvals withdrawn`]),
    ...(resting.length === 0 ? [] : [`${resting.length} pending orders asked to go`]),
  ];
  const text = nothing ? `Cancel: no ${whatOf(life)} waits in ${life.signal.symbol}` : `Cancel: ${parts.join(', ')}`;
  return [
    ...cards,
    ...resting.flatMap((entry) => cancelOf(engine, turn, entry, life.signalId)),
    moveSignal(life.signalId, nothing ? 'cancelled' : 'closed', nothing ? 'nothing_to_cancel' : 'cancel_done', text),
  ];
}

/** Takes back what waits for an approval and is meant. */
function withdrawn(engine: ReadonlyEngine, turn: Turn, life: SignalLife, by: 'exit' | 'cancel'): readonly Decision[] {
  const isMeant = speaksOf(engine, life);
  const waiting = [...engine.cockpit.pending.values()].filter((card) => isMeant(card));
  return waiting.flatMap((card): Decision[] => [
    ...approvalEnded(engine, turn, {
      signalId: card.signalId,
      how: 'withdrawn',
      by: turn.actor,
      reason: by === 'cancel' ? `cancelled by signal ${life.signalId}` : `ended by exit ${life.signalId}`,
    }),
    moveSignal(card.signalId, 'cancelled', 'cancelled_by_sender', `Withdrawn by ${by} signal ${life.signalId}`),
  ]);
}
/** How many signals end in these decisions. */
const countOf = (decisions: readonly Decision[]): number => decisions.filter(({ type }) => type === 'signal.moved').length;
