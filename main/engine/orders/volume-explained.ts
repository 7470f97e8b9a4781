import { identifierOf, subjectOf, type Deal, type Position, type TerminalSnapshot } from '#shared/domain';
import { isOpenOrder, type OrderLife, type ReadonlyCockpit } from '#shared/projection';
import { closesOf } from './closing.ts';
import { growthExplained } from './growth.ts';
import { LOTS_NOISE } from './legs.ts';

/**
 * Whether the terminal may hold another volume of a position than the ledger: by the position's own deals, or by closes and
 * entries of ours which the ledger has not taken up yet, and by no more lots than those.
 */
export function volumeExplained(
  cockpit: ReadonlyCockpit,
  own: Position,
  there: Position,
  snapshot: TerminalSnapshot,
  deals: readonly Deal[],
): boolean {
  const grown = there.volume - own.volume;
  if (grown === 0 || isOnTheWay(own, there.volume, deals)) return true;
  return grown < 0 ? -grown <= lotsLeaving(cockpit, own) + LOTS_NOISE : growthExplained(cockpit, own, grown, snapshot);
}

/** Lots that a position has left after the closes that were confirmed and that no look has shown yet. */
export const lotsNow = (cockpit: ReadonlyCockpit, own: Position): number =>
  Math.max(0, Math.round((own.volume - lotsLeaving(cockpit, own)) * 1e8) / 1e8);

/** Lots that closes of ours take out of a position as the ledger has it: those that were confirmed, and all that may be. */
function lotsLeaving(cockpit: ReadonlyCockpit, own: Position): number {
  let lots = 0;
  for (const close of closesOf(cockpit, identifierOf(own)))
    if (Math.abs((foundBy(close, own) ?? own.volume) - own.volume) < LOTS_NOISE) lots += lotsOf(close, own);
  return lots;
}

/** Lots that the ledger had of the position when a close of it was asked for; undefined: an older journal did not write them down. */
const foundBy = ({ request, closesOf: one, closesBy: other }: OrderLife, own: Position): number | undefined =>
  subjectOf(request) === identifierOf(own) ? one : other;

/** One that came to nothing takes nothing. How many lots an older journal's confirmed close found is not known: then deals tell. */
function lotsOf(close: OrderLife, own: Position): number {
  const { request, outcome, closesOf: one, closesBy: other } = close;
  if (request.op !== 'close' && request.op !== 'close_by') return 0;
  // Both lose the smaller one's.
  const asked = request.op === 'close' ? (request.volume ?? own.volume) : Math.min(one ?? own.volume, other ?? own.volume);
  if (isOpenOrder(close)) return asked;
  return outcome?.kind === 'confirmed' && foundBy(close, own) !== undefined ? (outcome.volume ?? asked) : 0;
}

/** Deals are read after the look that they explain, so that later ones may be among them: the volume lies between ours and the last. */
function isOnTheWay(own: Position, volume: number, deals: readonly Deal[]): boolean {
  const is = (one: number) => (other: number) => Math.abs(other - one) < LOTS_NOISE;
  const volumes = volumesOf(deals.filter(({ position }) => position === identifierOf(own)));
  // -1 where ours is none of them: then only the last one counts.
  const from = volumes.findIndex(is(own.volume));
  return volumes.slice(from).some(is(volume));
}

/** Lots after each deal of one position, oldest first. A reversal is as large as what it closes and what it opens. */
function volumesOf(deals: readonly Deal[]): readonly number[] {
  let held = 0;
  return [...deals]
    .sort((a, b) => a.at - b.at)
    .map(({ entry, volume }) => (held = entry === 'in' ? held + volume : entry === 'inout' ? volume - held : held - volume));
}
