import { identifierOf, type Facts, type Position } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

type Ledger = Pick<ReadonlyCockpit, 'positions' | 'trades'>;

/**
 * The facts as the ledger knows them better. With every position that the ledger holds and the terminal does not show: until it is
 * explained it may still be there, and a terminal that shows nothing has not closed anything. Without what deals have closed since the
 * terminal was looked at.
 */
export function withLedger(ledger: Ledger, facts: Facts): Facts {
  const shown = new Set(facts.positions.map(identifierOf));
  const unseen = [...ledger.positions.values()].flatMap(({ position }) => (shown.has(identifierOf(position)) ? [] : [position]));
  const there = facts.positions.filter((held) => !isClosedByDeals(ledger, held));
  if (unseen.length === 0 && there.length === facts.positions.length) return facts;
  return { ...facts, positions: [...there, ...unseen] };
}

/** A position that was reversed is still in the ledger, and one that shows the other side is another. */
const isClosedByDeals = ({ positions, trades }: Ledger, held: Position): boolean =>
  !positions.has(identifierOf(held)) &&
  trades.some(({ ticket, side }) => ticket === identifierOf(held) && side === held.direction);
