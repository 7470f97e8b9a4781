import type { Account, BalanceOperation } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn, type Rulebook } from '#shared/rulebooks';

/**
 * How far deposits and withdrawals have moved the account, which is neither profit nor loss. Account currency. `day`: since
 * the day's anchor, `total`: since the first look as the rulebook's floor of the account's life follows it, `net`: all that
 * came less all that went; `hasPaidOut`: something went. A firm that pays a profit out moves no floor; what only goes back out had lifted it before.
 */
export type Transfers = { readonly day: number; readonly total: number; readonly net: number; readonly hasPaidOut: boolean };
export const NO_TRANSFERS: Transfers = { day: 0, total: 0, net: 0, hasPaidOut: false };

/** Operations that the account shows and the record does not hold yet. */
export const newOperations = (state: ReadonlyCockpit, account: Account): readonly BalanceOperation[] =>
  account.operations?.filter(({ ticket }) => !state.operations.has(ticket)) ?? [];

/** Those on record and those just seen: a balance is never read without what moved it. */
export function transfersOf(state: ReadonlyCockpit, account: Account): Transfers {
  let { day, deposited, withdrawn } = state.transfers;
  // Before the first anchor nothing is measured: whatever came before is the capital it begins with.
  for (const { kind, amount } of state.day === null ? [] : newOperations(state, account)) {
    if (kind === 'charge') continue;
    day += amount;
    if (amount > 0) deposited += amount;
    else withdrawn -= amount;
  }
  const net = deposited - withdrawn;
  return { day, total: liftOf(rulebookIn(state.config.rulebook), net), net, hasPaidOut: withdrawn > 0 };
}

/** How far money paid in, less what was paid out, lifts the floor of the account's life. */
export const liftOf = ({ maxLoss }: Rulebook, net: number): number =>
  maxLoss.lowersWithWithdrawals === true ? net : Math.max(0, net);
