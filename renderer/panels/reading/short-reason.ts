import { criterionTitle, type CriterionCode, type Stage } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { exact, msText, ratioText, stageText } from '../../format/index.ts';
import { reasonLine } from './signal-line.ts';

type Value = (value: number) => string;
const two: Value = (value) => exact(value, 2, 4);
const whole: Value = (value) => exact(value);

/** U2, of "U2 scoring". */
const stationOf = (stage: Stage): string => stageText(stage).split(' ')[0] ?? '';

/** Rules that two figures say better than a sentence: how the figures are written, and a name shorter than the rule's title. */
const IN_FIGURES: Partial<Readonly<Record<CriterionCode, readonly [value: Value, name?: string]>>> = {
  u1_score: [two, 'Score'],
  u2_probability: [two, 'Score'],
  u2_confidence: [two, 'Confidence'],
  min_rr: [two],
  spread_of_stop: [ratioText, 'Spread of the stop'],
  quote_age_ms: [msText],
  signal_age_ms: [msText],
  max_open_positions: [whole],
};

/**
 * Why a signal was refused, what was seen against its limit first: "Score 0.4 < 0.65 (U2)". Where figures do not say it, or two
 * would be written alike, it is the sentence on record.
 */
export function shortReason(life: SignalLife): string {
  const { reason, trade, decisions } = life;
  const decision = decisions.at(-1);
  if (reason === null || trade !== null || decision === undefined) return reasonLine(life);
  const failed = decision.criteria.find(({ code, ok }) => !ok && code === reason.code);
  const inFigures = failed === undefined ? undefined : IN_FIGURES[failed.code as CriterionCode];
  if (failed === undefined || inFigures === undefined) return reasonLine(life);
  const { observed, limit } = failed;
  if (typeof observed !== 'number' || typeof limit !== 'number') return reasonLine(life);
  const [text, name = criterionTitle(failed.code)] = inFigures;
  const [seen, bound] = [text(observed), text(limit)];
  return seen === bound
    ? reasonLine(life)
    : `${name} ${seen} ${observed < limit ? '<' : '>'} ${bound} (${stationOf(decision.stage)})`;
}

/** The short reason with the sentence on record behind it, for whom the place is too narrow or the figures too few. */
export function wholeReason(life: SignalLife): string {
  const [short, line] = [shortReason(life), reasonLine(life)];
  return short === line ? line : `${short}. ${line}`;
}
