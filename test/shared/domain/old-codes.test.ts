import { expect, test } from 'vitest';
import { rearm } from '#engine/operator/rearm.ts';
import { createEngine, effectsOf, fold } from '#engine';
import { alarmChanges } from '#engine/monitoring';
import { blockEnd, isToldBefore } from '#shared/domain';
import { readRecord, type JournalRecord } from '#shared/events';

/** Records as another version may have written them: their codes are none of ours. */
const envelope = { at: 1_000, run: 'r', version: 2, correlationId: 'c', causationId: '1', actor: 'engine' };
const alarm = {
  ...{ id: 'old', kind: 'journal_of_old', level: 'critical', title: 't', cause: 'c', consequence: 'c', action: 'a' },
  ...{ deadlineAt: null, raisedAt: 1_000, count: 1 },
};
const OLD = [
  { ...envelope, seq: 1, type: 'block.raised', payload: { block: 'old:EURUSD', reason: { code: 'old_block', text: 'why' } } },
  { ...envelope, seq: 2, type: 'alarm.raised', payload: { alarm } },
];

test('codes of an older version are read, folded and shown, and the trader can end what they began', () => {
  const engine = createEngine();
  const records = OLD.map((record): JournalRecord => readRecord(record));
  for (const record of records) fold(engine, record);
  expect(records).toEqual(OLD);
  expect(engine.cockpit.blocks.get('old:EURUSD')?.code).toBe('old_block');
  expect([blockEnd('old_block'), blockEnd('toString'), isToldBefore('journal_of_old')]).toEqual(['trader', 'trader', false]);
  const turn = { actor: 'trader:window', at: 2_000 } as Parameters<typeof rearm>[1];
  expect(rearm(engine, turn, 'old:EURUSD', 'seen').decisions.map(({ type }) => type)).toEqual(['block.lifted']);
  const raised = alarmChanges(engine.cockpit, null, 2_000).filter(({ type }) => type === 'alarm.raised');
  expect(raised).toMatchObject([
    { payload: { alarm: { kind: 'entries_blocked', action: expect.stringContaining('re-arm') as string } } },
  ]);
  expect(effectsOf(engine, records[1] as JournalRecord)).toMatchObject([{ kind: 'notify' }]);
});

test.each(['day_lock', 'account_size'])('%s is not the trader’s to end', (code) => {
  const engine = createEngine();
  const payload = { block: code, reason: { code, text: 'why' } };
  fold(engine, readRecord({ ...envelope, seq: 1, type: 'block.raised', payload }));
  const turn = { actor: 'trader:window', at: 2_000 } as Parameters<typeof rearm>[1];
  expect(rearm(engine, turn, code, 'please')).toMatchObject({ decisions: [], answer: { code: 'hard_limit' } });
});
