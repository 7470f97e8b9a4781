import { fillPriceOf, type Outcome, type PendingOrder, type PendingTerms, type TerminalSnapshot } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isResting, type OrderLife, type ReadonlyCockpit } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Turn } from '#engine/turn.ts';
import { restingEnded, taken } from './resting-ends.ts';

type Entry = OrderLife & { readonly request: Extract<OrderLife['request'], { op: 'open' }> };

/** Entries that wait at the broker for their price. */
export const restingEntries = ({ openOrders, orders }: ReadonlyCockpit): readonly Entry[] =>
  [...openOrders].flatMap((clientOrderId) => {
    const order = orders.get(clientOrderId);
    return order !== undefined && isResting(order) && order.request.op === 'open' ? [{ ...order, request: order.request }] : [];
  });

/** A cancel that was carried out ends the entry it speaks of, a replacement moves it. */
export function restingAnswered(
  engine: ReadonlyEngine,
  turn: Turn,
  { request, certificateId }: OrderLife,
  outcome: Outcome,
): readonly Decision[] {
  if (outcome.kind !== 'confirmed' || (request.op !== 'cancel' && request.op !== 'replace')) return [];
  const entry = restingEntries(engine.cockpit).find(({ ticket }) => ticket === request.ticket);
  if (entry === undefined) return [];
  if (request.op === 'replace')
    return [movedTo(entry, { pending: request.pending, stopLoss: request.stopLoss, takeProfit: request.takeProfit }, 'Replaced')];
  const { expiresAt = null } = entry.request.pending ?? {};
  if (expiresAt !== null && turn.at >= expiresAt)
    return restingEnded(engine, entry, 'expired', 'Pending order: its time ran out, not filled', 'answer');
  const by = certificateId === null ? 'Pending order cancelled' : `Pending order cancelled by the stop ${certificateId}`;
  return restingEnded(engine, entry, 'cancelled', by, 'answer');
}

/** What a look shows of pending entries: one in doubt is found, one that was moved by hand is followed. */
export function restingSeen(engine: ReadonlyEngine, snapshot: TerminalSnapshot): readonly Decision[] {
  const { cockpit } = engine;
  return [...cockpit.openOrders].flatMap((clientOrderId): readonly Decision[] => {
    const order = cockpit.orders.get(clientOrderId);
    if (order?.request.op !== 'open' || order.request.pending === undefined) return [];
    const there = shownAs(order, snapshot);
    if (there === undefined) return [];
    if (order.state === 'unknown' || (order.state === 'working' && order.ticket === null))
      return taken(engine, order, order.sentAt ?? snapshot.at, there.ticket);
    if (!isResting(order)) return []; // Its answer comes with the next turn.
    return isMovedSince(cockpit, order, snapshot.at) ? [] : handMoved({ ...order, request: order.request }, there);
  });
}

/** The working order that an entry rests as; undefined: the terminal does not show it. */
export const shownAs = (
  { clientOrderId, ticket }: OrderLife,
  { orders }: Pick<TerminalSnapshot, 'orders'>,
): PendingOrder | undefined => orders.find((one) => one.clientOrderId === clientOrderId || one.ticket === ticket);

/** A replacement of ours is on its way, or was answered after the look: the look is older than its terms. */
const isMovedSince = ({ orders }: ReadonlyCockpit, { ticket }: OrderLife, at: number): boolean =>
  [...orders.values()].some(
    ({ request, resolvedAt }) =>
      request.op === 'replace' && request.ticket === ticket && (resolvedAt === null || resolvedAt >= at),
  );

/** Prices closer than this are the same on every broker's grid. */
const NOISE = 1e-8;
const isSame = (one: number | null, other: number | null): boolean =>
  one === null || other === null ? one === other : Math.abs(one - other) < NOISE;

function handMoved(entry: Entry, there: PendingOrder): readonly Decision[] {
  const { pending, stopLoss, takeProfit } = entry.request;
  // A stop-limit that was reached waits as the limit it has become.
  if (pending === undefined || (there.type === 'limit' && pending.type === 'stop_limit')) return [];
  const { expiresAt = pending.expiresAt } = there;
  // Where the symbol keeps no end of an order, the cockpit does.
  const end = expiresAt ?? pending.expiresAt;
  const same =
    isSame(there.price, pending.price) &&
    isSame(there.stopLimit ?? pending.stopLimit, pending.stopLimit) &&
    // A stop that was taken off is no other one: what is reserved stays, and the fill gets its stop again.
    isSame(there.stopLoss ?? stopLoss, stopLoss) &&
    isSame(there.takeProfit, takeProfit) &&
    isEndKept(end, pending.expiresAt);
  if (same) return [];
  const terms = { ...pending, price: there.price, stopLimit: there.stopLimit ?? pending.stopLimit, expiresAt: end };
  return [movedTo(entry, { pending: terms, stopLoss: there.stopLoss, takeProfit: there.takeProfit }, 'Moved in the terminal')];
}

/** Servers keep whole seconds or minutes. */
const isEndKept = (one: number | null, other: number | null): boolean =>
  one === null || other === null ? one === other : Math.abs(one - other) <= 60_000;

type Terms = { readonly pending: PendingTerms; readonly stopLoss: number | null; readonly takeProfit: number | null };

/** Its reserve follows the distance to its stop, measured from how it was sized: moves do not add up. Costs are the same at any distance. */
function movedTo({ clientOrderId, request, reserve, sized }: Entry, terms: Terms, text: string): Decision {
  const { pending, stopLoss } = request;
  const was = sized ?? { reserve, costs: 0, distance: pending === undefined ? 0 : distanceOf({ pending, stopLoss }, stopLoss) };
  const is = distanceOf(terms, stopLoss);
  const moved = was.distance > 0 ? was.costs + ((was.reserve - was.costs) * is) / was.distance : was.reserve;
  return { type: 'order.moved', payload: { clientOrderId, ...terms, reserve: moved, text } };
}

/** How far its fill is from its stop; one whose stop was taken off gets the one it had. */
const distanceOf = ({ pending, stopLoss }: Pick<Terms, 'pending' | 'stopLoss'>, had: number): number =>
  Math.abs(fillPriceOf(pending) - (stopLoss ?? had));

/**
 * Client ids of resting entries that a look shows neither as orders nor as positions: filled and closed, or gone. Each has to be
 * looked for; a look from before it was placed says nothing.
 */
export const missingEntries = ({ cockpit }: ReadonlyEngine, snapshot: TerminalSnapshot): readonly string[] =>
  restingEntries(cockpit)
    .filter(({ requestedAt }) => snapshot.at > requestedAt)
    .filter((entry) => shownAs(entry, snapshot) === undefined && !isHeld(entry, snapshot))
    .map(({ clientOrderId }) => clientOrderId);

const isHeld = ({ clientOrderId, ticket }: OrderLife, { positions }: TerminalSnapshot): boolean =>
  positions.some((held) => held.clientOrderId === clientOrderId || held.ticket === ticket);
