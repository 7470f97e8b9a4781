import { identifierOf, retcodeSentence } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import { refusedRequest, type LedgerPosition, type ReadonlyCockpit } from '#shared/projection';
import { positionView } from './signal.ts';

type Json = Readonly<Record<string, unknown>>;

/** Positions of the ledger, with the terminal's floating figures where it tells some. */
export function positionsNow(cockpit: ReadonlyCockpit, live: Pick<LiveFrame, 'positions'>): readonly Json[] {
  const floating = new Map(live.positions.map((position) => [identifierOf(position), position]));
  return [...cockpit.positions.values()].map((held) => ({
    ...positionView({ ...held, position: floating.get(identifierOf(held.position)) ?? held.position }),
    refused: refusedOf(cockpit, held),
  }));
}

/** What the terminal refused about it last: until it is asked again it stands here, with the remedy. */
function refusedOf({ orders }: ReadonlyCockpit, held: LedgerPosition): Json | null {
  const last = refusedRequest(orders, held);
  if (last?.outcome?.kind !== 'refused') return null;
  const { retcode, text, at } = last.outcome;
  return { at, what: last.request.op, retcode, text: retcodeSentence(retcode, text) };
}

/** `GET /positions`. */
export const heldPositions = (cockpit: ReadonlyCockpit, live: LiveFrame): Json => ({
  ...{ at: live.at, known: live.account !== null, positions: positionsNow(cockpit, live) },
});

/** `GET /orders`. */
export const heldOrders = (cockpit: ReadonlyCockpit, live: LiveFrame): Json => ({
  ...{ at: live.at, known: live.account !== null, orders: live.orders, underWay: [...cockpit.openOrders] },
});

/** `GET /tokens`: everything but the hashes. */
export const tokensView = ({ tokens }: ReadonlyCockpit, nowMs: number): readonly Json[] =>
  [...tokens.values()].map(({ id, name, role, issuedAt, expiresAt, by }) => ({
    ...{ id, name, role, issuedAt, expiresAt, by },
    isExpired: expiresAt <= nowMs,
  }));
