import { describe, expect, it } from 'vitest';
import { act } from '../../../../main/engine/recovery/act.ts';
import { classify } from '../../../../main/engine/recovery/classify.ts';
import { escalate } from '../../../../main/engine/recovery/escalate.ts';
import { firstStep, nextStep } from '../../../../main/engine/recovery/plan.ts';
import { createEngine } from '#engine';
import { defaultConfig } from '#shared/config';
import { BOUNDS } from '#shared/projection';
import { EngineInHand } from '../engine-in-hand.ts';

const NOW = 10_000_000;
const CONFIG = defaultConfig().recovery;
const turn = { at: NOW, seq: 1, actor: 'clock', run: 'r', correlationId: 'c', input: {} } as never;
const terminal = {
  id: 'r',
  component: 'mt5_connection',
  agent: 'terminal',
  subject: 'terminal',
  kind: 'link_down',
  startedAt: NOW,
} as never;
const planned = (action: string, part: object = {}) => ({ step: 2, attempt: 3, action, waitMs: 700, ...part }) as never;
const acted = (change: (engine: ReturnType<typeof createEngine>) => void, subject: never, step: never) => {
  const engine = createEngine();
  change(engine);
  return act(engine, turn, subject, step);
};
const none = (): void => undefined;

describe('a step of a recovery', () => {
  it('says what is done, which step it is, and when the next is due', () => {
    expect(acted(none, terminal, planned('retry'))).toEqual([
      { type: 'recovery.acted', payload: { id: 'r', action: 'retry', step: 2, attempt: 3, dueAt: NOW + 700, text: 'Attempt 3' } },
    ]);
    const text = (action: string, subject = terminal) =>
      acted(none, subject, planned(action)).map(({ payload }) => (payload as { text?: string }).text);
    expect(text('probe')).toEqual(['Attempt 3']);
    expect(text('restart_component')).toEqual(['terminal is restarted']);
    expect(text('notification')).toEqual(['terminal does not come back by itself']);
    expect(text('emergency_stop')).toEqual(['terminal is still unknown: trading is halted, nothing is closed']);
    expect(text('fallback')).toEqual(['The signal is refused with the reason']);
    for (const [agent, words] of [
      ['model', 'U2 scores by its rule'],
      ['calendar', 'The copy read before is used while it covers the time; without one, the news rule decides'],
      ['notifier', 'Alarms stay on the screen'],
    ] as const)
      expect(text('fallback', { ...(terminal as object), agent } as never)).toEqual([words]);
  });

  it('waits a minute where a component has used up its actions, counted by the minute', () => {
    const used = (count: number, at: number) => (engine: ReturnType<typeof createEngine>) =>
      void engine.cockpit.recoveryActs.set(
        'mt5_connection',
        Array.from({ length: count }, () => at),
      );
    const { budgetPerMinute } = CONFIG;
    const action = (count: number, at: number) => acted(used(count, at), terminal, planned('retry'))[0]?.payload;
    expect(action(budgetPerMinute, NOW - 59_999)).toMatchObject({
      action: 'none',
      dueAt: NOW + 60_000,
      text: `${budgetPerMinute} actions within a minute: waits`,
    });
    expect(action(budgetPerMinute - 1, NOW)).toMatchObject({ action: 'retry' });
    expect(action(budgetPerMinute, NOW - 60_000)).toMatchObject({ action: 'retry' });
  });

  it('restarts no more often than ten minutes allow, and then asks for a person', () => {
    const most = CONFIG.restartsPerTenMinutes;
    const restarted = (count: number, at: number) => (engine: ReturnType<typeof createEngine>) =>
      void engine.cockpit.restarts.set(
        'terminal',
        Array.from({ length: count }, () => at),
      );
    const action = (count: number, at: number) => acted(restarted(count, at), terminal, planned('restart_component'))[0]?.payload;
    expect(action(most, NOW - 599_999)).toMatchObject({
      action: 'none',
      dueAt: NOW + 700,
      text: `terminal was restarted ${most} times in ten minutes: a person is needed`,
    });
    expect(action(most - 1, NOW)).toMatchObject({ action: 'restart_component' });
    expect(action(most, NOW - 600_000)).toMatchObject({ action: 'restart_component' });
  });

  it('that opens a breaker keeps it open half a minute, of the notifier the one for writing, and leaves an isolated one alone', () => {
    const opened = acted(none, terminal, planned('circuit_break'));
    expect(opened).toMatchObject([
      {
        type: 'breaker.moved',
        payload: { agent: 'terminal', effect: 'read', breaker: { state: 'OPEN', failures: 0, reopensAt: NOW + 30_000 } },
      },
      { type: 'recovery.acted', payload: { action: 'circuit_break', text: 'terminal is not asked for 30 s' } },
    ]);
    const notifier = { ...(terminal as object), agent: 'notifier' } as never;
    expect(acted(none, notifier, planned('circuit_break'))[0]?.payload).toMatchObject({ effect: 'write' });
    const isolated = (engine: ReturnType<typeof createEngine>): void =>
      void engine.cockpit.breakers.set('terminal/read', { state: 'ISOLATED', failures: 0 });
    expect(acted(isolated, terminal, planned('circuit_break')).map(({ type }) => type)).toEqual(['recovery.acted']);
  });
});

describe('the plan', () => {
  const policy = [
    { action: 'retry', attempts: 2, baseMs: 1_000, maxMs: 1_500, jitter: 0 },
    { action: 'restart_component', attempts: 1, baseMs: 40, maxMs: 9_000, jitter: 0 },
  ];
  const config = { ...CONFIG, watchEveryMs: 77_000, policies: { ...CONFIG.policies, mt5_connection: policy } } as never;
  const at = (step: number, attempt: number) =>
    nextStep(config, { id: 'r', component: 'mt5_connection', step, attempt } as never);

  it('tries each step as often as it says, twice as long apart, up to its most, and then watches', () => {
    expect(firstStep(config, 'r', 'mt5_connection')).toEqual({ step: 0, attempt: 1, action: 'retry', waitMs: 1_000 });
    expect(at(0, 1)).toEqual({ step: 0, attempt: 2, action: 'retry', waitMs: 1_500 });
    expect(at(0, 2)).toEqual({ step: 1, attempt: 1, action: 'restart_component', waitMs: 50 });
    expect(at(1, 1)).toEqual({ step: 2, attempt: 1, action: 'retry', waitMs: 77_000 });
    expect(at(2, 1)).toEqual({ step: 3, attempt: 1, action: 'retry', waitMs: 77_000 });
  });

  it.each(['circuit_break', 'fallback'])('does not do a %s twice: after it, health is looked at', (action) => {
    const only = {
      ...(config as object),
      policies: { ...CONFIG.policies, mt5_connection: [{ ...policy[0], action, attempts: 1 }] },
    } as never;
    expect(nextStep(only, { id: 'r', component: 'mt5_connection', step: 0, attempt: 1 } as never).action).toBe('retry');
  });

  it('takes a share off by chance that is the same in every replay', () => {
    const jittered = {
      ...(config as object),
      policies: { ...CONFIG.policies, mt5_connection: [{ ...policy[0], jitter: 0.5 }] },
    } as never;
    const waits = ['a', 'b', 'c', 'd'].map((id) => firstStep(jittered, id, 'mt5_connection').waitMs);
    for (const wait of waits) expect(wait >= 500 && wait <= 1_000).toBe(true);
    expect([new Set(waits).size > 1, firstStep(jittered, 'a', 'mt5_connection').waitMs]).toEqual([true, waits[0]]);
  });
});

describe('a fault', () => {
  it.each([
    ['terminal', 'order_unknown', 'trade_execution', 'high'],
    ['terminal', 'timeout', 'mt5_connection', 'medium'],
    ['terminal', 'failed', 'mt5_connection', 'medium'],
    ['model', 'timeout', 'agent_communication', 'medium'],
    ['model', 'authentication', 'agent_communication', 'critical'],
    ['notifier', 'failed', 'agent_communication', 'low'],
    ['calendar', 'failed', 'signal_processing', 'low'],
    ['u2', 'failed', 'signal_processing', 'medium'],
  ])('of %s, %s, is one of %s and %s', (agent, kind, component, severity) =>
    expect(classify(agent as never, kind as never)).toEqual({ component, severity }),
  );

  it('that is critical calls for a halt, and so many high ones within the time', () => {
    const { highFaults, withinMs } = CONFIG.escalation;
    const began = (severity: string) =>
      ({ type: 'recovery.began', payload: { agent: 'terminal', kind: 'order_unknown', subject: 'C1', severity } }) as never;
    const called = (before: number, at: number, ...severities: string[]) => {
      const engine = createEngine();
      engine.cockpit.highFaults = Array.from({ length: before }, (_, i) => ({ at, text: `f${i}` }));
      return escalate(engine, turn, severities.map(began)).map(({ payload }) => (payload as { text: string }).text);
    };
    expect(called(0, NOW, 'critical')).toEqual([expect.stringMatching(/^A critical fault: terminal /)]);
    expect(called(highFaults - 1, NOW, 'high')).toEqual([
      expect.stringMatching(new RegExp(`^${highFaults} high faults within ${withinMs / 60_000} minutes: f0, f1`)),
    ]);
    expect([
      called(highFaults - 2, NOW, 'high'),
      called(highFaults - 1, NOW - withinMs, 'high'),
      called(highFaults, NOW, 'low'),
    ]).toEqual([[], [], []]);
    expect(called(highFaults - 1, NOW - withinMs + 1, 'high').length).toBe(1);
    expect(called(0, NOW, ...Array.from({ length: highFaults }, () => 'high')).length).toBe(1);
  });
});

describe('a recovery', () => {
  const fault = (hand: EngineInHand, agent: 'terminal' | 'model' | 'journal' = 'terminal') =>
    hand.tell({ type: 'fault.seen', payload: { agent, effect: 'read', kind: 'failed', detail: 'x' } });

  it('begins once for a subject, not for the journal, and not without a place', () => {
    const hand = new EngineInHand();
    fault(hand);
    fault(hand);
    fault(hand, 'journal');
    expect([...hand.cockpit.recoveries.values()].map(({ subject, detail }) => [subject, detail])).toEqual([['terminal', 'x']]);
    const full = new EngineInHand();
    for (let i = 0; i < BOUNDS.recoveries; i += 1)
      full.cockpit.recoveries.set(`o${i}`, {
        id: `o${i}`,
        subject: `o${i}`,
        dueAt: Infinity,
        component: 'signal_processing',
      } as never);
    fault(full);
    expect(full.cockpit.recoveries.size).toBe(BOUNDS.recoveries);
  });

  it('of the terminal ends with a fresh look while the link is up, of an agent with its answer', () => {
    const hand = new EngineInHand();
    fault(hand);
    hand.after(1_500);
    hand.link = 'stale';
    hand.observe();
    hand.link = 'up';
    hand.observe([], null);
    expect(hand.cockpit.recoveries.size).toBe(1);
    hand.observe();
    expect(hand.cockpit.recovered).toMatchObject([{ subject: 'terminal', verifiedBy: 'snapshot', ms: 1_500 }]);
    fault(hand, 'model');
    const { id } = [...hand.cockpit.recoveries.values()][0]!;
    const report = (of: string, isHealthy: boolean) =>
      hand.tell({ type: 'recovery.reported', payload: { id: of, agent: 'model', action: 'check', isHealthy, detail: 'd' } });
    report(id, false);
    report('another', true);
    expect(hand.cockpit.recoveries.size).toBe(1);
    report(id, true);
    expect([hand.cockpit.recoveries.size, hand.cockpit.recovered.at(-1)?.verifiedBy]).toEqual([0, 'answer']);
  });

  it('goes a step further when that is due, and not before', () => {
    const hand = new EngineInHand();
    fault(hand, 'model');
    const life = () => [...hand.cockpit.recoveries.values()][0]!;
    const { dueAt } = life();
    const before = hand.decisionsOf('recovery.acted').length;
    hand.at = dueAt - 1;
    hand.beat();
    expect(hand.decisionsOf('recovery.acted').length).toBe(before);
    hand.at = dueAt;
    hand.beat();
    expect(hand.decisionsOf('recovery.acted').length).toBe(before + 1);
  });
});
