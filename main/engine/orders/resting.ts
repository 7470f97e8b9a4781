import { fillPriceOf, type Outcome, type PendingOrder, type TerminalSnapshot } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isResting, type OrderLife, type ReadonlyCockpit } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { taken } from './resting-ends.ts';
import { cancelledText, isHeld, reserveAt, restLeft, shownAs, type Terms } from './rests.ts';

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
  { request, certificateId }: OrderLife,
  outcome: Outcome,
): readonly Decision[] {
  if (outcome.kind !== 'confirmed' || (request.op !== 'cancel' && request.op !== 'replace')) return [];
  const entry = restingEntries(engine.cockpit).find(({ ticket }) => ticket === request.ticket);
  if (entry === undefined) return [];
  if (request.op === 'replace')
    return [movedTo(entry, { pending: request.pending, stopLoss: request.stopLoss, takeProfit: request.takeProfit }, 'Replaced')];
  // What was filled before the cancel got there is not said by it: one that nothing is known of is looked for (`effects.ts`).
  return entry.rest === undefined ? [] : [restLeft(entry, 0, cancelledText(certificateId))];
}

/** What a look shows of pending entries: one in doubt is found, one that was moved by hand is followed. */
export function restingSeen(engine: ReadonlyEngine, snapshot: TerminalSnapshot): readonly Decision[] {
  const { cockpit } = engine;
  return [...cockpit.openOrders].flatMap((clientOrderId): readonly Decision[] => {
    const order = cockpit.orders.get(clientOrderId);
    if (order?.request.op !== 'open' || order.request.pending === undefined) return [];
    const there = shownAs(order, snapshot);
    if (there === undefined) return [];
    if (order.state === 'unknown') return taken(engine, order, order.sentAt ?? snapshot.at, there.ticket);
    if (!isResting(order)) return []; // Its answer comes with the next turn.
    return isMovedSince(cockpit, order, snapshot.at) ? [] : handMoved({ ...order, request: order.request }, there);
  });
}

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
  const { stopLoss, takeProfit, pending: was } = entry.request;
  if (was === undefined) return [];
  const isReached = there.type === 'limit' && was.type === 'stop_limit';
  // A stop-limit that was reached waits as the limit it has become: other terms for it are those of a limit.
  const pending = isReached ? { ...was, type: 'limit' as const, price: fillPriceOf(was), stopLimit: null } : was;
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
  if (same && !isReached) return [];
  const terms = { ...pending, price: there.price, stopLimit: there.stopLimit ?? pending.stopLimit, expiresAt: end };
  const text = same ? 'Its price was reached: it waits as a limit now' : 'Moved in the terminal';
  return [movedTo(entry, { pending: terms, stopLoss: there.stopLoss, takeProfit: there.takeProfit }, text)];
}

/** Servers keep whole seconds or minutes. */
const isEndKept = (one: number | null, other: number | null): boolean =>
  one === null || other === null ? one === other : Math.abs(one - other) <= 60_000;

function movedTo(entry: Entry, terms: Terms, text: string): Decision {
  const { clientOrderId, request, rest = request.volume } = entry;
  return { type: 'order.moved', payload: { clientOrderId, ...terms, reserve: reserveAt(entry, terms, rest), text } };
}

/**
 * Client ids of resting entries that a look shows neither as orders nor as positions: filled and closed, or gone. Each has to be
 * looked for; a look from before it was placed says nothing.
 */
export const missingEntries = ({ cockpit }: ReadonlyEngine, snapshot: TerminalSnapshot): readonly string[] =>
  restingEntries(cockpit)
    .filter(({ requestedAt }) => snapshot.at > requestedAt)
    .filter((entry) => shownAs(entry, snapshot) === undefined && !isHeld(entry, snapshot))
    .map(({ clientOrderId }) => clientOrderId);
