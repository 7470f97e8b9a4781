import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { alarmHistory } from '#main/runtime/alarm-history.ts';
import type { JournalRecord } from '#shared/events';

const AT = Date.UTC(2026, 10, 24);
const alarm = { id: 'a', kind: 'drift', level: 'high', title: 'Ledger and terminal differ', cause: 'Why.' };
const kinds: Readonly<Record<number, readonly [type: string, payload: unknown]>> = {
  2: ['alarm.raised', { alarm }],
  3: ['alarm.raised', { alarm: { ...alarm, cause: 'Other rows.' }, isUpdate: true }],
  7_000: ['alarm.shelved', { alarmId: 'a', untilMs: AT + 9, by: 'trader:window', reason: 'seen' }],
  12_000: ['alarm.acknowledged', { alarmId: 'a', by: 'trader:window' }],
  12_001: ['alarm.cleared', { alarmId: 'a' }],
};
const records = Array.from({ length: 12_010 }, (_, index) => {
  const seq = index + 1;
  const [type, payload] = kinds[seq] ?? ['bar.closed', {}];
  const own = { seq, at: AT + seq, run: 'r', version: 2, correlationId: 'c', causationId: null, actor: 'x' };
  return { ...own, type, payload } as unknown as JournalRecord;
});
const journal = memoryJournal({ records, hashed: false });

test('every step of an alarm is told newest first, by its title, with who did it; changed rows are no step', async () => {
  const { steps, before } = await alarmHistory(journal, { before: null, limit: 50 });
  expect(before).toBeNull();
  expect(steps.map(({ seq, what, title, by, text }) => [seq, what, title, by, text])).toEqual([
    [12_001, 'returned', alarm.title, null, null],
    [12_000, 'acknowledged', alarm.title, 'trader:window', null],
    [7_000, 'shelved', alarm.title, 'trader:window', 'seen'],
    [2, 'raised', alarm.title, null, 'Why.'],
  ]);
});

test('a page goes on where the one before it ended, and a step whose alarm was raised before it keeps its name unknown', async () => {
  const first = await alarmHistory(journal, { before: null, limit: 2 });
  expect(first.steps.map(({ seq, title }) => [seq, title])).toEqual([
    [12_001, null],
    [12_000, null],
  ]);
  const rest = await alarmHistory(journal, { before: first.before, limit: 50 });
  expect(rest.steps.map(({ seq }) => seq)).toEqual([7_000, 2]);
  expect(rest.before).toBeNull();
});
