import type { Criterion, CriterionCode } from '#shared/domain';
import { assert } from '#shared/lib';
import { strategyOfPattern } from '#shared/strategies';
import { tradingStatusRules } from '#engine/limits';
import type { Evaluation, Question } from './evaluation.ts';
import { newsRules } from './news.ts';
import { RULES } from './rules.ts';

const LOW_WIN_RATE_FACTOR = 0.5;
/** Lowers the risk instead of refusing. */
const ADJUSTS_ONLY = 'win_rate';

/** Judges a signal against strategy, session, market and account. Every rule is answered, also after one has failed. */
export function evaluate(question: Question): Evaluation {
  const { signal, profile, control, regime, overrides } = question;
  const { targetFactors } = strategyOfPattern(signal.pattern);
  const criteria = [
    ...tradingStatusRules(question.standing),
    ...RULES.map((rule) => rule(question)),
    ...newsRules(question.news, question.calendar),
  ];
  const isMet = (code: CriterionCode): boolean => criteria.some((rule) => rule.code === code && rule.ok);
  const riskFactor = control.riskFactor * (isMet(ADJUSTS_ONLY) ? 1 : LOW_WIN_RATE_FACTOR);
  assert(riskFactor > 0 && riskFactor <= 1, 'the product owner only ever lowers risk');
  return {
    criteria,
    confidence: criteria.filter((rule) => rule.ok).length / criteria.length,
    approved: criteria.every((rule) => rule.ok || rule.code === ADJUSTS_ONLY || isSetAside(rule, overrides)),
    adjustments: { riskFactor, targetRr: profile.targetRr * targetFactors[regime], strategyMatch: isMet('strategy_match') },
  };
}

/** True for a soft rule the trader has overridden. Nobody sets a hard one aside. */
const isSetAside = (rule: Criterion, overrides: readonly string[]): boolean => !rule.hard && overrides.includes(rule.code);
