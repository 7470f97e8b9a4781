import { reasonTitle, type Reason } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { countedText } from '../format/index.ts';

export type Announcements = { readonly alerts: readonly string[]; readonly statuses: readonly string[] };

const TRADING = { active: 'Trading is active', reducing: 'Reduce only', halted: 'Trading is halted' } as const;

/** What a batch of records is worth saying aloud: critical alarms at once, changes of state politely, refusals counted together. */
export function announcementsOf(batch: readonly JournalRecord[]): Announcements {
  const alerts: string[] = [];
  const statuses: string[] = [];
  const refused = new Map<string, number>();
  for (const record of batch) {
    switch (record.type) {
      case 'alarm.raised': {
        if (record.payload.isUpdate === true) break;
        const { level, title, action } = record.payload.alarm;
        (level === 'critical' ? alerts : statuses).push(`${level} alarm: ${title}. ${action}`);
        break;
      }
      case 'alarm.acknowledged':
        statuses.push('Alarm acknowledged');
        break;
      case 'trading.changed':
        statuses.push(TRADING[record.payload.to]);
        break;
      case 'approval.requested':
        statuses.push(`${record.payload.card.symbol} ${record.payload.card.side} waits for you`);
        break;
      case 'approval.resolved':
        statuses.push(`Approval ${record.payload.how}`);
        break;
      case 'signal.moved': {
        const { state, reason } = record.payload;
        if (state === 'rejected') refused.set(titleOf(reason), (refused.get(titleOf(reason)) ?? 0) + 1);
        break;
      }
      default:
        break;
    }
  }
  for (const [title, count] of refused) statuses.push(`${countedText(count, 'signal')} refused: ${title}`);
  return { alerts, statuses };
}

const titleOf = (reason: Reason | null): string => (reason === null ? 'no reason' : reasonTitle(reason.code));
