import type { Deal } from '../../../shared/domain/index.ts';

/**
 * The balance at an earlier moment, from the balance now and the deals since: for an anchor that was missed because the
 * cockpit was not running at the firm's midnight. `deals` must hold every deal from that moment on.
 */
export const balanceAt = (atMs: number, balanceNow: number, deals: readonly Deal[]): number =>
  deals.reduce((sum, deal) => (deal.at >= atMs ? sum - deal.profit - deal.commission - deal.swap : sum), balanceNow);
