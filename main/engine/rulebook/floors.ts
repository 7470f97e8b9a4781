import { assert } from '#shared/lib';
import type { Rulebook } from '#shared/rulebooks';

/** Highest values an account has seen: what trailing floors hang from. Account currency. */
export type Peaks = { readonly resetBalance: number; readonly equity: number };

/** What a rulebook takes down at its reset moment. */
export function anchorValue(rulebook: Rulebook, balance: number, equity: number): number {
  switch (rulebook.daily.anchor) {
    case 'balance':
      return balance;
    case 'equity':
      return equity;
    case 'higher':
      return Math.max(balance, equity);
  }
}

/** Money a day may lose. */
export const dayLimitOf = (rulebook: Rulebook, initialBalance: number, anchor: number): number =>
  (rulebook.daily.limitPct / 100) * (rulebook.daily.limitOf === 'initial' ? initialBalance : anchor);

/** The floor of the day, which does not move until the next reset: the day's own peak has no part in it. */
export const dayFloorOf = (rulebook: Rulebook, initialBalance: number, anchor: number): number =>
  anchor - dayLimitOf(rulebook, initialBalance, anchor);

/** Money the account may lose in all, from the point its floor hangs from. */
export const totalLimitOf = (rulebook: Rulebook, initialBalance: number): number =>
  (rulebook.maxLoss.limitPct / 100) * initialBalance;

/** The floor of the account's whole life. */
export function totalFloorOf(rulebook: Rulebook, initialBalance: number, peaks: Peaks | null): number {
  const { maxLoss } = rulebook;
  const limit = totalLimitOf(rulebook, initialBalance);
  if (maxLoss.mode === 'static_initial') return initialBalance - limit;
  assert(peaks !== null, 'a trailing floor is given the peaks it follows');
  const peak = Math.max(initialBalance, maxLoss.mode === 'trailing_intraday' ? peaks.equity : peaks.resetBalance);
  const floor = peak - limit;
  return maxLoss.mode === 'trailing_locked' ? Math.min(floor, initialBalance * (1 + maxLoss.lockOffsetPct / 100)) : floor;
}
