import { directionOf, type SymbolSpec } from '#shared/domain';
import type { StructureView } from '#engine/market';
import type { Draft } from './cell.ts';
import { onGrid } from './price-grid.ts';
import type { Sighting } from './sighting.ts';

/** Room of a derived stop behind the structure, in ATRs of the traded timeframe. */
const STOP_ATR = 0.5;

/** Which of the two are not the sender's. */
export type Derived = 'none' | 'stop' | 'target' | 'stop and target';

/** Stop and target of a draft, on the tick grid. */
export type Levels = {
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly derived: Derived;
  readonly isStopDerived: boolean;
};

/**
 * Fills in what the sender left out: the stop half an ATR behind the retest's extreme or the broken level, the target at
 * `targetRr` times the planned risk. A stop is never guessed: without our own structure it stays null.
 */
export function levelsOf(draft: Draft, sighting: Sighting, structure: StructureView | null, spec: SymbolSpec): Levels {
  const direction = directionOf(draft.side);
  const derivedStop = draft.stopLoss === null ? structureStop(draft, sighting, structure, spec) : null;
  const stopLoss = draft.stopLoss ?? derivedStop;
  const risk = stopLoss === null ? 0 : direction * (draft.signal.entry - stopLoss);
  const isTargetDerived = draft.takeProfit === null && risk > 0;
  const target = draft.signal.entry + direction * draft.targetRr * risk;
  const takeProfit = isTargetDerived && target > 0 ? onGrid(target, spec, direction) : draft.takeProfit;
  const derived = derivedStop === null ? (isTargetDerived ? 'target' : 'none') : isTargetDerived ? 'stop and target' : 'stop';
  return { stopLoss, takeProfit, derived, isStopDerived: derivedStop !== null };
}

function structureStop(draft: Draft, sighting: Sighting, structure: StructureView | null, spec: SymbolSpec): number | null {
  if (structure === null || (sighting.kind !== 'bos' && sighting.kind !== 'retest')) return null;
  const direction = directionOf(draft.side);
  const behind = sighting.kind === 'bos' ? sighting.made.level : (sighting.retest.retestExtreme ?? sighting.retest.level);
  const atr = sighting.kind === 'bos' ? sighting.made.atr : structure.atrM1;
  if (atr === null) return null;
  const room = Math.max(STOP_ATR * atr, (spec.stopsLevel + structure.spreadPoints) * spec.point);
  const stop = onGrid(behind - direction * room, spec, direction === 1 ? -1 : 1);
  return stop > 0 ? stop : null;
}
