import { describe, expect, test } from 'vitest';
import { OrderWitness, RecordsWitness } from '#main/simulation/witness/index.ts';
import type { Payload } from '#shared/events';
import { entry, record, said } from './said.ts';

const alarm = (id: string): Payload<'alarm.raised'>['alarm'] => ({
  id,
  kind: 'drift',
  level: 'high',
  title: '',
  cause: '',
  consequence: '',
  action: '',
  deadlineAt: null,
  raisedAt: 0,
  count: 1,
});
const raised = (id: string) => record('alarm.raised', { alarm: alarm(id) });
const cleared = (alarmId: string) => record('alarm.cleared', { alarmId });

describe('records that say nothing', () => {
  const begun = () => {
    const heard = said();
    return { heard, witness: new RecordsWitness(heard.report) };
  };

  test('an alarm is cleared once, and raised once', () => {
    const { heard, witness } = begun();
    for (const one of [raised('a'), cleared('a'), raised('a'), raised('b'), cleared('a')]) witness.recorded(one, 0, false);
    expect(heard.rules).toEqual([]);
    witness.recorded(cleared('a'), 1_000, false);
    witness.recorded(raised('b'), 1_000, false);
    expect(heard.texts).toEqual(['Alarm a was cleared and did not stand', 'Alarm b was raised while it stood']);
  });

  test('an alarm that comes and goes without rest, unless what it follows does', () => {
    const { heard, witness } = begun();
    const times = (count: number, everyMs: number, isRestless: boolean): void => {
      for (let i = 0; i < count; i += 1) {
        witness.recorded(raised('a'), i * everyMs, isRestless);
        witness.recorded(cleared('a'), i * everyMs, isRestless);
      }
    };
    times(20, 1_000, true);
    times(20, 11_000, false);
    expect(heard.rules).toEqual([]);
    times(7, 1_000, false);
    expect(heard.rules[0]).toBe('F1');
  });

  test('a state that is told again as it was, unless the operator asked again', () => {
    const { heard, witness } = begun();
    const halted = () => record('trading.changed', { to: 'halted', reason: 'r', actor: 'a', certificateId: 'c' });
    const asked = () => record('halt.asked', { reason: 'r', flatten: true, snapshot: null });
    witness.recorded(halted(), 0, false);
    witness.recorded(asked(), 0, false);
    witness.recorded(halted(), 0, false);
    expect(heard.rules).toEqual([]);
    witness.recorded(record('time.reached', { facts: null, recentDeals: null }), 0, false);
    witness.recorded(halted(), 0, false);
    expect(heard.rules).toEqual(['F1']);
  });

  test('states of different things, and a state that came back, are told', () => {
    const { heard, witness } = begun();
    const drift = (ticket: string) =>
      record('drift.changed', { items: ticket === '' ? [] : [{ kind: 'missing_at_terminal', ticket, text: '' }] });
    const mode = () => record('approvals.mode_set', { mode: 'auto', by: 'a' });
    for (const one of [drift('1'), drift(''), drift('1'), drift('2'), mode()]) witness.recorded(one, 0, false);
    expect(heard.rules).toEqual([]);
    witness.recorded(mode(), 0, false);
    expect(heard.rules).toEqual(['F1']);
  });
});

describe('orders', () => {
  const intended = (clientOrderId: string, signalId: string | null = 's'): Payload<'order.intended'> => ({
    clientOrderId,
    signalId,
    certificateId: null,
    request: entry(clientOrderId),
    symbol: 'EURUSD',
    reserve: 1,
    riskMoney: 1,
  });
  const begun = () => {
    const heard = said();
    return { heard, witness: new OrderWitness(heard.report) };
  };
  const ADDING = { isAdding: true, isDiskBroken: false, held: () => null };

  test('are durable before they are sent; with a broken disk what adds no risk goes out all the same', () => {
    const { heard, witness } = begun();
    witness.durable(intended('a'));
    witness.sending(entry('a'), ADDING);
    witness.sending(entry('b'), { isAdding: false, isDiskBroken: true, held: () => null });
    expect(heard.rules).toEqual([]);
    witness.told(intended('c', null));
    witness.sending(entry('c'), ADDING);
    witness.sending(entry('d'), { isAdding: false, isDiskBroken: false, held: () => null });
    expect(heard.rules).toEqual(['I1', 'I1']);
  });

  test('are sent once, and a signal has one', () => {
    const { heard, witness } = begun();
    witness.durable(intended('a'));
    witness.sending(entry('a'), ADDING);
    witness.sending(entry('a'), ADDING);
    witness.durable(intended('b'));
    expect(heard.rules).toEqual(['I7', 'I2']);
  });

  test('turn a position round only once the broker holds it no more', () => {
    const { heard, witness } = begun();
    const signal = { signalId: 's', turns: { position: '7' } } as Payload<'signal.accepted'>['signal'];
    witness.turns.accepted({ signal } as Payload<'signal.accepted'>);
    witness.durable(intended('a'));
    const left = { ticket: '7', volume: 0.2 } as never;
    witness.sending(entry('a'), { ...ADDING, held: (ticket) => (ticket === '7' ? left : null) });
    expect([heard.rules, witness.turns.mayClose('7')]).toEqual([['T1'], false]);
    const other = begun();
    other.witness.turns.accepted({
      signal: { ...signal, turns: { position: '7', foreign: true } },
    } as Payload<'signal.accepted'>);
    other.witness.durable(intended('a'));
    other.witness.durable(intended('b', 'other'));
    other.witness.sending(entry('a'), ADDING);
    other.witness.sending(entry('b'), { ...ADDING, held: () => left });
    expect([other.heard.rules, other.witness.turns.mayClose('7')]).toEqual([[], true]);
    const plan = (ticket: string) => ({ ticket, takenOver: true }) as Payload<'position.planned'>;
    for (const ticket of ['7', '8']) witness.turns.planned(plan(ticket));
    expect([witness.turns.mayClose('7'), witness.turns.mayClose('8')]).toEqual([true, false]);
  });

  test('end as the broker has it', () => {
    const { heard, witness } = begun();
    const confirmed = { kind: 'confirmed', retcode: 10009, ticket: '1', deal: null, price: null, volume: null, at: 0 } as const;
    const refused = { kind: 'refused', retcode: 10006, text: '', at: 0 } as const;
    witness.sending(entry('a'), { isAdding: false, isDiskBroken: true, held: () => null });
    witness.resolved({ clientOrderId: 'a', outcome: { kind: 'unknown', why: '', at: 0 }, sentAt: 0 }, true);
    expect([...witness.open.keys()]).toEqual(['a']);
    witness.resolved({ clientOrderId: 'a', outcome: confirmed, sentAt: 0 }, true);
    witness.resolved({ clientOrderId: 'b', outcome: refused, sentAt: 0 }, false);
    expect([heard.rules, witness.open.size]).toEqual([[], 0]);
    witness.resolved({ clientOrderId: 'a', outcome: confirmed, sentAt: 0 }, false);
    witness.resolved({ clientOrderId: 'b', outcome: refused, sentAt: 0 }, true);
    expect(heard.rules).toEqual(['I7', 'I7']);
  });
});
