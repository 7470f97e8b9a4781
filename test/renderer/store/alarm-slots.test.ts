import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSlots, shownAlarms, SLOT_COUNT } from '#renderer/store/index.ts';
import type { AlarmLife } from '#shared/projection';
import { ALARMS } from '../fixtures.ts';

const life = (
  id: string,
  level: 'critical' | 'high' | 'advisory',
  raisedAt = 0,
  shelvedUntil: number | null = null,
): AlarmLife => ({
  alarm: { ...ALARMS.link, id, level, raisedAt },
  state: 'active',
  acknowledged: null,
  shelvedUntil,
});

describe('alarm slots', () => {
  it('keep an alarm where it appeared when others come and go', () => {
    const first = assignSlots([], [life('a', 'high'), life('b', 'advisory')]);
    const second = assignSlots(first, [life('c', 'critical'), life('b', 'advisory')]);
    expect([first.slice(0, 2), second.slice(0, 2)]).toEqual([
      ['a', 'b'],
      ['c', 'b'],
    ]);
  });

  it('give a critical alarm the least urgent slot when all are taken', () => {
    const full = assignSlots(
      [],
      ['a', 'b', 'c', 'd', 'e'].map((id, i) => life(id, i === 3 ? 'advisory' : 'high')),
    );
    const shown = [life('x', 'critical'), ...['a', 'b', 'c', 'd', 'e'].map((id, i) => life(id, i === 3 ? 'advisory' : 'high'))];
    expect(assignSlots(full, shown)).toContain('x');
    expect(assignSlots(full, shown)).not.toContain('d');
  });

  it('never show one alarm twice, never more than five, and never leave a critical one out for a lesser', () => {
    const level = fc.constantFrom('critical', 'high', 'advisory' as const);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), level), { maxLength: 9 }), { maxLength: 8 }),
        (turns) => {
          let slots: readonly (string | null)[] = [];
          for (const turn of turns) {
            const alarms = new Map(turn.map(([id, of]) => [String(id), life(String(id), of as 'high')]));
            const shown = shownAlarms(alarms, 0);
            slots = assignSlots(slots, shown);
            const taken = slots.filter((id) => id !== null);
            expect(slots).toHaveLength(SLOT_COUNT);
            expect(new Set(taken).size).toBe(taken.length);
            expect(taken.length).toBe(Math.min(SLOT_COUNT, shown.length));
            const lesser = taken.some((id) => alarms.get(id)?.alarm.level !== 'critical');
            const missing = shown.some(({ alarm }) => alarm.level === 'critical' && !taken.includes(alarm.id));
            expect(lesser && missing).toBe(false);
          }
        },
      ),
    );
  });

  it('leave a shelved alarm out until its time is over', () => {
    const alarms = new Map([['a', life('a', 'high', 0, 1_000)]]);
    expect([shownAlarms(alarms, 999).length, shownAlarms(alarms, 1_000).length]).toEqual([0, 1]);
  });
});
