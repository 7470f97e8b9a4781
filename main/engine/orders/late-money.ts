import { directionOf, isExit, type ClosedTrade, type Deal } from '#shared/domain';
import type { Decision } from '#shared/events';
import { chargedTo, LATE_MONEY_MS, type ReadonlyCockpit } from '#shared/projection';
import { dealsOfTrade, LOTS_NOISE } from './legs.ts';
import { averageOf, money } from './trade.ts';

/** Trades that money may still be posted to, the oldest first. */
export const unsettledTrades = ({ trades, positions }: ReadonlyCockpit, nowMs: number): readonly ClosedTrade[] =>
  trades.filter(({ closedAt, ticket }) => nowMs - closedAt <= LATE_MONEY_MS && !positions.has(ticket));

/**
 * What was posted to trades after their close, from all deals of their positions. A trade is summed again as a whole, each deal
 * once by its ticket, so that being told twice changes nothing. A history that does not hold the whole trade says nothing.
 */
export function lateMoney(cockpit: ReadonlyCockpit, deals: readonly Deal[], nowMs: number): readonly Decision[] {
  const dealsOf = Map.groupBy(new Map(deals.map((deal) => [deal.ticket, deal])).values(), ({ position }) => position);
  const tradesOf = Map.groupBy(cockpit.trades, ({ ticket }) => ticket);
  return unsettledTrades(cockpit, nowMs).flatMap((trade): Decision[] => {
    const all = dealsOf.get(trade.ticket) ?? [];
    const same = tradesOf.get(trade.ticket) ?? [];
    const own = dealsOfTrade(trade, same, all);
    if (!isWhole(trade, own)) return [];
    // A charge that names a position which was reversed is the last trade's.
    const charged = same.at(-1) === trade ? chargesOf(cockpit, trade.ticket) : 0;
    const pnl = money(
      own.reduce((sum, deal) => sum + deal.profit + deal.commission + deal.swap, charged),
      own,
    );
    const lots = lotsOf(trade, own);
    if (!Number.isFinite(pnl) || (pnl === trade.pnl && lots.volume === undefined)) return [];
    const risk = riskOf(cockpit, trade);
    const r = risk === null ? trade.r : pnl / risk;
    const which = same.length > 1 ? { closedAt: trade.closedAt } : {};
    const by = money(pnl - trade.pnl, own);
    return [{ type: 'trade.corrected', payload: { ticket: trade.ticket, ...which, pnl, r, by, ...lots } }];
  });
}

/**
 * More lots than the close was told of, and the mean price that all of them left at: the parts of an order that was filled on after
 * its position was closed come under the same identifier, and the deals of a close may be read before those that began it.
 */
function lotsOf({ volume }: ClosedTrade, own: readonly Deal[]): { readonly volume?: number; readonly exit?: number } {
  const exits = own.filter((deal) => isExit(deal) && deal.volume > 0);
  const out = exits.reduce((lots, deal) => lots + deal.volume, 0);
  const into = own.reduce((lots, deal) => lots + (deal.entry === 'in' ? deal.volume : 0), 0);
  const isEven = !own.some(({ entry }) => entry === 'inout') && Math.abs(into - out) <= LOTS_NOISE;
  return isEven && out > volume + LOTS_NOISE ? { volume: Number(out.toFixed(8)), exit: averageOf(exits, out) } : {};
}

/** Charges that name the trade, which are no deals of its position; account currency. */
const chargesOf = (cockpit: ReadonlyCockpit, ticket: string): number =>
  [...cockpit.operations.values()].reduce((sum, one) => sum + (chargedTo(cockpit, one) === ticket ? one.amount : 0), 0);

/**
 * Everything that went in and out is there. One that an older version recorded over a reversal is whole once its volumes, bought
 * less sold, come to nothing.
 */
function isWhole({ volume }: ClosedTrade, own: readonly Deal[]): boolean {
  const sum = (deals: readonly Deal[]): number => deals.reduce((lots, deal) => lots + deal.volume, 0);
  const into = sum(own.filter(({ entry }) => entry === 'in'));
  if (into + LOTS_NOISE < volume) return false;
  if (!own.some(({ entry }) => entry === 'inout')) return sum(own.filter(isExit)) + LOTS_NOISE >= volume;
  return Math.abs(own.reduce((lots, deal) => lots + directionOf(deal.direction) * deal.volume, 0)) <= LOTS_NOISE;
}

/** Money first risked on a trade, account currency; null where it is not known. */
function riskOf({ signals, orders }: ReadonlyCockpit, { pnl, r, signalId }: ClosedTrade): number | null {
  if (r === null) return null;
  const clientOrderId = signalId === null ? undefined : signals.get(signalId)?.orders.at(-1);
  const risk = (clientOrderId === undefined ? undefined : orders.get(clientOrderId)?.riskMoney) ?? (r === 0 ? 0 : pnl / r);
  return risk > 0 ? risk : null;
}
