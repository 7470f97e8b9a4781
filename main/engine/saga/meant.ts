import type { Signal } from '#shared/domain';
import type { LedgerPosition, OrderLife, SignalLife } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { restingEntries } from '#engine/orders';

/** Which trades an exit or a cancel speaks of: one side of the symbol, or both sides of what its own source asked for. */
export function speaksOf(engine: ReadonlyEngine, { signal }: Pick<SignalLife, 'signal'>): (trade: Meant) => boolean {
  if (signal.exit?.position !== undefined) return () => false;
  const { symbol, side, strategyId: named, source, exit } = signal;
  return (trade) => {
    if (trade.symbol !== symbol || (named !== undefined && trade.strategyId !== named)) return false;
    if (exit?.anySide !== true) return trade.side === side;
    // One whose signal is not on record any more may be of this source: an exit leaves nothing open by doubt.
    const origin = trade.signalId === null ? undefined : engine.cockpit.signals.get(trade.signalId)?.signal.source;
    return origin === undefined || origin === source;
  };
}
type Meant = Pick<Signal, 'symbol' | 'side'> & { readonly signalId: string | null; readonly strategyId: string | null };

/**
 * Our own positions that the exit speaks of, of the strategy it names or of any: what was asked for before it, not what a later
 * signal opened. One that names a position means that alone.
 */
export function meant(engine: ReadonlyEngine, life: Pick<SignalLife, 'signal' | 'receivedAt'>): readonly LedgerPosition[] {
  const { cockpit } = engine;
  const named = life.signal.exit?.position;
  if (named !== undefined) return [cockpit.positions.get(named)].filter((held) => held !== undefined);
  const isMeant = speaksOf(engine, life);
  return [...cockpit.positions.values()].filter(
    ({ foreign, signalId, strategyId, position }) =>
      !foreign &&
      isMeant({ symbol: position.symbol, side: position.direction, signalId, strategyId }) &&
      ((signalId === null ? undefined : cockpit.signals.get(signalId)?.receivedAt) ?? position.openedAt) <= life.receivedAt,
  );
}

/** Resting entries of ours that would open again what the exit closes. */
export function meantResting(engine: ReadonlyEngine, life: Pick<SignalLife, 'signal' | 'receivedAt'>) {
  const isMeant = speaksOf(engine, life);
  return restingEntries(engine.cockpit).filter((entry) => isMeant(tradeOf(entry, life)) && entry.requestedAt <= life.receivedAt);
}

/** An entry whose outcome is open may still become a position that the exit means. */
export function isEntryOnItsWay(engine: ReadonlyEngine, life: SignalLife): boolean {
  const isMeant = speaksOf(engine, life);
  return [...engine.cockpit.openOrders].some((clientOrderId) => {
    const order = engine.cockpit.orders.get(clientOrderId);
    if (order?.request.op !== 'open') return false;
    return isMeant(tradeOf({ ...order, request: order.request }, life)) && order.requestedAt <= life.receivedAt;
  });
}

type EntryOrder = OrderLife & { readonly request: Extract<OrderLife['request'], { op: 'open' }> };
const tradeOf = ({ signalId, request }: EntryOrder, { signal: { strategyId: named } }: Pick<SignalLife, 'signal'>): Meant => ({
  symbol: request.symbol,
  side: request.side,
  signalId,
  strategyId: named !== undefined && request.magic === magicOf(named) ? named : null,
});

export const whatOf = ({ signal: { side, exit, source } }: SignalLife): string => (exit?.anySide === true ? source : side);

/** Positions of the symbol that an exit of no side leaves to their own sources. */
export function othersIn({ cockpit }: ReadonlyEngine, { signal: { symbol, exit } }: SignalLife): string {
  if (exit?.anySide !== true) return '';
  const left = [...cockpit.positions.values()].filter(({ position }) => position.symbol === symbol).length;
  return left === 0 ? '' : `; ${left} of other sources stay: name the side to close them`;
}
