import { assert } from '#shared/lib';
import type { Rulebook } from '#shared/rulebooks';

/** Highest values an account has seen: what trailing floors hang from. Account currency. */
export type Peaks = { readonly resetBalance: number; readonly equity: number };

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

/** The floor of the day, which does not move until the next reset: the day's own peak has no part in it. Null: there is none. */
export function dayFloorOf(rulebook: Rulebook, initialBalance: number, anchor: number): number | null {
  const limit = dayLimitOf(rulebook, initialBalance, anchor);
  return limit === null ? null : anchor - limit;
}

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
