import type { BalanceOperation } from '#shared/domain';
import type { ReadonlyCockpit } from './state.ts';

/** Commission, swap and corrections are looked for this long after a close: a week holds every broker's weekend and statement. */
export const LATE_MONEY_MS = 7 * 86_400_000;

/**
 * The trade or open position that a charge belongs to: the one it names itself, or whose ticket stands in its comment as brokers
 * write it (`commission #123456`). Null: it belongs to the account.
 */
export function chargedTo(
  { positions, trades }: ReadonlyCockpit,
  { kind, position, comment, at }: BalanceOperation,
): string | null {
  if (kind !== 'charge') return null;
  const named = [...(position === undefined ? [] : [position]), ...(comment?.match(/\d{4,20}/g) ?? [])];
  const isKnown = (ticket: string): boolean =>
    positions.has(ticket) ||
    trades.some((trade) => trade.ticket === ticket && at >= trade.openedAt && at - trade.closedAt <= LATE_MONEY_MS);
  return named.find(isKnown) ?? null;
}
