import type { StrategyProfile } from '#shared/config';
import { assert } from '#shared/lib';

/** Percent of the balance a trade may risk, and which of the rules set it. */
export type RiskPercent = { readonly percent: number; readonly binding: 'strategy_risk' | 'signal_risk' | 'risk_cap' };

/**
 * The smallest of the strategy's risk times its factor, the signal's request, and the cap. A factor above 1 does not exist:
 * nothing raises risk above what the trader configured.
 */
export function riskPercentOf(profile: StrategyProfile, factor: number, requested: number | null): RiskPercent {
  assert(factor > 0 && factor <= 1, 'a risk factor is above zero and never above one');
  const own = profile.riskPercent * factor;
  const percent = Math.min(own, requested ?? own, profile.maxRiskPercent);
  return { percent, binding: percent === own ? 'strategy_risk' : percent === requested ? 'signal_risk' : 'risk_cap' };
}
