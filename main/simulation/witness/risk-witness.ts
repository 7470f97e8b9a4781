import type { Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import type { Report } from './report.ts';

/** I6: what the plan lets an entry risk. Results may cut a strategy's share of it; only the operator gives back what was cut. */
export class RiskWitness {
  readonly #report: Report;
  readonly #factors = new Map<string, number>();
  readonly #confirmed = new Map<string, number>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** The operator confirms that a strategy may risk this share of its plan again. */
  confirms(strategyId: string, proposal: number): void {
    this.#confirmed.set(strategyId, proposal);
  }

  recorded(record: JournalRecord): void {
    if (record.type !== 'strategy.adjusted') return;
    const { strategyId, riskFactor } = record.payload;
    const most = Math.max(this.#factors.get(strategyId) ?? 1, this.#confirmed.get(strategyId) ?? 0);
    if (riskFactor > Math.min(1, most))
      this.#report('I6', `${strategyId} may risk ${riskFactor} of its plan, ${Math.min(1, most)} is what was left or confirmed`);
    this.#factors.set(strategyId, riskFactor);
  }

  /**
   * Percent of the balance that an entry of this strategy may risk; nothing where the plan does not know it. Null: one of ours
   * whose name is not known here, which may risk no more than the boldest of the plan.
   */
  percentOf(strategyId: string | null, { strategies }: Pick<Config, 'strategies'>): number {
    const plans: Readonly<Record<string, { readonly riskPercent: number; readonly maxRiskPercent: number }>> = strategies;
    if (strategyId === null)
      return Math.max(0, ...Object.values(plans).map((plan) => Math.min(plan.riskPercent, plan.maxRiskPercent)));
    const plan = plans[strategyId];
    if (plan === undefined) return 0;
    return Math.min(plan.riskPercent * (this.#factors.get(strategyId) ?? 1), plan.maxRiskPercent);
  }
}
