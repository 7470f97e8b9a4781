import type { AlarmLife } from '#shared/projection';

export const SLOT_COUNT = 5;
export type SlotIds = readonly (string | null)[];

const RANK = { critical: 0, high: 1, advisory: 2 } as const;

/** What has returned asks for no act any more, so it comes after all that stands. */
const rankOf = ({ alarm, state }: AlarmLife): number => (state === 'returned' ? 3 : RANK[alarm.level]);

/** Alarms a human still has to look at, most urgent first: shelved ones rest until their time is over. */
export function shownAlarms(alarms: ReadonlyMap<string, AlarmLife>, now: number): readonly AlarmLife[] {
  return [...alarms.values()]
    .filter(({ shelvedUntil }) => shelvedUntil === null || shelvedUntil <= now)
    .sort((a, b) => rankOf(a) - rankOf(b) || a.alarm.raisedAt - b.alarm.raisedAt);
}

/**
 * Which alarm stands in which of the five slots. An alarm keeps its slot as long as it lasts; a new one takes the first
 * empty slot, or the least urgent one's if it is more urgent than that.
 */
export function assignSlots(before: SlotIds, shown: readonly AlarmLife[]): SlotIds {
  const byId = new Map(shown.map((life) => [life.alarm.id, life]));
  const slots = Array.from({ length: SLOT_COUNT }, (_, i) => (byId.has(before[i] ?? '') ? (before[i] ?? null) : null));
  const rankAt = (slot: number): number => {
    const life = byId.get(slots[slot] ?? '');
    return life === undefined ? RANK.advisory : rankOf(life);
  };
  for (const life of shown) {
    const { alarm } = life;
    if (slots.includes(alarm.id)) continue;
    const empty = slots.indexOf(null);
    if (empty >= 0) {
      slots[empty] = alarm.id;
      continue;
    }
    const least = slots.reduce((found, _, slot) => (rankAt(slot) >= rankAt(found) ? slot : found), 0);
    if (rankOf(life) < rankAt(least)) slots[least] = alarm.id;
  }
  return slots;
}

/** Of those, the ones whose cause stands: only these need an act. */
export const activeAlarms = (shown: readonly AlarmLife[]): readonly AlarmLife[] =>
  shown.filter(({ state }) => state === 'active');
