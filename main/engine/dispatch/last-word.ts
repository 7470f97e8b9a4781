import { CLOCK_UNCONFIRMED, ORDER_EFFECTS, type Account, type Obstacle, type Reason } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { tradingStatusOf, tradingStatusRules } from '#engine/limits';
import type { Effect } from '#engine/turn.ts';

/** What the runtime sees at the moment of sending. */
export type AtSending = {
  /** Why nothing can be journaled; null while all is well. */
  readonly journalFault: string | null;
  /** Why the PC's clock cannot be relied on at this moment, also when that is not on record yet; null or absent while it can. */
  readonly clock?: string | null;
  /** The account that is at the terminal now; null when nobody knows. */
  readonly account: Pick<Account, 'login' | 'server'> | null;
  /** What keeps the terminal from taking orders; null or absent: nothing that is known. */
  readonly obstacle?: Obstacle | null;
};

/**
 * The last word before a request leaves the cockpit. An intent and what forbids it (a stop, a block, other rules, a drift) may
 * become durable in one commit, in that order: so what adds risk is asked about once more when it is about to be sent. Null:
 * it may go. What takes risk away always may.
 */
export function reasonToWithhold(
  cockpit: ReadonlyCockpit,
  { request, effect, rulebook, account }: Extract<Effect, { kind: 'send' }>,
  seen: AtSending,
): Reason | null {
  if (!ORDER_EFFECTS[effect].addsRisk) return null;
  if (seen.journalFault !== null) return { code: 'journal_unavailable', text: seen.journalFault };
  if (seen.clock !== undefined && seen.clock !== null) return { code: CLOCK_UNCONFIRMED, text: seen.clock };
  const order = cockpit.orders.get(request.clientOrderId);
  if (order === undefined) return { code: 'unknown_order', text: 'Its intent is not on record' };
  if (cockpit.config.rulebook !== rulebook)
    return { code: 'rulebook_changed', text: 'Other rules were chosen after it was decided' };
  if (account !== null && (account.login !== seen.account?.login || account.server !== seen.account.server))
    return {
      code: 'account_changed',
      text: `It was decided for account ${account.login} at ${account.server}, the terminal has ${seen.account === null ? 'none' : `${seen.account.login} at ${seen.account.server}`}`,
    };
  if (seen.obstacle !== undefined && seen.obstacle !== null) return { code: 'terminal_ready', text: seen.obstacle.text };
  const strategyId = order.signalId === null ? null : (cockpit.signals.get(order.signalId)?.strategyId ?? null);
  const status = tradingStatusOf(cockpit, order.symbol, strategyId);
  // A block for repeated entries begins behind the entry that raised it: none is decided after it.
  const blocks = status.blocks.filter(({ code }) => code !== 'repeated_entries');
  const failed = tradingStatusRules({ ...status, blocks }).find(({ ok }) => !ok);
  if (failed === undefined) return null;
  const { code } = failed;
  const why = code === 'trading_active' && cockpit.trading.reason !== '' ? ` (${cockpit.trading.reason})` : '';
  return { code, text: `${failed.text}${why}` };
}
