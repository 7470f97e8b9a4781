import { expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { AgentCare } from '#main/runtime/agent-care.ts';
import { AgentLines } from '#main/runtime/agent-lines.ts';
import type { EngineLoop } from '#main/runtime/engine-loop.ts';
import { Meters } from '#main/runtime/meters.ts';
import type { RuntimeOptions } from '#main/runtime/options.ts';
import type { AgentId } from '#shared/domain';
import type { Input } from '#shared/events';
import { MONDAY } from './cockpit-in-memory.ts';

type Posted = { readonly lane: string; readonly actor: string; readonly correlationId: string; readonly input: Input };

/** The care of agents alone, with agents that do what a test says. */
function careOf(agents: Partial<Pick<RuntimeOptions, 'model' | 'calendar' | 'notifier' | 'terminal'>>) {
  const clock = virtualClock(MONDAY);
  const posted: Posted[] = [];
  const logged: unknown[][] = [];
  const loop = {
    post: (lane: string, work: { actor: string; correlationId: string; make(): Input }) => {
      posted.push({ lane, actor: work.actor, correlationId: work.correlationId, input: work.make() });
    },
  } as unknown as EngineLoop;
  const options = {
    clock,
    run: 'run-7',
    model: null,
    calendar: null,
    notifier: { critical: () => undefined },
    terminal: { reconnect: () => Promise.resolve() },
    log: { write: (...line: unknown[]) => void logged.push(line) },
    ...agents,
  } as unknown as RuntimeOptions;
  const lines = new AgentLines(clock, new Meters());
  return { clock, posted, logged, lines, care: new AgentCare({ loop, options, lines }) };
}

const LONG = 'x'.repeat(700);
const report = (agent: AgentId, action: 'check' | 'restart', isHealthy: boolean, detail: string): Posted => ({
  lane: 'high',
  actor: 'engine',
  correlationId: 'run-7',
  input: { type: 'recovery.reported', payload: { id: 'r1', agent, action, isHealthy, detail } },
});

test('an agent that answers is well, and each is asked by a question of its own', async () => {
  const asked: unknown[] = [];
  const { care, posted } = careOf({
    model: { version: 'v1', score: (features) => (asked.push(features), Promise.resolve({ probability: 0.5, version: 'v1' })) },
    calendar: { read: () => (asked.push('calendar'), Promise.reject(new Error(`row 4 ${LONG}`))) },
    notifier: { critical: (title, body) => void asked.push([title, body]) },
  });
  await care.check('model', 'r1');
  await care.check('calendar', 'r1');
  await care.check('notifier', 'r1');
  expect(asked).toEqual([{}, 'calendar', ['Mikrobot Cockpit', 'Notifications work again']]);
  expect(posted).toEqual([
    report('model', 'check', true, 'answered'),
    report('calendar', 'check', false, `row 4 ${LONG}`.slice(0, 500)),
    report('notifier', 'check', true, 'answered'),
  ]);
});

test('an agent that says nothing for two seconds is not well', async () => {
  const { care, clock, posted } = careOf({ model: { version: 'v1', score: () => new Promise(() => undefined) } });
  const checking = care.check('model', 'r1');
  await Promise.resolve();
  clock.advanceBy(1_999);
  await Promise.resolve();
  expect(posted).toEqual([]);
  clock.advanceBy(1);
  await checking;
  expect(posted).toEqual([report('model', 'check', false, 'no answer within 2000 ms')]);
});

test('a restart reaches the agent that was meant and no other, and is on record and in the log', async () => {
  const restarted: string[] = [];
  const { care, posted, logged } = careOf({
    terminal: { reconnect: () => (restarted.push('terminal'), Promise.resolve()) } as unknown as RuntimeOptions['terminal'],
    model: {
      version: 'v1',
      score: () => Promise.resolve({ probability: 0.5, version: 'v1' }),
      restart: () => (restarted.push('model'), Promise.resolve()),
    },
  });
  await care.restart('model', 'r1');
  expect(restarted).toEqual(['model']);
  await care.restart('terminal', 'r1');
  await care.restart('calendar', 'r1');
  expect(restarted).toEqual(['model', 'terminal']);
  const agents = ['model', 'terminal', 'calendar'] as const;
  expect(posted).toEqual(agents.map((agent) => report(agent, 'restart', false, 'restarted')));
  expect(logged).toEqual(agents.map((agent) => ['warn', 'An agent is restarted', { agent }]));
});

test('a restart that fails says why', async () => {
  const { care, posted, logged } = careOf({
    terminal: { reconnect: () => Promise.reject(new Error(`port ${LONG}`)) } as unknown as RuntimeOptions['terminal'],
  });
  await care.restart('terminal', 'r1');
  expect(posted).toEqual([report('terminal', 'restart', false, `port ${LONG}`.slice(0, 500))]);
  expect(logged[1]).toEqual(['error', 'An agent could not be restarted', { agent: 'terminal', error: `port ${LONG}` }]);
});

test('a restarted model has its places back: calls that hang do not count any more', async () => {
  const { care, clock, lines } = careOf({ model: null });
  for (let call = 0; call < 4; call += 1)
    void lines
      .to('model')
      .ask(100, () => new Promise(() => undefined))
      .catch(() => undefined);
  await Promise.resolve();
  clock.advanceBy(200);
  await care.restart('model', 'r1');
  await expect(lines.to('model').ask(100, () => Promise.resolve('well'))).resolves.toBe('well');
});

test('what critical news says reaches the notifier as it is, and one that throws is a fault', () => {
  const told: string[][] = [];
  careOf({ notifier: { critical: (...words) => void told.push(words) } }).care.notify('Stopped', 'Everything is closed');
  expect(told).toEqual([['Stopped', 'Everything is closed']]);
  const { care, posted } = careOf({
    notifier: {
      critical: () => {
        throw new Error(`no centre ${LONG}`);
      },
    },
  });
  care.notify('Stopped', 'Everything is closed');
  expect(posted).toEqual([
    {
      lane: 'high',
      actor: 'engine',
      correlationId: 'run-7',
      input: {
        type: 'fault.seen',
        payload: { agent: 'notifier', effect: 'write', kind: 'failed', detail: `no centre ${LONG}`.slice(0, 500) },
      },
    },
  ]);
});
