/** A prop firm's rules as dated data. Percentages are 0..100. What a firm changes is changed here, never in code. */
export type Rulebook = {
  readonly id: string;
  readonly title: string;
  /** Where the rules were read, and the day (ISO date) they were last compared with that page. */
  readonly source: string;
  readonly verifiedOn: string;
  readonly daily: DailyLoss;
  readonly maxLoss: MaxLoss;
  readonly targetPct: number | null;
  readonly minDays: { readonly count: number; readonly kind: 'opened' | 'profitable' } | null;
  readonly limits: { readonly lotsPerTicket: number | null };
};

export type DailyLoss = {
  readonly limitPct: number;
  /** What `limitPct` is a part of. */
  readonly limitOf: 'initial' | 'anchor';
  /** What is taken down at the reset moment and measured from for the next day. */
  readonly anchor: 'balance' | 'equity' | 'higher';
  /** Whether open profit and loss (with swap and commission, as the terminal's equity has them) counts during the day. */
  readonly includesFloating: boolean;
  /** When a new day begins; `name` is what a trader calls that moment, `clock` whose wall clock it is. */
  readonly reset: { readonly zone: string; readonly minuteOfDay: number; readonly name: string; readonly clock: string };
};

/**
 * The floor under the account's whole life: `static_initial` never moves; `trailing_eod` follows the highest balance at
 * a reset; `trailing_intraday` follows the highest equity; `trailing_locked` follows the highest reset balance until the
 * floor reaches initial plus `lockOffsetPct`, and stays there.
 */
export type MaxLoss =
  | { readonly mode: 'static_initial' | 'trailing_eod' | 'trailing_intraday'; readonly limitPct: number }
  | { readonly mode: 'trailing_locked'; readonly limitPct: number; readonly lockOffsetPct: number };
