import { identifierOf, type Position } from '#shared/domain';
import type { LedgerPosition } from '#shared/projection';

/** The ledger's positions with the terminal's latest figures; what only the terminal holds is shown as foreign. */
export function heldPositions(
  ledger: ReadonlyMap<string, LedgerPosition>,
  latest: readonly Position[],
): readonly LedgerPosition[] {
  const shown = new Map(latest.map((position) => [identifierOf(position), position]));
  const known = [...ledger].map(([identifier, held]) => ({ ...held, position: shown.get(identifier) ?? held.position }));
  const foreign = latest
    .filter((position) => !ledger.has(identifierOf(position)))
    .map((position) => ({ position, signalId: null, strategyId: null, riskMoney: null, foreign: true }));
  return [...known, ...foreign];
}

/** Floating result with swap and commission. */
export const openProfit = ({ profit, swap, commission }: Position): number => profit + swap + commission;

/** The same in multiples of the money first risked with the lots that are still open; null when that is not known. */
export function resultR({ position, riskMoney, lots = position.volume }: LedgerPosition): number | null {
  if (riskMoney === null || riskMoney <= 0) return null;
  const left = Math.min(1, position.volume / lots);
  return openProfit(position) / (riskMoney * left);
}
