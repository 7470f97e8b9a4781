import { TIMEFRAME_MS, type Signal, type SymbolSpec } from '#shared/domain';
import { unreachable } from '#shared/lib';
import { strategyOfPattern } from '#shared/strategies';
import type { Retest, StructureBreak, StructureView } from '#engine/market';

/** What a sender claims of a structure. */
export type Claim = Pick<Signal, 'pattern' | 'side' | 'levels'>;

/** What our own candles show of a signal's structure. */
export type Sighting =
  | { readonly kind: 'unjudged' }
  /** The strategy trades without a structure of its own, so there is nothing to look for. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unseen'; readonly why: string; readonly ourLevel: number | null }
  | { readonly kind: 'bos'; readonly made: StructureBreak; readonly ageMs: number }
  | { readonly kind: 'retest'; readonly retest: Readonly<Retest>; readonly ageMs: number };

/** A level older than this is no longer what a signal is about. The detector forgets its own after the same time. */
export const STRUCTURE_AGE_MAX_MS = 60 * TIMEFRAME_MS.M1;
/** A claimed level matches ours within this many M5 ATRs, and never within less than a pip: candle feeds differ. */
const LEVEL_ATR = 0.25;

/** The broken level a sender claims; null when it claims none, or the strategy has none. */
export function claimedLevel({ pattern, side, levels }: Claim): number | null {
  const { structure } = strategyOfPattern(pattern);
  const passed = side === 'BUY' ? levels.previousHigh : levels.previousLow;
  switch (structure) {
    case 'break':
      return levels.structureBreak ?? levels.breakLevel ?? passed;
    case 'retest':
      return levels.breakLevel ?? levels.structureBreak ?? passed;
    case 'none':
      return null;
    default:
      return unreachable(structure);
  }
}

/** How far a claimed level may lie from ours, as a price distance. */
export const levelTolerance = (structure: StructureView, spec: Pick<SymbolSpec, 'pip'>): number =>
  Math.max(LEVEL_ATR * (structure.atrM5 ?? 0), spec.pip);

/**
 * Looks the claimed structure up among what our closed candles have built; the sender's claim is not evidence here. Ages are
 * measured on the candles' own clock, because a played-back market is older than the wall clock.
 */
export function sightingOf(signal: Claim, structure: StructureView | null, spec: Pick<SymbolSpec, 'pip'>): Sighting {
  const wanted = strategyOfPattern(signal.pattern).structure;
  switch (wanted) {
    case 'break':
      return structure === null ? { kind: 'unjudged' } : breakSighting(signal, structure, spec);
    case 'retest':
      return structure === null ? { kind: 'unjudged' } : retestSighting(signal, structure, spec);
    case 'none':
      return { kind: 'none' };
    default:
      return unreachable(wanted);
  }
}

function breakSighting(signal: Claim, structure: StructureView, spec: Pick<SymbolSpec, 'pip'>): Sighting {
  const made = structure.lastBreak[signal.side];
  if (made === null) return { kind: 'unseen', why: `no ${signal.side} break of structure`, ourLevel: null };
  const opposite = structure.lastBreak[signal.side === 'BUY' ? 'SELL' : 'BUY'];
  const ageMs = Math.max(0, structure.at - made.at);
  const unseen = (why: string): Sighting => ({ kind: 'unseen', why, ourLevel: made.level });
  if (ageMs > STRUCTURE_AGE_MAX_MS) return unseen(`the last ${signal.side} break is ${Math.round(ageMs / 60_000)} min old`);
  if (opposite !== null && opposite.at > made.at) return unseen('a break the other way came after it');
  return isClaimed(signal, made.level, structure, spec) ? { kind: 'bos', made, ageMs } : unseen('our broken level is another');
}

function retestSighting(signal: Claim, structure: StructureView, spec: Pick<SymbolSpec, 'pip'>): Sighting {
  const known = [...structure.retests, ...(structure.retest === null ? [] : [structure.retest])].reverse();
  const mine = known.filter(
    ({ side, retestAt, end }) => side === signal.side && retestAt !== null && (end === null || end === 'triggered'),
  );
  const fresh = mine.filter(({ retestAt }) => structure.at - (retestAt ?? 0) <= STRUCTURE_AGE_MAX_MS);
  const retest = fresh.find(({ level }) => isClaimed(signal, level, structure, spec));
  if (retest !== undefined)
    return { kind: 'retest', retest, ageMs: Math.max(0, structure.at - (retest.retestAt ?? structure.at)) };
  const why = fresh.length > 0 ? 'our retested level is another' : `no ${signal.side} retest within the last hour`;
  return { kind: 'unseen', why, ourLevel: fresh[0]?.level ?? null };
}

function isClaimed(signal: Claim, level: number, structure: StructureView, spec: Pick<SymbolSpec, 'pip'>): boolean {
  const claimed = claimedLevel(signal);
  return claimed === null || Math.abs(claimed - level) <= levelTolerance(structure, spec);
}
