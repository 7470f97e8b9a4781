import { CLOCK_DOUBTS } from '#shared/domain';
import type { PaperParts } from './paper-parts.ts';

/** Time as everybody sees it (UTC ms), told to account and bars. Where a wrong one is put right, minutes to come never were. */
export function timeNow({ clock, account, bars }: Pick<PaperParts, 'clock' | 'account' | 'bars'>): number {
  const { doubt = null } = clock.keeper?.standing() ?? {};
  const now = clock.nowMs();
  account.timeIs(now, doubt === null || !CLOCK_DOUBTS[doubt].holdsDay);
  bars.timeIs(now);
  return now;
}
