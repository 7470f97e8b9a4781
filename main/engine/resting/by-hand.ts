import { fillPriceOf, pendingName, type OrderRequest, type PendingTerms } from '#shared/domain';
import type { AskedTerms } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { makeClientOrderId, restingEntries } from '#engine/orders';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { cancelOf } from './cancel.ts';

const DEADLINE_MS = 5_000;

type Entry = ReturnType<typeof restingEntries>[number];

/** A pending order of ours by its client id, its number at the broker or its signal. */
const named = ({ cockpit }: ReadonlyEngine, order: string): Entry | undefined =>
  restingEntries(cockpit).find(
    ({ clientOrderId, ticket, signalId }) => clientOrderId === order || ticket === order || signalId === order,
  );

const unknown = (order: string): Verdict => refused('unknown_order', `There is no pending order ${order} of the cockpit`);

/** Takes a pending order away. It reduces risk, so nothing gates it. */
export function cancelOrder(engine: ReadonlyEngine, turn: Turn, order: string): Verdict {
  const entry = named(engine, order);
  if (entry === undefined) return unknown(order);
  const cancels = cancelOf(engine, turn, entry);
  return cancels.length === 0
    ? refused('already_asked', `Pending order ${order} is already being cancelled, or its number is not known yet`)
    : decided(...cancels);
}

/** Other terms, never more risk than was sized: what needs more is another order, with the whole gate before it. */
export function replaceOrder(
  engine: ReadonlyEngine,
  turn: Turn,
  { order, ...asked }: AskedTerms & { readonly order: string },
): Verdict {
  const { cockpit } = engine;
  const entry = named(engine, order);
  const was = entry?.request.pending;
  if (entry === undefined || was === undefined || entry.ticket === null) return unknown(order);
  const { clientOrderId, ticket, request, symbol, requestedAt, signalId } = entry;
  const replaces = [...cockpit.orders.values()].filter((one) => one.request.op === 'replace' && one.request.ticket === ticket);
  if (replaces.some(({ resolvedAt }) => resolvedAt === null))
    return refused('already_asked', `Pending order ${order} is already being replaced`);
  const pending: PendingTerms = {
    ...was,
    price: asked.price ?? was.price,
    stopLimit: was.type === 'stop_limit' ? (asked.stopLimit ?? was.stopLimit) : null,
    expiresAt: asked.expiresAt ?? was.expiresAt,
  };
  const stopLoss = asked.stopLoss ?? request.stopLoss;
  const problem = problemOf(engine, turn, entry, was, pending, stopLoss);
  if (problem !== null) return refused('hard_limit', problem);
  const id = makeClientOrderId(`replace|${clientOrderId}`, requestedAt, 'replace', replaces.length);
  const replacing: OrderRequest = {
    op: 'replace',
    clientOrderId: id,
    ticket,
    pending,
    stopLoss,
    takeProfit: asked.takeProfit ?? request.takeProfit,
    deadlineAt: turn.at + DEADLINE_MS,
  };
  return decided({
    type: 'order.intended',
    payload: { clientOrderId: id, signalId, certificateId: null, request: replacing, symbol, reserve: 0, riskMoney: 0 },
  });
}

/** Float noise in prices: a distance that is the same to the eye is the same. */
const NOISE = 1e-9;

function problemOf(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { request }: Entry,
  was: PendingTerms,
  pending: PendingTerms,
  stopLoss: number,
): string | null {
  if (cockpit.trading.state !== 'active') return `Trading is ${cockpit.trading.state}`;
  const [from, before] = [fillPriceOf(pending), fillPriceOf(was)];
  const up = request.side === 'BUY' ? 1 : -1;
  if (up * (from - stopLoss) <= 0)
    return `Stop ${stopLoss} is on the wrong side of the ${pendingName(pending, request.side)} at ${from}`;
  if (Math.abs(from - stopLoss) > Math.abs(before - request.stopLoss) + NOISE)
    return `Stop ${stopLoss} is farther from ${from} than it was sized for: cancel it and place another order`;
  const latest = turn.at + cockpit.config.limits.pendingMinutes * 60_000;
  const { expiresAt } = pending;
  if (expiresAt !== null && (expiresAt <= turn.at || expiresAt > latest))
    return `Its end must be within ${cockpit.config.limits.pendingMinutes} minutes from now`;
  return null;
}
