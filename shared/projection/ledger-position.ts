import type { ManagementRules } from '#shared/config';
import type { ManagedRule, Position, Side, StrategyId } from '#shared/domain';

/** A position in our ledger. `foreign` ones were not opened by this cockpit: counted in every limit, never touched by us. */
export type LedgerPosition = {
  readonly position: Position;
  readonly signalId: string | null;
  readonly strategyId: StrategyId | null;
  readonly riskMoney: number | null;
  readonly foreign: boolean;
  /** Its lots when it was seen first, of which parts are shares: what `riskMoney` was risked with. Absent: not known. */
  readonly lots?: number;
  /** The levels it is to have: those last seen with a stop, before that its order's. Absent: foreign, or nobody knows any. */
  readonly planned?: { readonly stopLoss: number; readonly takeProfit: number | null };
  /** Since when it is seen without a stop. `isClosing`: no stop could be set in time. Absent: it has one. */
  readonly bare?: { readonly since: number; readonly isClosing: boolean };
  /** Absent: nothing is done with it by itself. */
  readonly plan?: PositionPlan | undefined;
};

/** Others opened it and it was not taken under management: it is counted and never touched. */
export const isTheirs = ({ foreign, plan }: Pick<LedgerPosition, 'foreign' | 'plan'>): boolean =>
  foreign && plan?.takenOver !== true;

/** One move of a managed position that the terminal confirmed. `lots` that it closed; `stop` that it set. */
export type ManagedMove = {
  readonly rule: ManagedRule;
  readonly step: string;
  readonly at: number;
  readonly by: string;
  readonly text: string;
  readonly lots: number;
  /** Lots the position had when the close was asked for. Absent: it closed nothing, or nobody wrote it down. */
  readonly of?: number;
  readonly stop: number | null;
};

/** By which rules a position is managed, and what they did. Distances in price, `risk` is one R. */
export type PositionPlan = {
  readonly rules: ManagementRules;
  readonly side: Side;
  readonly stop: number | null;
  readonly risk: number | null;
  readonly exits: readonly { readonly rule: ManagedRule; readonly at: number }[];
  /** All its lots when it was planned first. */
  readonly lots: number;
  readonly takenOver: boolean;
  readonly since: number;
  readonly by: string;
  readonly reason: string;
  /** Oldest first; of a stop that follows only the newest. */
  readonly moves: readonly ManagedMove[];
  /** After a refusal nothing is asked before `until`, longer each time in a row. Null: the last one was not refused. */
  readonly refused: { readonly count: number; readonly until: number; readonly text: string } | null;
};
