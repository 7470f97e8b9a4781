import type { AlarmLife } from '#shared/projection';

export const SLOT_COUNT = 5;
export type SlotIds = readonly (string | null)[];

const RANK = { critical: 0, high: 1, advisory: 2 } as const;

/** Alarms a human still has to look at, most urgent first: shelved ones rest until their time is over. */
export function shownAlarms(alarms: ReadonlyMap<string, AlarmLife>, now: number): readonly AlarmLife[] {
  return [...alarms.values()]
    .filter(({ shelvedUntil }) => shelvedUntil === null || shelvedUntil <= now)
    .sort((a, b) => RANK[a.alarm.level] - RANK[b.alarm.level] || a.alarm.raisedAt - b.alarm.raisedAt);
}

/**
 * Which alarm stands in which of the five slots. An alarm keeps its slot as long as it lasts; a new one takes the first
 * empty slot, or the least urgent one's if it is more urgent than that.
 */
export function assignSlots(before: SlotIds, shown: readonly AlarmLife[]): SlotIds {
  const byId = new Map(shown.map((life) => [life.alarm.id, life]));
  const slots = Array.from({ length: SLOT_COUNT }, (_, i) => (byId.has(before[i] ?? '') ? (before[i] ?? null) : null));
  const rankAt = (slot: number): number => RANK[byId.get(slots[slot] ?? '')?.alarm.level ?? 'advisory'];
  for (const { alarm } of shown) {
    if (slots.includes(alarm.id)) continue;
    const empty = slots.indexOf(null);
    if (empty >= 0) {
      slots[empty] = alarm.id;
      continue;
    }
    const least = slots.reduce((found, _, slot) => (rankAt(slot) >= rankAt(found) ? slot : found), 0);
    if (RANK[alarm.level] < rankAt(least)) slots[least] = alarm.id;
  }
  return slots;
}
