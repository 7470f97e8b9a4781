import { identifierOf, type Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

/**
 * The facts with every position that the ledger holds and the terminal does not show: until it is explained it may still be
 * there. A terminal that shows nothing has not closed anything.
 */
export function withLedger({ positions }: Pick<ReadonlyCockpit, 'positions'>, facts: Facts): Facts {
  const shown = new Set(facts.positions.map(identifierOf));
  const unseen = [...positions.values()].flatMap(({ position }) => (shown.has(identifierOf(position)) ? [] : [position]));
  return unseen.length === 0 ? facts : { ...facts, positions: [...facts.positions, ...unseen] };
}
