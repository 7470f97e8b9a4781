import type { Desk, Notifier } from '../ports/index.ts';

/** Raised alarms that were told and have not gone; far more than the flood control lets live at once. */
const TOLD_MAX = 500;

/**
 * Tells critical alarms outside the page, from main, because the page may be hidden, frozen or gone. An alarm that is
 * raised again while it stands is not told twice. Returns how to stop.
 */
export function tellCriticalAlarms(desk: Desk, notifier: Notifier): () => void {
  const told = new Set<string>();
  return desk.onFeed((batch) => {
    for (const record of batch) {
      if (record.type === 'alarm.cleared') told.delete(record.payload.alarmId);
      if (record.type !== 'alarm.raised') continue;
      const { id, level, title, action } = record.payload.alarm;
      if (level !== 'critical' || told.has(id)) continue;
      if (told.size >= TOLD_MAX) told.clear();
      told.add(id);
      notifier.critical(title, action);
    }
  });
}
