import { isExit, type ClosedTrade, type Deal } from '#shared/domain';
import type { LedgerPosition } from '#shared/projection';

/** Volumes are whole steps of at least 0.0001 lots; a hundredth of that is float noise. */
export const LOTS_NOISE = 1e-6;

/** The finished trade behind a ledger position, from all its deals; null while volume is still open or no exit deal is known. */
export function tradeOf(held: LedgerPosition, deals: readonly Deal[]): ClosedTrade | null {
  const own = deals.filter((deal) => deal.position === held.position.ticket);
  const exits = own.filter(isExit);
  const last = exits.at(-1);
  if (last === undefined) return null;
  const volumeIn = own.filter((deal) => deal.entry === 'in').reduce((sum, deal) => sum + deal.volume, 0);
  const volumeOut = exits.reduce((sum, deal) => sum + deal.volume, 0);
  if (volumeOut + LOTS_NOISE < Math.max(volumeIn, held.position.volume)) return null;
  const pnl = cents(own.reduce((sum, deal) => sum + deal.profit + deal.commission + deal.swap, 0));
  return {
    ticket: held.position.ticket,
    signalId: held.signalId,
    strategyId: held.strategyId,
    symbol: held.position.symbol,
    side: held.position.direction,
    // All that was ever in it: parts may have been closed before.
    volume: Number(Math.max(volumeIn, held.position.volume).toFixed(8)),
    entry: held.position.entry,
    exit: average(exits, volumeOut),
    openedAt: held.position.openedAt,
    closedAt: last.at,
    pnl,
    r: held.riskMoney === null || held.riskMoney <= 0 ? null : pnl / held.riskMoney,
    reason: last.reason,
  };
}

/** Volume-weighted mean price; a single exit keeps its exact price. */
function average(exits: readonly Deal[], volume: number): number {
  const [only] = exits;
  if (exits.length === 1 && only !== undefined) return only.price;
  return exits.reduce((sum, deal) => sum + deal.price * deal.volume, 0) / volume;
}

/** Money rounded to the cent. */
export const cents = (money: number): number => Math.round(money * 100) / 100 + 0;
