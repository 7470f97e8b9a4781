import { assert } from '#shared/lib';
import type { MaxLoss, Rulebook } from '#shared/rulebooks';

/** Highest values an account has seen: what trailing floors hang from. Account currency. */
export type Peaks = { readonly resetBalance: number; readonly equity: number; readonly dayEquity?: number | undefined };

/** What a rulebook takes down at its reset moment. */
export function anchorValue(rulebook: Rulebook, balance: number, equity: number): number {
  switch (rulebook.daily?.anchor) {
    case undefined:
    case 'balance':
      return balance;
    case 'equity':
      return equity;
    case 'higher':
      return Math.max(balance, equity);
  }
}

/** Money a day may lose; null for a firm without a daily limit. */
export const dayLimitOf = ({ daily }: Rulebook, initialBalance: number, anchor: number): number | null =>
  daily === null ? null : (daily.limitPct / 100) * (daily.limitOf === 'initial' ? initialBalance : anchor);

/**
 * The floor of the day, below what the reset took down or, where it follows the equity, below the day's peak (Upside Funding: 4 % of a
 * peak of 103,000 is a floor of 98,880). Null: there is none.
 */
export function dayFloorOf(rulebook: Rulebook, initialBalance: number, anchor: number): number | null {
  const limit = dayLimitOf(rulebook, initialBalance, anchor);
  return limit === null ? null : anchor - limit;
}

/** The value that the floor of the account hangs from: the initial capital at least. */
function peakOf({ maxLoss }: Rulebook, initialBalance: number, peaks: Peaks | null): number {
  if (maxLoss.mode === 'static_initial') return initialBalance;
  assert(peaks !== null, 'a trailing floor is given the peaks it follows');
  return Math.max(initialBalance, maxLoss.mode === 'trailing_intraday' ? peaks.equity : peaks.resetBalance);
}

/** Money the account may lose in all, from the point its floor hangs from. */
export const totalLimitOf = (rulebook: Rulebook, initialBalance: number, peaks: Peaks | null): number =>
  (rulebook.maxLoss.limitPct / 100) *
  (rulebook.maxLoss.limitOf === 'peak' ? peakOf(rulebook, initialBalance, peaks) : initialBalance);

/** Where a floor stops to follow, in account currency; `Infinity`: nowhere. */
const lockAt = ({ lockOffsetPct }: MaxLoss, initialBalance: number): number =>
  lockOffsetPct === undefined ? Infinity : initialBalance * (1 + lockOffsetPct / 100);

/** The floor of the account's whole life. `hasPaidOut`: money was withdrawn since the first look. */
export function totalFloorOf(rulebook: Rulebook, initialBalance: number, peaks: Peaks | null, hasPaidOut = false): number {
  const { maxLoss } = rulebook;
  const following = peakOf(rulebook, initialBalance, peaks) - totalLimitOf(rulebook, initialBalance, peaks);
  const floor = maxLoss.mode === 'static_initial' ? following : Math.min(following, lockAt(maxLoss, initialBalance));
  if (maxLoss.payoutLocks !== true || !hasPaidOut) return floor;
  return Math.max(floor, initialBalance * (1 + (maxLoss.lockOffsetPct ?? 0) / 100));
}
