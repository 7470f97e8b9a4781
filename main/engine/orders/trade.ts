import { identifierOf, isExit, type ClosedTrade, type Deal } from '#shared/domain';
import type { LedgerPosition } from '#shared/projection';
import { legsOf, livesAfter, LOTS_NOISE, type Leg } from './legs.ts';

/**
 * The finished trade behind a ledger position, from all its deals; null while volume is still open or no exit deal is known. A
 * reversal on a netting account ends it; what goes on under its identifier is another trade. `before`: trades of the identifier
 * that are finished already, whose deals are not counted again.
 */
export function tradeOf(held: LedgerPosition, deals: readonly Deal[], before: readonly ClosedTrade[] = []): ClosedTrade | null {
  const own = legOf(held, legsOf(deals.filter((deal) => deal.position === identifierOf(held.position))), before);
  const exits = own.filter(isExit);
  const last = exits.at(-1);
  if (last === undefined) return null;
  const volumeIn = own.filter((deal) => deal.entry === 'in').reduce((sum, deal) => sum + deal.volume, 0);
  const volumeOut = exits.reduce((sum, deal) => sum + deal.volume, 0);
  if (volumeOut + LOTS_NOISE < Math.max(volumeIn, held.position.volume)) return null;
  const pnl = money(
    own.reduce((sum, deal) => sum + deal.profit + deal.commission + deal.swap, 0),
    own,
  );
  return {
    ticket: identifierOf(held.position),
    signalId: held.signalId,
    strategyId: held.strategyId,
    symbol: held.position.symbol,
    side: held.position.direction,
    // All that was ever in it: parts may have been closed before, and the deal that began it may not be told yet.
    volume: Number(Math.max(volumeIn, volumeOut, held.position.volume).toFixed(8)),
    entry: held.position.entry,
    exit: averageOf(exits, volumeOut),
    openedAt: held.position.openedAt,
    closedAt: last.at,
    pnl,
    r: held.riskMoney === null || held.riskMoney <= 0 ? null : pnl / held.riskMoney,
    reason: last.reason,
  };
}

/** Of the legs that are no finished trades yet, the one that began when the position did, else the first on its side. */
function legOf({ position }: LedgerPosition, legs: readonly Leg[], before: readonly ClosedTrade[]): readonly Deal[] {
  if (legs.length < 2) return livesAfter(before, legs[0]?.deals ?? []);
  const open = legs.slice(before.length).filter(({ side }) => side === position.direction);
  return (open.find(({ deals }) => deals[0]?.at === position.openedAt) ?? open[0])?.deals ?? [];
}

/** Volume-weighted mean price; a single exit keeps its exact price. */
export function averageOf(exits: readonly Deal[], volume: number): number {
  const [only] = exits;
  if (exits.length === 1 && only !== undefined) return only.price;
  return exits.reduce((sum, deal) => sum + deal.price * deal.volume, 0) / volume;
}

/** Money rounded to the cent, or to its eighth decimal where the deals it is the sum of are in such an account (bitcoin). */
export function money(amount: number, deals: readonly Deal[] = []): number {
  const isFine = deals.some(({ profit, commission, swap }) => [profit, commission, swap].some(hasFineDecimals));
  return isFine ? Number(amount.toFixed(8)) + 0 : Math.round(amount * 100) / 100 + 0;
}

const hasFineDecimals = (amount: number): boolean => Math.abs(amount * 1_000 - Math.round(amount * 1_000)) > 1e-6;
