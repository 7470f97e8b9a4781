import type { SymbolSpec } from '#shared/domain';
import { floorToStep } from '#engine/sizing';
import { LOTS_NOISE } from './legs.ts';

/**
 * Lots to close of a position so that `wanted` go: on the symbol's steps, rounded down. A part below the smallest volume cannot
 * be closed alone (0); a rest below it cannot stay alone, so all is closed (null).
 */
export function partOf(wanted: number, volume: number, { volumeMin, volumeStep }: SymbolSpec): number | null {
  const lots = floorToStep(Math.min(wanted, volume), volumeStep);
  if (lots + LOTS_NOISE < volumeMin) return volume <= wanted + LOTS_NOISE ? null : 0;
  return volume - lots + LOTS_NOISE < volumeMin ? null : lots;
}
