import { rule, directionOf, specOf, type Facts } from '#shared/domain';
import { present } from '#shared/lib';
import { strategyOfPattern, type StrategyStructure } from '#shared/strategies';
import { plain, rounded } from '#engine/wording.ts';
import type { Cell } from './cell.ts';
import { conclude } from './conclude.ts';

/** What this score is: fixed rules of thumb, not a model trained on trades. Said wherever its number is shown. */
export const RULE_SCORE = 'rule-score v1';

/** Whose number it is: the model's, or the rule's and why. */
function sourceOf(model: Facts['model']): { readonly name: string; text(probability: number): string } {
  if (model?.kind === 'scored')
    return { name: `model ${model.version}`, text: (probability) => `Model ${model.version} gives ${probability}` };
  const why = model === undefined ? 'not a trained model' : `the model did not answer: ${model.why}`;
  return { name: RULE_SCORE, text: (probability) => `Rule score ${probability} (${RULE_SCORE}, ${why})` };
}

const BASE = 0.5;
const STRUCTURE_PART: Readonly<Record<StrategyStructure, number>> = { break: 0, retest: 0.1, none: 0 };
const STOP_PIPS = { min: 10, max: 50 };
/** Ratios of decimal prices: a planned 2.0 must not count as 1.9999999. */
const NOISE = 1e-9;

/**
 * U2, scoring: a named rule score. Base 0.5; reward over risk of the plan 2 or more +0.15, 1.5 or more +0.10, less -0.10;
 * retest +0.10; stop of 10 to 50 pips +0.05; M5 trend on our side +0.05. Confidence is 0.7 above 0.6, else 0.6.
 */
export const u2: Cell = (draft, view) => {
  const { signal, side, takeProfit } = draft;
  const spec = present(specOf(view.facts, signal.symbol), 'U1 passes only a known symbol');
  const stopLoss = present(draft.stopLoss, 'U1 passes only an order with a stop');
  const direction = directionOf(side);
  const risk = direction * (signal.entry - stopLoss);
  const rr = takeProfit === null ? draft.targetRr : (direction * (takeProfit - signal.entry)) / risk;
  const stopPips = risk / spec.pip;
  const parts = {
    part_rr: rr >= 2 - NOISE ? 0.15 : rr >= 1.5 - NOISE ? 0.1 : -0.1,
    part_retest: STRUCTURE_PART[strategyOfPattern(signal.pattern).structure],
    part_stop: stopPips >= STOP_PIPS.min - NOISE && stopPips <= STOP_PIPS.max + NOISE ? 0.05 : 0,
    part_trend: view.structure?.trend === (side === 'BUY' ? 'up' : 'down') ? 0.05 : 0,
  };
  const sum = BASE + parts.part_rr + parts.part_retest + parts.part_stop + parts.part_trend;
  const { model } = view.facts;
  const ruled = rounded(Math.min(1, Math.max(0, sum)), 4);
  const probability = model?.kind === 'scored' ? rounded(model.probability, 4) : ruled;
  const source = sourceOf(model);
  const confidence = probability > 0.6 ? 0.7 : 0.6;
  const { minProbability, minConfidence } = view.config.cells.u2;
  const criteria = [
    rule({
      code: 'u2_probability',
      ok: probability >= minProbability,
      observed: probability,
      limit: minProbability,
      hard: false,
      text: `${source.text(probability)}, minimum ${minProbability}.`,
    }),
    rule({
      code: 'u2_confidence',
      ok: confidence >= minConfidence,
      observed: confidence,
      limit: minConfidence,
      hard: false,
      text: `Confidence ${confidence} of the score, minimum ${minConfidence}.`,
    }),
  ];
  const findings = {
    probability,
    confidence,
    model: source.name,
    trained: model?.kind === 'scored',
    ...(model?.kind === 'silent' ? { fallback: model.why } : {}),
    rr: rounded(rr, 4),
    stopPips: Number(plain(stopPips, 2)),
    ...parts,
  };
  return conclude({ ...draft, probability, confidence }, criteria, findings);
};
