import { rule, type Criterion, type Signal, type SymbolSpec } from '#shared/domain';
import type { StructureView } from '#engine/market';
import { plain, priceText } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';
import { retestDeviation, type Score } from './score.ts';
import { claimedLevel, levelTolerance, type Sighting } from './sighting.ts';

/** Codes of the two rules below. */
export const CLAIM_CODES: ReadonlySet<string> = new Set(['structure_seen', 'u1_score']);

/**
 * True when the structure decides: the sender claims a level and our candles show it, so there is something to score; or the
 * configuration refuses what they do not show. A signal that claims no level is scored for the reader, not judged by it.
 */
export const isClaimGate = (sighting: Sighting, signal: Signal, config: CellView['config']): boolean =>
  sighting.kind !== 'none' &&
  (config.cells.u1.unseenStructure === 'refuse' || (claimedLevel(signal) !== null && isSeen(sighting)));

/** Our candles show the structure that the strategy trades. */
const isSeen = ({ kind }: Sighting): boolean => kind === 'bos' || kind === 'retest';

/** Whether our candles show what the sender claims, and how good it is. Reported only, unless they are gates. */
export function claimRules(
  draft: Draft,
  sighting: Sighting,
  score: Score | null,
  structure: StructureView | null,
  spec: SymbolSpec,
  config: CellView['config'],
): Criterion[] {
  const { minScore } = config.cells.u1;
  const isGate = isClaimGate(sighting, draft.signal, config);
  const note = isGate ? '' : ' Reported, not a gate.';
  const hasNone = sighting.kind === 'none';
  const value = score === null ? null : Number(score.value.toFixed(4));
  return [
    rule({
      code: 'structure_seen',
      ok: hasNone || isSeen(sighting),
      observed: seenAs(sighting),
      limit: draft.signal.pattern,
      hard: false,
      text: `${seenText(draft, sighting, structure, spec)}${note}`,
    }),
    rule({
      code: 'u1_score',
      ok: hasNone || (value !== null && value >= minScore),
      observed: value,
      limit: minScore,
      hard: false,
      text:
        value === null
          ? `No score without our own structure, minimum ${minScore}.${note}`
          : `Score ${value}, minimum ${minScore}.${note}`,
    }),
  ];
}

const seenAs = (sighting: Sighting): string =>
  sighting.kind === 'bos' ? `M5 ${sighting.made.kind}` : sighting.kind === 'retest' ? 'M1 retest' : sighting.kind;

function seenText({ signal }: Draft, sighting: Sighting, structure: StructureView | null, spec: SymbolSpec): string {
  const claimed = claimedLevel(signal);
  const claim = claimed === null ? 'none claimed' : `claimed ${priceText(claimed, spec.digits)}`;
  const allowed = structure === null ? '' : `, allowed ${plain(levelTolerance(structure, spec) / spec.pip, 1)} pip apart`;
  switch (sighting.kind) {
    case 'none':
      return `${signal.pattern} trades without a structure of its own: there is nothing to look for.`;
    case 'unjudged':
      return `Too few candles of ${signal.symbol} to judge the structure (level ${claim}).`;
    case 'unseen': {
      const ours = sighting.ourLevel === null ? 'none' : priceText(sighting.ourLevel, spec.digits);
      return `Our candles do not show it: ${sighting.why} (level ${claim}, ours ${ours}${allowed}).`;
    }
    case 'bos':
      return `Our M5 candles broke ${priceText(sighting.made.level, spec.digits)} ${age(sighting.ageMs)} (level ${claim}${allowed}).`;
    case 'retest': {
      const off = plain(retestDeviation(sighting.retest) / spec.pip, 1);
      return `Our M1 candles retested ${priceText(sighting.retest.level, spec.digits)} ${age(sighting.ageMs)}, ${off} pip off (level ${claim}${allowed}).`;
    }
  }
}

const age = (ms: number): string => `${plain(ms / 60_000, 0)} min ago`;
