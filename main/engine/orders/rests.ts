import { fillPriceOf, type PendingOrder, type PendingTerms, type ProbeResult, type TerminalSnapshot } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { closesOf } from './closing.ts';
import { LOTS_NOISE } from './legs.ts';

/** Where a pending order waits, and its levels. */
export type Terms = { readonly pending: PendingTerms; readonly stopLoss: number | null; readonly takeProfit: number | null };

/** The working order that an entry rests as; undefined: the terminal does not show it. */
export const shownAs = (
  { clientOrderId, ticket }: OrderLife,
  { orders }: Pick<TerminalSnapshot, 'orders'>,
): PendingOrder | undefined => orders.find((one) => one.clientOrderId === clientOrderId || one.ticket === ticket);

/**
 * Worst loss of so many lots of a pending entry at these terms, account currency: it follows the distance to the stop, measured
 * from how the entry was sized, so that moves do not add up. Costs are the same at any distance.
 */
export function reserveAt({ request, reserve, sized }: OrderLife, terms: Terms, lots: number): number {
  if (request.op !== 'open' || request.pending === undefined) return reserve;
  const { pending, stopLoss, volume } = request;
  const was = sized ?? { reserve, costs: 0, distance: distanceOf({ pending, stopLoss }, stopLoss) };
  const whole =
    was.distance > 0 ? was.costs + ((was.reserve - was.costs) * distanceOf(terms, stopLoss)) / was.distance : was.reserve;
  return (whole * lots) / volume;
}

/** How far its fill is from its stop; one whose stop was taken off gets the one it had. */
const distanceOf = ({ pending, stopLoss }: Pick<Terms, 'pending' | 'stopLoss'>, had: number): number =>
  Math.abs(fillPriceOf(pending) - (stopLoss ?? had));

/** So many lots of an entry that was filled in part wait on; 0: none. */
export function restLeft(order: OrderLife, volume: number, text: string, ticket = order.ticket ?? order.clientOrderId): Decision {
  const { clientOrderId, request } = order;
  const reserve =
    request.op === 'open' && request.pending !== undefined
      ? reserveAt(order, { ...request, pending: request.pending }, volume)
      : 0;
  return { type: 'order.left', payload: { clientOrderId, ticket, volume, reserve, text } };
}

/** In words why a pending order of ours went that we had asked to go. */
export const cancelledText = (certificateId: string | null): string =>
  certificateId === null ? 'Pending order cancelled' : `Pending order cancelled by the stop ${certificateId}`;

/**
 * What a look shows of entries that were filled in part, also of those that `decided` takes for filled by this very look: so many
 * lots wait on, or none do. One that is shown neither as an order nor as a position is looked for (`missingEntries`).
 */
export function restsSeen(engine: ReadonlyEngine, snapshot: TerminalSnapshot, decided: readonly Decision[]): readonly Decision[] {
  const filledNow = new Set(
    decided.flatMap((one) =>
      one.type === 'order.resolved' && one.payload.outcome.kind === 'confirmed' ? [one.payload.clientOrderId] : [],
    ),
  );
  const shown = snapshot.orders.flatMap((there): readonly Decision[] => {
    const order = behind(engine, there);
    if (order === undefined || !isFilled(order, filledNow, snapshot.at) || isCancelledSince(engine, there.ticket, snapshot.at))
      return [];
    if (Math.abs((order.rest ?? 0) - there.volume) < LOTS_NOISE) return [];
    return [restLeft(order, there.volume, `Filled in part: ${there.volume} lots wait on`, there.ticket)];
  });
  const gone = [...engine.cockpit.openOrders].flatMap((clientOrderId): readonly Decision[] => {
    const order = engine.cockpit.orders.get(clientOrderId);
    if (order?.rest === undefined || shownAs(order, snapshot) !== undefined || !isHeld(order, snapshot)) return [];
    return [restLeft(order, 0, 'Nothing of it waits at the broker any more')];
  });
  return [...shown, ...gone];
}

/** The pending entry of ours that a working order is. */
function behind({ cockpit: { orders } }: ReadonlyEngine, { clientOrderId, ticket }: PendingOrder): OrderLife | undefined {
  const named = clientOrderId === null ? undefined : orders.get(clientOrderId);
  const order = named ?? [...orders.values()].find((one) => one.request.op === 'open' && one.ticket === ticket);
  return order?.request.op === 'open' && order.request.pending !== undefined ? order : undefined;
}

/** A look from before its fill was known shows it as it was before. */
const isFilled = ({ clientOrderId, state, rest, resolvedAt }: OrderLife, filledNow: ReadonlySet<string>, at: number): boolean =>
  filledNow.has(clientOrderId) || (state === 'confirmed' && (rest !== undefined || at > (resolvedAt ?? at)));

const isCancelledSince = ({ cockpit }: ReadonlyEngine, ticket: string, at: number): boolean =>
  closesOf(cockpit, ticket, 'cancel').some(({ state, resolvedAt }) => state === 'confirmed' && (resolvedAt ?? at) >= at);

/** The position that an entry was filled as. */
export const isHeld = ({ clientOrderId, ticket }: OrderLife, { positions }: Pick<TerminalSnapshot, 'positions'>): boolean =>
  positions.some((held) => held.clientOrderId === clientOrderId || held.ticket === ticket);

/** What looking for it found of what was left. */
export function restProbed(order: OrderLife, result: ProbeResult): readonly Decision[] {
  switch (result.kind) {
    case 'resting':
      return Math.abs((order.rest ?? 0) - result.order.volume) < LOTS_NOISE
        ? []
        : [restLeft(order, result.order.volume, `Filled in part: ${result.order.volume} lots wait on`, result.order.ticket)];
    case 'found':
    case 'found_closed':
    case 'ended':
      return [restLeft(order, 0, 'Nothing of it waits at the broker any more')];
    case 'absent':
    case 'unreachable':
      return [];
  }
}
