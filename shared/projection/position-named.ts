import type { LedgerPosition } from './ledger-position.ts';
import type { ReadonlyCockpit } from './state.ts';

/** A position by its identifier, or by the ticket it has now, as a trader reads it in the terminal; undefined: the ledger has neither. */
export const positionNamed = ({ positions }: Pick<ReadonlyCockpit, 'positions'>, name: string): LedgerPosition | undefined =>
  positions.get(name) ?? [...positions.values()].find(({ position }) => position.ticket === name);
