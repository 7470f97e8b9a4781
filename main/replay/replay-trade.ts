import type { ClosedTrade } from '#shared/domain';

/** How far a trade went against it and for it before it ended, as prices from its entry (0 or more), and in R of its first stop. */
export type Excursion = {
  readonly mae: number;
  readonly mfe: number;
  readonly maeR: number | null;
  readonly mfeR: number | null;
};

/** A signal that did not become a trade, and why. */
export type ReplayRejection = {
  readonly signalId: string;
  readonly at: number;
  readonly symbol: string;
  readonly side: string;
  readonly pattern: string;
  readonly state: string;
  readonly code: string;
  readonly text: string;
};

/**
 * A finished trade with its signal and what it cost; money in account currency, costs 0 or less. `gross + commission + swap` is `pnl`;
 * `move + spread + slippage` is `gross`, where `move` is what the middle of bid and ask made from the level asked for at the entry to
 * that at the exit.
 */
export type ReplayTrade = ClosedTrade & {
  readonly pattern: string | null;
  readonly score: number | null;
  readonly probability: number | null;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly riskMoney: number | null;
  readonly gross: number;
  readonly commission: number;
  readonly swap: number;
  readonly move: number;
  readonly spread: number;
  readonly slippage: number;
  /** What a point is worth for all its lots, as it was at the entry; null: not known. */
  readonly pointMoney: number | null;
  readonly excursion: Excursion | null;
  /** What each station said of its signal, and the rules that it looked at. */
  readonly why: readonly WhyStep[];
};

export type WhyStep = {
  readonly stage: string;
  readonly verdict: string;
  readonly rules: readonly { readonly ok: boolean; readonly text: string }[];
};
