import type { ClockStanding, Reason } from '#shared/domain';

/** How the clocks stand, since when, and what else is known of the time. */
export type ClockLife = ClockStanding & {
  readonly since: number;
  /** What confirming the PC's clock is bound to: the doubt as it was seen. */
  readonly digest: string;
  /** The trade server's time less UTC as it was learned last, and when. */
  readonly zone: { readonly server: string; readonly offsetMs: number; readonly at: number } | null;
};

/** A day of the firm that is over, or was put aside: `moved` is what came and went in it, `lock` the hard stop that stood at its end. */
export type PastDay = {
  readonly anchorAt: number;
  readonly resetsAt: number;
  readonly balance: number;
  readonly guess?: string | undefined;
  readonly moved: number;
  readonly peaks: { readonly resetBalance: number; readonly equity: number; readonly dayEquity?: number | undefined } | null;
  readonly lock: Reason | null;
};
