import type { SignalsAsk } from '#ports';
import type { LedgerPosition, OrderLife, ReadonlyCockpit, SignalLife } from '#shared/projection';
import { orderPhase, signalDigest } from '#shared/projection';

type Json = Readonly<Record<string, unknown>>;

/** `GET /signals`, newest first. */
export function signalsView(cockpit: ReadonlyCockpit, { state, limit, after }: SignalsAsk): readonly Json[] {
  const newestFirst = [...cockpit.signals.values()].reverse();
  const from = after === null ? 0 : newestFirst.findIndex((life) => life.signalId === after) + 1;
  return newestFirst
    .slice(from)
    .filter((life) => state === null || life.state === state)
    .slice(0, limit)
    .map((life) => signalView(cockpit, life));
}

/** A signal as `/signals/:id` shows it: its life with every decision and reason. */
export function signalView(cockpit: ReadonlyCockpit, life: SignalLife): Json {
  const held = life.ticket === null ? undefined : cockpit.positions.get(life.ticket);
  return {
    signalId: life.signalId,
    traceId: life.traceId,
    source: life.signal.source,
    receivedAt: life.receivedAt,
    signal: life.signal,
    strategyId: life.strategyId,
    state: life.state,
    reason: life.reason,
    digest: signalDigest(cockpit, life),
    decisions: life.decisions,
    ...(life.approval === null && life.card === null ? {} : { approval: { ...life.approval, card: life.card } }),
    orders: life.orders.flatMap((clientOrderId) => {
      const order = cockpit.orders.get(clientOrderId);
      return order === undefined ? [] : [orderView(order)];
    }),
    ...(held === undefined ? {} : { position: positionView(held) }),
    ...(life.trade === null
      ? {}
      : {
          trade: {
            closedAt: life.trade.closedAt,
            exit: life.trade.exit,
            pnl: life.trade.pnl,
            r: life.trade.r,
            reason: life.trade.reason,
          },
        }),
  };
}

function orderView(order: OrderLife): Json {
  const { outcome, request, unknownSince, resolvedAt } = order;
  return {
    cid: order.clientOrderId,
    state: orderPhase(order),
    retcode: outcome === null || outcome.kind === 'unknown' ? null : outcome.retcode,
    requestedAt: order.requestedAt,
    sentAt: order.sentAt,
    resolvedAt,
    resolvedBy: order.resolvedBy,
    unknownSince,
    unknownMs: unknownSince === null || resolvedAt === null ? null : resolvedAt - unknownSince,
    volume: request.op === 'open' ? request.volume : null,
    filled: outcome?.kind === 'confirmed' ? outcome.volume : null,
    price: outcome?.kind === 'confirmed' ? outcome.price : null,
    magic: request.op === 'open' ? request.magic : null,
    mode: request.op,
  };
}

/** A position as the HTTP API spells it (`cid` is the client order id); our own ids beside the terminal's. */
export const positionView = ({ position, signalId, foreign }: LedgerPosition): Json => {
  const { magic: _magic, clientOrderId, ...rest } = position;
  return { ...rest, cid: clientOrderId, signalId, foreign };
};
