import { retcodeSentence, type Outcome } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { OrderLife, ReadonlyCockpit, SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { moveSignal } from '#engine/move-signal.ts';

/** The server's own word that the price had moved and nothing was dealt: REQUOTE, PRICE_CHANGED, PRICE_OFF. */
const REQUOTES: ReadonlySet<number> = new Set([10_004, 10_020, 10_021]);
/** An entry is asked for again with a fresh price so many times. */
export const REQUOTES_MAX = 3;

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** A market entry that ended with a requote, by the terminal's own answer: its outcome is known, and it did nothing. */
const isRequoted = ({ request, state, outcome, resolvedBy }: OrderLife): boolean =>
  request.op === 'open' &&
  request.pending === undefined &&
  state === 'refused' &&
  resolvedBy === 'answer' &&
  outcome?.kind === 'refused' &&
  REQUOTES.has(outcome.retcode);

/** Entries of a signal that count as its one order: all but those that ended with a requote. */
export const ordersBut = ({ orders }: ReadonlyCockpit, life: Pick<SignalLife, 'orders'> | undefined): number =>
  (life?.orders ?? []).filter((clientOrderId) => {
    const order = orders.get(clientOrderId);
    return order === undefined || !isRequoted(order);
  }).length;

/** Whether an entry of the signal may be sent: none was, or each ended with a requote, and not too many did. */
export const mayBeOrdered = (cockpit: ReadonlyCockpit, life: SignalLife): boolean =>
  life.orders.length <= REQUOTES_MAX && ordersBut(cockpit, life) === 0;

/**
 * A requoted entry goes through all stations once more, on fresh facts and under a new client id: one chain, each link on
 * record. Null: it is not asked for again. An outcome that was in doubt before never is, whatever is heard of it later.
 */
export function requoted({ cockpit }: ReadonlyEngine, order: OrderLife, outcome: Refused): Decision | null {
  const life = order.signalId === null ? undefined : cockpit.signals.get(order.signalId);
  const isOne = order.request.op === 'open' && order.request.pending === undefined && REQUOTES.has(outcome.retcode);
  if (!isOne || order.state === 'unknown' || life?.state !== 'ordered' || life.orders.at(-1) !== order.clientOrderId) return null;
  if (life.orders.length > REQUOTES_MAX || ordersBut(cockpit, life) > 1) return null;
  const text = `Asked again with a fresh price, ${life.orders.length} of ${REQUOTES_MAX}: ${retcodeSentence(outcome.retcode, outcome.text)}`;
  return moveSignal(life.signalId, 'in_pipeline', 'requoted', text.slice(0, 500));
}
