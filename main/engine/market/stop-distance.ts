import { directionOf } from '#shared/domain';
import type { Retest } from './break-retest.ts';
import type { DetectorSettings } from './settings.ts';
import type { DetectorSpec } from './setup.ts';
import type { Structure, StructureBreak } from './structure.ts';

/** The room a stop keeps: some ATRs, and never less than the broker's distance plus the spread it closes at. */
const roomOf = (atr: number, spread: number, spec: DetectorSpec, settings: DetectorSettings): number =>
  Math.max(settings.stopAtr * atr, spec.stopsLevel * spec.point + spread);

/**
 * The stop of a break of structure. Two places prove the break wrong: behind the last opposite swing (by the distance that
 * counts as a break), and that room behind the broken level. The nearer one to the entry wins, but keeps the room from the entry.
 */
export function breakStop(
  made: StructureBreak,
  structure: Structure,
  spread: number,
  spec: DetectorSpec,
  settings: DetectorSettings,
): number {
  const direction = directionOf(made.side);
  const room = roomOf(made.atr, spread, spec, settings);
  const swing = made.side === 'BUY' ? structure.low : structure.high;
  const behindLevel = direction * (made.close - made.level) + room;
  const behindSwing = swing === null ? behindLevel : direction * (made.close - swing.price) + made.tolerance;
  return made.close - direction * Math.max(room, Math.min(behindLevel, behindSwing));
}

/** The stop of a retest: behind its furthest price by half an M1 ATR, or by the broker's distance plus the spread. */
export function retestStop(
  retest: Retest,
  entry: number,
  atrM1: number,
  spread: number,
  spec: DetectorSpec,
  settings: DetectorSettings,
): number {
  return (retest.retestExtreme ?? entry) - directionOf(retest.side) * roomOf(atrM1, spread, spec, settings);
}
