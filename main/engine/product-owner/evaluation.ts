import type { Config, StrategyProfile } from '#shared/config';
import type { Criterion, Signal, StrategyId } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { Performance, StrategyControl } from '#shared/projection';
import type { Regime, SessionName, StrategyKind } from '#shared/strategies';
import type { StructureView } from '#engine/market';
import type { RuleNames, TradingStatus } from '#engine/limits';
import type { StopShares } from '#engine/rulebook';
import type { News } from './news.ts';

/** Everything the product owner looks at. Money in account currency. */
export type Question = {
  readonly signal: Signal;
  readonly strategyId: StrategyId;
  readonly profile: StrategyProfile;
  /** The registered strategy that the profile trades; null when the configuration has no such profile. */
  readonly kind: StrategyKind | null;
  readonly control: StrategyControl;
  /** Closed trades of this strategy. */
  readonly performance: Performance;
  /** Sessions open now: two where they overlap. */
  readonly sessions: readonly Exclude<SessionName, 'any'>[];
  /** A practice market without sessions. */
  readonly isAlwaysOpen: boolean;
  readonly regime: Regime;
  /** Of the M5 structure; `unknown` while there are too few candles. */
  readonly trend: StructureView['trend'] | 'unknown';
  /** Positions of this strategy, and entries of it whose outcome is open. */
  readonly openOfStrategy: number;
  /** Money of the strategy's daily risk that is used, and the money it may use. */
  readonly dayRisk: { readonly used: number; readonly limit: number };
  readonly standing: TradingStatus;
  readonly news: News;
  readonly calendar: Config['calendar'];
  /** Null while the account is not known. */
  readonly room: RoomView | null;
  readonly shares: StopShares;
  readonly names: RuleNames;
  /** Soft rules the trader has set aside: reported, but no gate. */
  readonly overrides: readonly string[];
};

/** What the product owner changes about an approved signal. */
export type Adjustments = {
  /** Multiplies the strategy's risk; never above 1. */
  readonly riskFactor: number;
  /** Reward over risk to aim at, from the strategy's target and the market's volatility. */
  readonly targetRr: number;
  readonly strategyMatch: boolean;
};

export type Evaluation = {
  readonly criteria: readonly Criterion[];
  /** Share of the criteria that are met, 0..1. */
  readonly confidence: number;
  readonly approved: boolean;
  readonly adjustments: Adjustments;
};
