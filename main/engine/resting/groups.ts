import { addressOf, identifierOf } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { LedgerPosition, OrderLife, ReadonlyCockpit } from '#shared/projection';
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

const filledGroups = ({ orders }: ReadonlyCockpit): ReadonlySet<string> =>
  new Set(
    [...orders.values()].flatMap((order) => {
      const oco = groupOf(order);
      return oco !== undefined && order.state === 'confirmed' ? [oco] : [];
    }),
  );

/** What was filled of a group: as a position that is held, or as a trade that is over. */
type Fill = {
  readonly signalId: string | null;
  readonly ticket: string;
  readonly openedAt: number;
  readonly held: LedgerPosition | null;
};

/** Fills of each group, the first one first. */
function fillsByGroup({ positions, trades, orders, signals }: ReadonlyCockpit): ReadonlyMap<string, readonly Fill[]> {
  const groups = new Map<string, Fill[]>();
  const add = (signalId: string | null, fill: Fill): void => {
    const order = orders.get(signals.get(signalId ?? '')?.orders.at(-1) ?? '');
    const oco = order === undefined ? undefined : groupOf(order);
    if (oco !== undefined) groups.set(oco, [...(groups.get(oco) ?? []), fill]);
  };
  for (const held of positions.values()) {
    const { ticket, openedAt } = held.position;
    add(held.signalId, { signalId: held.signalId, ticket, openedAt, held });
  }
  for (const { signalId, ticket, openedAt } of trades) add(signalId, { signalId, ticket, openedAt, held: null });
  for (const fills of groups.values()) fills.sort(byOpening);
  return groups;
}

const isFirst = ({ rest, signalId }: OrderLife, fills: readonly Fill[] | undefined): boolean =>
  rest !== undefined && (fills === undefined || fills[0]?.signalId === signalId);

const byOpening = (a: Fill, b: Fill): number =>
  a.openedAt - b.openedAt || a.ticket.length - b.ticket.length || (a.ticket < b.ticket ? -1 : 1);

function closeOf({ cockpit }: ReadonlyEngine, turn: Turn, { position, signalId }: LedgerPosition): readonly Decision[] {
  const { symbol, openedAt } = position;
  const identifier = identifierOf(position);
  const next = nextAttempt(triesFor(cockpit, identifier), turn.at);
  if (next.kind !== 'ask') return [];
  const asker = { subject: `oco|${identifier}`, bornAt: openedAt, attempt: next.attempt, signalId, certificateId: null };
  return [intendEnding({ op: 'close', ...addressOf(position), volume: null }, symbol, turn.at, asker)];
}
