import { pendingName } from '#shared/domain';
import type { ApprovalCard } from '#shared/events';

/** What is asked for, as a trader calls it: BUY at the market, BUY LIMIT of an order that waits. */
export const cardSide = ({ pending, side }: Pick<ApprovalCard, 'pending' | 'side'>): string =>
  pending === undefined ? side : pendingName(pending, side);
