import { addressOf, identifierOf } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { LedgerPosition, OrderLife, ReadonlyCockpit, SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, nextAttempt, restingEntries, triesFor } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';
import { cancelOf } from './cancel.ts';

/**
 * One of a group was filled: the others are cancelled. Where a jump of the price filled more than one before that, the one that was
 * opened first stays (of two at the same moment the lower number), and the others are closed at once.
 */
export function groupsDue(engine: ReadonlyEngine, turn: Turn): readonly Decision[] {
  const { openOrders, positions } = engine.cockpit;
  if (openOrders.size === 0 && positions.size === 0) return [];
  const filled = filledGroups(engine.cockpit);
  if (filled.size === 0) return [];
  const groups = fillsByGroup(engine.cockpit);
  const cancels = restingEntries(engine.cockpit).flatMap((entry) => {
    const { oco } = entry.request.pending ?? {};
    if (oco === undefined || !filled.has(oco)) return [];
    // What is left of the one that stays waits on.
    return isFirst(entry, groups.get(oco)) ? [] : cancelOf(engine, turn, entry);
  });
  const closes = [...groups.values()].flatMap((fills) =>
    fills.slice(1).flatMap(({ held }) => (held === null ? [] : closeOf(engine, turn, held))),
  );
  return [...cancels, ...closes];
}

const groupOf = ({ request }: OrderLife): string | undefined => (request.op === 'open' ? request.pending?.oco : undefined);

/** A signal may have asked more than once, at other terms after a requote: its group is that of the order that was filled. */
function groupOfSignal(life: SignalLife | undefined, orders: ReadonlyCockpit['orders']): string | undefined {
  const asked = (life?.orders ?? []).map((id) => orders.get(id)).filter((order) => order !== undefined);
  const order = asked.findLast(({ state }) => state === 'confirmed') ?? asked.at(-1);
  return order === undefined ? undefined : groupOf(order);
}

/** Looked for with every look at the clock, over every order that is kept: nothing is copied for it. */
function filledGroups({ orders }: ReadonlyCockpit): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const order of orders.values()) {
    const oco = groupOf(order);
    if (oco !== undefined && order.state === 'confirmed') filled.add(oco);
  }
  return filled;
}

/** What was filled of a group: as a position that is held, or as a trade that is over. */
type Fill = {
  readonly signalId: string | null;
  readonly identifier: string;
  readonly openedAt: number;
  readonly held: LedgerPosition | null;
};

/** Fills of each group, the first one first. */
function fillsByGroup({ positions, trades, orders, signals }: ReadonlyCockpit): ReadonlyMap<string, readonly Fill[]> {
  const groups = new Map<string, Fill[]>();
  const add = (signalId: string | null, fill: Fill): void => {
    const oco = groupOfSignal(signals.get(signalId ?? ''), orders);
    if (oco !== undefined) groups.set(oco, [...(groups.get(oco) ?? []), fill]);
  };
  for (const held of positions.values()) {
    add(held.signalId, {
      signalId: held.signalId,
      identifier: identifierOf(held.position),
      openedAt: held.position.openedAt,
      held,
    });
  }
  for (const { signalId, ticket, openedAt } of trades) add(signalId, { signalId, identifier: ticket, openedAt, held: null });
  for (const fills of groups.values()) fills.sort(byOpening);
  return groups;
}

const isFirst = ({ rest, signalId }: OrderLife, fills: readonly Fill[] | undefined): boolean =>
  rest !== undefined && (fills === undefined || fills[0]?.signalId === signalId);

const byOpening = (a: Fill, b: Fill): number =>
  a.openedAt - b.openedAt || a.identifier.length - b.identifier.length || (a.identifier < b.identifier ? -1 : 1);

function closeOf({ cockpit }: ReadonlyEngine, turn: Turn, { position, signalId }: LedgerPosition): readonly Decision[] {
  const { symbol, openedAt } = position;
  const identifier = identifierOf(position);
  const next = nextAttempt(triesFor(cockpit, identifier), turn.at);
  if (next.kind !== 'ask') return [];
  const asker = { subject: `oco|${identifier}`, bornAt: openedAt, attempt: next.attempt, signalId, certificateId: null };
  return [intendEnding({ op: 'close', ...addressOf(position), volume: null }, symbol, turn.at, asker)];
}
