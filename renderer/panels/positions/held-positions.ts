import { useMemo } from 'react';
import type { LedgerPosition } from '#shared/projection';
import { useEngine } from '../../store/index.ts';
import { heldPositions } from '../reading/index.ts';

const NONE: readonly never[] = [];

/** Every open position with its latest figures. */
export function useHeldPositions(): readonly LedgerPosition[] {
  const ledger = useEngine(({ cockpit }) => cockpit.positions);
  const latest = useEngine(({ live }) => live?.positions ?? NONE);
  return useMemo(() => heldPositions(ledger, latest), [ledger, latest]);
}
