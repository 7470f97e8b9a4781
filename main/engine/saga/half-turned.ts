import { isFinal, type Signal } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit, SignalLife } from '#shared/projection';

/**
 * A turn to the other side that stopped half-way: what it leaves is closed, in whole or in part, and its entry ended unopened, or
 * nobody knows its end. `closed` names what was closed.
 */
export type HalfTurned = { readonly life: SignalLife; readonly closed: string; readonly isUnknown: boolean };

/** So long it is told, unless its symbol is traded before. */
export const HALF_TURNED_MS = 24 * 3_600_000;

type Turning = SignalLife & { readonly signal: { readonly turns: NonNullable<Signal['turns']> } };

/** Turns that stopped half-way and whose symbol was not traded since, oldest first. */
export function halfTurned(cockpit: ReadonlyCockpit, nowMs: number): readonly HalfTurned[] {
  const out: HalfTurned[] = [];
  // Looked at with every look at the clock, over every signal that is kept: nothing is copied for it.
  for (const life of cockpit.signals.values()) {
    if (!isTurningEntry(life) || nowMs - life.receivedAt > HALF_TURNED_MS) continue;
    const isUnknown = life.orders.some((id) => cockpit.orders.get(id)?.state === 'unknown');
    if (!isUnknown && !isUnopened(life)) continue;
    const closed = closedBy(cockpit, life);
    if (closed !== null && !isTradedSince(cockpit, life)) out.push({ life, closed, isUnknown });
  }
  return out;
}

const isTurningEntry = (life: SignalLife): life is Turning => life.signal.turns !== undefined && life.signal.kind === 'entry';

/** It ended and became no position. What the trader turned down on its card was meant to stay away. */
const isUnopened = ({ state, ticket, reason }: SignalLife): boolean =>
  isFinal(state) && state !== 'closed' && ticket === null && reason?.code !== 'trader_rejected';

/** What is closed of what the turn leaves, in words; null: nothing is. */
function closedBy(cockpit: ReadonlyCockpit, { traceId, signal }: Turning): string | null {
  const { position: named, exit: exitId } = signal.turns;
  if (named !== undefined && !cockpit.positions.has(named)) return `position ${named} is closed${proofOf(cockpit, named)}`;
  const exit =
    exitId === undefined
      ? [...cockpit.signals.values()].find(
          (one) => one.traceId === traceId && one.signal.kind === 'exit' && one.signal.symbol === signal.symbol,
        )
      : cockpit.signals.get(exitId);
  if (exit === undefined) return null;
  const words = new Set(
    [...cockpit.orders.values()].flatMap((order) => {
      const position = order.askedBy === exit.signalId ? closes(order) : null;
      if (position === null) return [];
      if (!cockpit.positions.has(position)) return [`position ${position} is closed${proofOf(cockpit, position)}`];
      return order.state === 'confirmed' ? [`a part of position ${position} is closed`] : [];
    }),
  );
  return words.size === 0 ? null : [...words].join(', ').slice(0, 200);
}

const proofOf = ({ trades }: ReadonlyCockpit, position: string): string =>
  trades.some(({ ticket }) => ticket === position) ? '' : ' by no deal that is known';

function closes({ request }: OrderLife): string | null {
  if (request.op !== 'close' && request.op !== 'close_by') return null;
  return request.position ?? request.ticket;
}

/** Something was opened in the symbol since, by this cockpit or in the terminal: the turn was seen to. */
const isTradedSince = ({ positions, trades }: ReadonlyCockpit, { signal: { symbol }, receivedAt }: SignalLife): boolean =>
  [...positions.values()].some(({ position }) => position.symbol === symbol && position.openedAt > receivedAt) ||
  trades.some((trade) => trade.symbol === symbol && trade.openedAt > receivedAt);
