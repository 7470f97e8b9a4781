import { identifierOf, NOT_SENT, subjectOf, type Outcome, type Position, type TerminalSnapshot } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { ABSENT_AFTER_MS, resolve } from './answers.ts';

/**
 * Changes of levels whose answer was lost, or cut off by a restart, settled by the terminal's own levels: a position that has what
 * was asked for was changed; one that has not, in a look from after the deadline, was not. On a time that is in doubt no deadline
 * is known to have passed; and after a sleep the terminal's time may be hours ahead of the cockpit's `nowMs`, which deadlines are in.
 */
export function changesSettled(engine: ReadonlyEngine, nowMs: number, snapshot: TerminalSnapshot): readonly Decision[] {
  const passedMs = Math.min(snapshot.at, nowMs);
  return [...engine.cockpit.openOrders].flatMap((clientOrderId) => {
    const order = engine.cockpit.orders.get(clientOrderId);
    if (order === undefined || !engine.cockpit.clock.trusted) return [];
    // One that has no answer is on its way until its deadline; after a restart nobody hears that answer any more. A stop that
    // stands by then is proof enough: later its position may be gone, and with it the proof.
    const isProof = order.effect === 'protect' && snapshot.at >= order.requestedAt + ANSWER_MS && shows(order, snapshot);
    if (order.state !== 'unknown' && !isProof && passedMs < order.request.deadlineAt + ABSENT_AFTER_MS) return [];
    // A position that the ledger has and the look has not is a difference that nobody has explained: it proves nothing.
    if (positionOf(order, snapshot) === undefined && engine.cockpit.positions.has(subjectOf(order.request) ?? '')) return [];
    const outcome = settledBy(order, snapshot, passedMs, isClosed(engine, order) ? ABSENT_AFTER_MS : UNSEEN_AFTER_MS);
    return outcome === null ? [] : resolve(engine, order, { outcome, position: null, sentAt: order.sentAt, by: 'snapshot' });
  });
}

/** A position without a deal that closed it, dropped on the word of an empty look, may come back into sight. */
const UNSEEN_AFTER_MS = 120_000;

const isClosed = ({ cockpit }: ReadonlyEngine, { request }: OrderLife): boolean =>
  cockpit.trades.some(({ ticket }) => ticket === subjectOf(request));

/** An answer that comes at all mostly comes sooner, and has the first word. */
const ANSWER_MS = 500;

const positionOf = ({ request }: OrderLife, { positions }: TerminalSnapshot): Position | undefined =>
  positions.find((one) => identifierOf(one) === subjectOf(request));

function shows(order: OrderLife, snapshot: TerminalSnapshot): boolean {
  const held = positionOf(order, snapshot);
  return order.request.op === 'modify' && held !== undefined && hasLevels(held, order.request);
}

function settledBy(order: OrderLife, snapshot: TerminalSnapshot, passedMs: number, goneAfterMs: number): Outcome | null {
  const { request, requestedAt, unknownSince } = order;
  const { at } = snapshot;
  if (request.op !== 'modify' || at <= requestedAt) return null;
  const held = positionOf(order, snapshot);
  if (shows(order, snapshot))
    return { kind: 'confirmed', retcode: 10009, ticket: request.ticket, deal: null, price: null, volume: null, at };
  // Looking for it by its client id comes first, and takes a moment.
  const afterMs = held === undefined ? goneAfterMs : ABSENT_AFTER_MS;
  if (passedMs < Math.max(request.deadlineAt, unknownSince ?? 0) + afterMs) return null;
  const text = held === undefined ? 'Its position is gone' : 'The position kept its levels past the deadline';
  return { kind: 'refused', retcode: NOT_SENT, text, at };
}

/** Levels closer than this are the same on every broker's grid. */
const LEVEL_NOISE = 1e-8;

const hasLevels = (held: Position, asked: { readonly stopLoss: number | null; readonly takeProfit: number | null }): boolean =>
  isLevel(held.stopLoss, asked.stopLoss) && isLevel(held.takeProfit, asked.takeProfit);

const isLevel = (one: number | null, other: number | null): boolean =>
  one === null || other === null ? one === other : Math.abs(one - other) < LEVEL_NOISE;
