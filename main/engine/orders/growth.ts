import { identifierOf, type Position, type TerminalSnapshot } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit } from '#shared/projection';
import { LOTS_NOISE } from './legs.ts';
import { shownAs } from './rests.ts';

/**
 * Whether a position may have grown by so many lots: no more than the resting entry that opened it was filled with since the
 * ledger's last look. Its volume at the broker shrinks by them; deals are read after that, and may not be told yet. No other order
 * of ours adds to a position: none is sent while a netting account would merge it.
 */
export function growthExplained(cockpit: ReadonlyCockpit, own: Position, grown: number, snapshot: TerminalSnapshot): boolean {
  let lots = 0;
  for (const order of cockpit.orders.values()) if (isBehind(order, own)) lots += lotsFilled(order, own, snapshot);
  return grown <= lots + LOTS_NOISE;
}

const isBehind = ({ request, clientOrderId, ticket }: OrderLife, own: Position): boolean =>
  request.op === 'open' &&
  request.pending !== undefined &&
  request.side === own.direction &&
  (clientOrderId === own.clientOrderId || ticket === identifierOf(own));

/** A look that shows what a fill left of an order comes sooner than this. */
const FIRST_LOOK_MS = 60_000;

/** Lots of an entry that the ledger has not, and that do not wait at the broker any more. */
function lotsFilled(order: OrderLife, own: Position, snapshot: TerminalSnapshot): number {
  const { request, outcome, rest, resolvedAt } = order;
  const waiting = shownAs(order, snapshot)?.volume ?? 0;
  if (rest !== undefined) return Math.max(0, rest - waiting);
  if (request.op !== 'open' || outcome?.kind !== 'confirmed' || outcome.volume === null) return 0;
  // Its first fill alone is in the ledger, and no look has shown yet what that left.
  const isFirst = Math.abs(own.volume - outcome.volume) < LOTS_NOISE && snapshot.at - (resolvedAt ?? 0) < FIRST_LOOK_MS;
  return isFirst ? Math.max(0, request.volume - outcome.volume - waiting) : 0;
}
