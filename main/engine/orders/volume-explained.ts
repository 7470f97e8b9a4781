import { identifierOf, type Deal, type Position } from '#shared/domain';
import { isOpenOrder, type OrderLife, type ReadonlyCockpit } from '#shared/projection';
import { closesOf } from './closing.ts';
import { LOTS_NOISE } from './legs.ts';

/**
 * Whether the terminal may hold another volume of a position than the ledger: by the position's own deals, or by closes of ours
 * which the ledger has not taken up yet, and by no more lots than those.
 */
export const volumeExplained = (cockpit: ReadonlyCockpit, own: Position, there: Position, deals: readonly Deal[]): boolean =>
  own.volume === there.volume ||
  (there.volume < own.volume && own.volume - there.volume <= lotsLeaving(cockpit, own) + LOTS_NOISE) ||
  isOnTheWay(own, there.volume, deals);

/** Lots that closes of ours take out of a position as the ledger has it: those that were confirmed, and all that may be. */
function lotsLeaving(cockpit: ReadonlyCockpit, own: Position): number {
  let lots = 0;
  for (const close of closesOf(cockpit, identifierOf(own)))
    if (Math.abs((close.closesOf ?? own.volume) - own.volume) < LOTS_NOISE) lots += lotsOf(close, own.volume);
  return lots;
}

/** One that came to nothing takes nothing. How many lots an older journal's confirmed close found is not known: then deals tell. */
function lotsOf(close: OrderLife, all: number): number {
  const { request, outcome, closesOf: found } = close;
  if (request.op !== 'close' && request.op !== 'close_by') return 0;
  const asked = request.op === 'close' ? (request.volume ?? all) : all;
  if (isOpenOrder(close)) return asked;
  return outcome?.kind === 'confirmed' && found !== undefined ? (outcome.volume ?? asked) : 0;
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
