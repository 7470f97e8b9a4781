import { DAY_LOCK, isSameAccount, type Facts } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/**
 * Another account is traded from now on. What was counted of the one before is put aside with it, so nothing may be on its way
 * or open there; and after a hard stop no other account begins a day before the reset.
 */
export function chooseAccount(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { login, server, from, reason }: Extract<OperatorAction, { act: 'choose-account' }>,
  facts: Facts | null,
): Verdict {
  const { positions, openOrders, pending, certificates, blocks } = cockpit;
  if (from !== null && isSameAccount(from, { login, server }))
    return refused('not_changed', `Account ${login} at ${server} is traded already`);
  const open = Math.max(positions.size, facts?.positions.length ?? 0) + Math.max(openOrders.size, facts?.orders.length ?? 0);
  if (open > 0)
    return refused(
      'not_flat',
      `${open} positions and orders are open: another account is chosen while nothing is. Close them first.`,
    );
  if (pending.size > 0)
    return refused('not_flat', `${pending.size} approvals wait for the account that is traded: answer them first.`);
  if ([...certificates.values()].some(({ endedAt }) => endedAt === null))
    return refused('not_flat', 'The stop is running: another account is chosen once it has ended.');
  if (blocks.has(DAY_LOCK)) return refused('hard_limit', 'After a hard stop no other account is chosen before the next reset');
  return decided({ type: 'account.chosen', payload: { login, server, from, by: turn.actor, reason } });
}
