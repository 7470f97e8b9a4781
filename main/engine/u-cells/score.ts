import { directionOf, type Side, type SymbolSpec } from '#shared/domain';
import { unreachable } from '#shared/lib';
import type { Regime } from '#shared/strategies';
import type { Retest, StructureBreak, StructureView } from '#engine/market';
import { sightingOf, STRUCTURE_AGE_MAX_MS, type Claim, type Sighting } from './sighting.ts';

/** U1's score 0..1 and the parts it is made of, each 0..1 and continuous in what it measures. */
export type Score = { readonly value: number; readonly parts: Readonly<Record<string, number>> };

const BOS_WEIGHTS = { structure: 0.35, momentum: 0.25, participation: 0.25, freshness: 0.15 };
const RETEST_WEIGHTS = { accuracy: 0.3, breakQuality: 0.25, volumePattern: 0.2, timing: 0.15, higherTimeframe: 0.1 };
/** A break this many ATRs beyond its level is as clear as it gets. */
const CLEAR_BREAK_ATR = 0.5;
/** A leg of this many ATRs into the break is full momentum. */
const FULL_LEG_ATR = 3;
const LIVELINESS: Readonly<Record<Regime, number>> = { low: 0.4, medium: 0.8, high: 1, unknown: 0.7 };
/** What an unknown tick volume is worth: neither for nor against. */
const VOLUME_UNKNOWN = 0.65;

/** Null while our candles do not show the structure: there is nothing to measure. */
export function scoreOf(
  sighting: Sighting,
  structure: StructureView | null,
  side: Side,
  spec: Pick<SymbolSpec, 'pip'>,
): Score | null {
  if (structure === null) return null;
  switch (sighting.kind) {
    case 'unjudged':
    case 'unseen':
    case 'none':
      return null;
    case 'bos':
      return weighted(BOS_WEIGHTS, bosParts(sighting.made, sighting.ageMs, structure));
    case 'retest':
      return weighted(RETEST_WEIGHTS, retestParts(sighting.retest, structure, side, spec));
    default:
      return unreachable(sighting);
  }
}

/** U1's score 0..1 of a setup as our own candles show it; null while they do not. */
export const setupScore = (setup: Claim, structure: StructureView, spec: Pick<SymbolSpec, 'pip'>): number | null =>
  scoreOf(sightingOf(setup, structure, spec), structure, setup.side, spec)?.value ?? null;

function bosParts(made: StructureBreak, ageMs: number, structure: StructureView): Record<keyof typeof BOS_WEIGHTS, number> {
  const direction = directionOf(made.side);
  const beyond = direction * (made.close - made.level);
  const clear = unit((beyond - made.tolerance) / Math.max(CLEAR_BREAK_ATR * made.atr - made.tolerance, made.tolerance));
  const from = made.side === 'BUY' ? made.previousLow : made.previousHigh;
  const leg = from === null ? 0.5 : unit((direction * (made.close - from)) / (FULL_LEG_ATR * made.atr));
  const held = unit((direction * (structure.lastClose - made.level)) / made.tolerance);
  const volume = made.volumeRatio === null ? VOLUME_UNKNOWN : unit(0.2 + 0.5 * made.volumeRatio);
  return {
    structure: (made.kind === 'bos' ? 1 : 0.85) * (0.6 + 0.4 * clear),
    momentum: 0.5 * leg + 0.5 * held,
    participation: 0.6 * volume + 0.4 * LIVELINESS[structure.regime],
    freshness: 1 - unit(ageMs / STRUCTURE_AGE_MAX_MS),
  };
}

function retestParts(
  retest: Readonly<Retest>,
  structure: StructureView,
  side: Side,
  spec: Pick<SymbolSpec, 'pip'>,
): Record<keyof typeof RETEST_WEIGHTS, number> {
  const direction = directionOf(side);
  const tolerance = retest.tolerance ?? spec.pip;
  const minutes = ((retest.retestAt ?? 0) - (retest.breakAt ?? 0)) / 60_000;
  const broke = direction * ((retest.triggerBase ?? retest.level) - retest.level);
  const { breakVolume, retestVolume } = retest;
  const isVolumeKnown = breakVolume !== null && retestVolume !== null && breakVolume > 0;
  const wanted = side === 'BUY' ? 'up' : 'down';
  return {
    accuracy: 1 - unit(retestDeviation(retest) / (2 * tolerance)),
    breakQuality: 0.5 + 0.5 * unit(broke / (structure.atrM1 ?? spec.pip)),
    // A retest on less volume than the break was a pause, one on more was a counter-attack.
    volumePattern: isVolumeKnown ? Math.max(0.2, unit(1.15 - (0.5 * retestVolume) / breakVolume)) : VOLUME_UNKNOWN,
    timing: 1 - unit(minutes / 120),
    higherTimeframe: structure.trend === wanted ? 1 : structure.trend === 'none' ? 0.5 : 0,
  };
}

/** How far the retest's extreme lay from the broken level, on either side, as a price distance. */
export const retestDeviation = (retest: Readonly<Retest>): number =>
  Math.abs((retest.retestExtreme ?? retest.level) - retest.level);

function weighted<Part extends string>(weights: Readonly<Record<Part, number>>, parts: Readonly<Record<Part, number>>): Score {
  const names = Object.keys(weights) as Part[];
  return { value: names.reduce((sum, name) => sum + weights[name] * parts[name], 0), parts };
}

/** Held between 0 and 1. */
const unit = (value: number): number => Math.min(1, Math.max(0, value));
