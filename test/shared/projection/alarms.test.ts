import { expect, test } from 'vitest';
import type { EventType, Payload } from '#shared/events';
import { InvariantError } from '#shared/lib';
import { apply, BOUNDS, emptyCockpit } from '#shared/projection';
import { somePayload, someRecord } from '../events/any-payload.ts';

function desk() {
  const state = emptyCockpit();
  const tell = <T extends EventType>(type: T, payload: Partial<Payload<T>>): void => {
    apply(state, someRecord(state.lastSeq + 1, type, payload));
  };
  return {
    state,
    raise: (id = 'a') => tell('alarm.raised', { alarm: { ...somePayload('alarm.raised').alarm, id } }),
    acknowledge: (alarmId = 'a') => tell('alarm.acknowledged', { alarmId, by: 'trader' }),
    shelve: (untilMs: number) => tell('alarm.shelved', { alarmId: 'a', untilMs }),
    clear: (alarmId = 'a') => tell('alarm.cleared', { alarmId }),
    life: () => state.alarms.get('a'),
  };
}

test('acknowledged, then gone: the alarm leaves', () => {
  const { raise, acknowledge, clear, life, state } = desk();
  raise();
  expect(life()).toMatchObject({ state: 'active', acknowledged: null, shelvedUntil: null });
  acknowledge();
  expect(life()).toMatchObject({ state: 'active', acknowledged: { by: 'trader', at: state.lastAt } });
  clear();
  expect(life()).toBeUndefined();
});

test('gone before anybody looked: it stays as returned until it is acknowledged', () => {
  const { raise, acknowledge, clear, life } = desk();
  raise();
  clear();
  expect(life()).toMatchObject({ state: 'returned', acknowledged: null });
  acknowledge();
  expect(life()).toBeUndefined();
});

test('raised again while active it stays acknowledged; raised again after it returned it does not', () => {
  const { raise, acknowledge, clear, life } = desk();
  raise();
  acknowledge();
  raise();
  expect(life()?.acknowledged).not.toBeNull();
  clear();
  raise();
  clear();
  raise();
  expect(life()).toMatchObject({ state: 'active', acknowledged: null });
});

test('a shelf outlives another raising', () => {
  const { raise, shelve, life } = desk();
  raise();
  shelve(9_000);
  raise();
  expect(life()).toMatchObject({ state: 'active', shelvedUntil: 9_000 });
});

test('an alarm nobody knows cannot be acknowledged or cleared', () => {
  const { acknowledge, clear } = desk();
  expect(() => acknowledge('b')).toThrow(InvariantError);
  expect(() => desk().clear('b')).toThrow(InvariantError);
  expect(clear).toThrow(InvariantError);
});

test('old returned alarms make room, active ones never do', () => {
  const { raise, clear, state } = desk();
  for (let i = 0; i < BOUNDS.alarms; i += 1) raise(`x${i}`);
  clear('x7');
  raise('new');
  expect(state.alarms.size).toBe(BOUNDS.alarms);
  expect([state.alarms.has('x7'), state.alarms.has('x0'), state.alarms.has('new')]).toEqual([false, true, true]);
});
