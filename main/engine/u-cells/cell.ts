import type { Config, StrategyProfile } from '#shared/config';
import type { Criterion, Facts, OrderRequest, Side, Signal, StageDecision, StrategyId } from '#shared/domain';
import type { ApprovalCard, RoomView } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { StructureView } from '#engine/market';
import type { Correlation } from '#engine/exposure';
import type { Loss, RiskPercent } from '#engine/sizing';

/** A signal on its way to an order. Each cell fills in its part; what is null was not computed yet. */
export type Draft = {
  readonly signal: Signal;
  readonly strategyId: StrategyId;
  readonly profile: StrategyProfile;
  /** Codes of soft rules the trader has set aside: reported, but no gate. */
  readonly overrides: readonly string[];
  readonly risk: RiskPercent;
  /** Reward over risk to aim at where the signal names no target. */
  readonly targetRr: number;
  readonly side: Side;
  /** The price a market order would be filled at now; the signal's own until U1 has seen a quote. */
  readonly entry: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** U1's score 0..1; null when our candles cannot judge. */
  readonly score: number | null;
  readonly probability: number | null;
  readonly confidence: number | null;
  readonly lots: number | null;
  readonly loss: Loss | null;
  /** One R: loss at the stop with commission, without slippage. Account currency. */
  readonly riskMoney: number | null;
  /** Reward over risk at the current price, after costs. */
  readonly rr: number | null;
  /** The rule that set the lots. */
  readonly binding: string | null;
  readonly room: { readonly before: RoomView; readonly after: ApprovalCard['after'] } | null;
  readonly request: OrderRequest | null;
};

/** What a cell may look at. `structure` is null while our candles are too few. */
export type CellView = {
  readonly nowMs: number;
  readonly state: ReadonlyCockpit;
  readonly facts: Facts;
  readonly structure: StructureView | null;
  readonly config: Config;
  readonly correlation: Correlation;
};

export type CellResult = {
  readonly verdict: 'passed' | 'refused';
  readonly criteria: readonly Criterion[];
  readonly findings: StageDecision['findings'];
  readonly draft: Draft;
};

/** One station of the pipeline: pure, so that a dry run and the real run cannot differ. */
export type Cell = (draft: Draft, view: CellView) => CellResult;
