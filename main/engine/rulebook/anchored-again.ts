import type { Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { dayWindow } from './day-window.ts';
import { anchorValue } from './floors.ts';
import { transfersOf } from './transfers.ts';

/**
 * A day that begins at another moment, or of an account of another size, is measured from the most that is known: the anchor
 * there was, unless it was of another size, and the account now.
 */
export function anchoredAgain(
  now: ReadonlyCockpit,
  next: ReadonlyCockpit,
  facts: Facts | null,
  atMs: number,
): readonly Decision[] {
  const account = facts?.account ?? null;
  if (now.day === null || account === null) return [];
  const [of, to] = [now.config.rulebook, next.config.rulebook];
  const book = rulebookIn(to);
  const window = dayWindow(atMs, book);
  const isOtherSize = of.initialBalance !== to.initialBalance;
  if (!isOtherSize && window.anchorAt === now.day.anchorAt && window.resetsAt === now.day.resetsAt) return [];
  const { day, total } = transfersOf(now, account);
  const value = anchorValue(book, account.balance, account.equity);
  const peaks = {
    resetBalance: Math.max(to.initialBalance, account.balance - total),
    equity: Math.max(to.initialBalance, account.equity - total),
  };
  return [
    {
      type: 'day.anchored',
      payload: {
        ...window,
        balance: isOtherSize ? value : Math.max(value, now.day.balance + day),
        ...(isOtherSize ? { peaks } : {}),
      },
    },
  ];
}
