import { DAY_LOCK, type Account } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { rulebookIn } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { anchorValue, balanceAt, dayWindow, transfersOf } from '#engine/rulebook';
import type { Turn } from '#engine/turn.ts';

/**
 * The day on record begins in the future: a wrong clock began it. The firm's day of this moment is taken up again as it stood,
 * with its peaks and its hard stop; what came and went meanwhile moves it. One that is not remembered is rebuilt from the deals
 * since, and where these are not known either it begins no lower than anything it can have begun with.
 */
export function undone(
  { cockpit }: ReadonlyEngine,
  { at }: Turn,
  account: Account,
  deals: Payload<'time.reached'>['recentDeals'],
): readonly Decision[] {
  const { day, pastDays, blocks, config } = cockpit;
  if (day === null) return [];
  const rulebook = rulebookIn(config.rulebook);
  const window = dayWindow(at, rulebook);
  const { balance, equity, operations } = account;
  const isRebuilt = deals !== null && (rulebook.daily?.anchor ?? 'balance') === 'balance';
  const then = isRebuilt ? balanceAt(window.anchorAt, balance, deals, operations) : null;
  const moved = transfersOf(cockpit, account).day;
  const index = pastDays.findLastIndex(({ anchorAt }) => anchorAt === window.anchorAt);
  const past = pastDays[index];
  if (past === undefined) {
    const before = day.balance + moved;
    const strict = Math.max(anchorValue(rulebook, balance, equity), before, config.rulebook.initialBalance);
    const guess = 'A wrong clock had begun another day';
    return [{ type: 'day.anchored', payload: { ...window, balance: then ?? strict, ...(then === null ? { guess } : {}) } }];
  }
  const since = pastDays.slice(index).reduce((sum, one) => sum + one.moved, moved);
  const anchor = Math.max(past.balance + since, then ?? -Infinity);
  const { peaks, guess, lock } = past;
  return [
    {
      type: 'day.anchored',
      payload: {
        ...window,
        balance: anchor,
        ...(peaks === null ? {} : { peaks }),
        ...(guess === undefined ? {} : { guess }),
      },
    },
    ...(lock === null || blocks.has(DAY_LOCK)
      ? []
      : [{ type: 'block.raised', payload: { block: DAY_LOCK, reason: lock } } as const]),
  ];
}
