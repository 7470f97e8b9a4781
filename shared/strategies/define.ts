import type { Regime, SessionName, TradedTimeframe } from './market-terms.ts';

/**
 * What our own candles must show for a setup of the strategy: a broken swing on M5, a retest of a broken level on M1, or
 * nothing, in which case the sender's plan stands without a structure.
 */
export type StrategyStructure = 'break' | 'retest' | 'none';

/** The values a profile has where the configuration names none. Percentages are of the balance, `minWinRate` is 0..1. */
export type ProfileDefaults = {
  readonly sessions: readonly [SessionName, ...SessionName[]];
  readonly maxRiskPercent: number;
  readonly riskPercent: number;
  readonly maxDailyRiskPercent: number;
  readonly maxConcurrent: number;
  readonly minWinRate: number;
  readonly targetRr: number;
};

/** Everything the product knows about one strategy. A strategy is one file with one of these, and one row of the table. */
export type StrategyDefinition<Id extends string = string, Pattern extends string = string> = {
  /** Its name in the configuration and in the journal: `[a-z][a-z0-9_]{0,31}`. It never changes. */
  readonly id: Id;
  /** What its signals carry as `pattern`; in the journal too, so it never changes either. */
  readonly pattern: Pattern;
  readonly timeframe: TradedTimeframe;
  /** True for the one strategy of its timeframe that a sender means who names the timeframe alone. */
  readonly impliedByTimeframe: boolean;
  /** Its MetaTrader magic number above the cockpit's base, 1 to 89. It stands on positions that outlive a version. */
  readonly magic: number;
  readonly titles: { readonly long: string; readonly short: string };
  /** One setup of it within a sentence, with its article: "a retest". */
  readonly noun: string;
  /** What senders may write for the pattern, in lower case. */
  readonly spellings: readonly string[];
  readonly structure: StrategyStructure;
  /** True when our own detector proposes its setups; at most one strategy of a structure. */
  readonly isDetected: boolean;
  /** True for orders by hand: only the operator's own tickets are of it. */
  readonly isByHand: boolean;
  /** Volatility in which the product owner refuses it. */
  readonly refusedRegimes: readonly Exclude<Regime, 'unknown'>[];
  /** True when it is refused against the M5 trend. */
  readonly needsTrend: boolean;
  /** What the profile's target is multiplied by in each regime. */
  readonly targetFactors: Readonly<Record<Regime, number>>;
  readonly defaults: ProfileDefaults;
};

/** Declares a strategy and keeps its id and pattern as literal types, which the closed sets are derived from. */
export const defineStrategy = <const Id extends string, const Pattern extends string>(
  definition: StrategyDefinition<Id, Pattern>,
): StrategyDefinition<Id, Pattern> => definition;

/** Aims lower in a quiet market and higher in a lively one. */
export const TARGET_WITH_VOLATILITY: Readonly<Record<Regime, number>> = { low: 0.8, medium: 1, high: 1.3, unknown: 1 };
