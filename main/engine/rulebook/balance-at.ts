import type { BalanceOperation, Deal } from '#shared/domain';

/**
 * The balance at an earlier moment, from the balance now and what has moved it since: for an anchor that was missed because
 * the cockpit was not running at the firm's midnight. Deposits and withdrawals since count as if they had been there already,
 * because no day's profit or loss is measured across them. `deals` must hold every deal from that moment on.
 */
export function balanceAt(
  atMs: number,
  balanceNow: number,
  deals: readonly Deal[],
  operations: readonly BalanceOperation[] = [],
): number {
  let balance = balanceNow;
  for (const { at, profit, commission, swap } of deals) if (at >= atMs) balance -= profit + commission + swap;
  for (const { at, kind, amount } of operations) if (at >= atMs && kind === 'charge') balance -= amount;
  return balance;
}
