import { expect, test } from 'vitest';
import type { Drill } from '#shared/events';
import type { Refusal } from '#shared/ipc';
import type { Result } from '#shared/lib';
import { createRedecider } from '#main/host/redecide.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };

async function drilled(story: CockpitInMemory): Promise<Result<{ readonly drill: Drill }, Refusal>> {
  let answer: Result<{ readonly drill: Drill }, Refusal> | undefined;
  void story.act('stop.drill', {}).then((result) => (answer = result));
  for (let i = 0; i < 200 && answer === undefined; i += 1) await story.advance(250);
  if (answer === undefined) throw new Error('The drill does not end');
  return answer;
}

test('a drill closes everything on a copy, reports its times, and leaves account, stops and trading as they were', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  await story.opened('s2', { symbol: 'GBPUSD' });
  const sentBefore = story.sent.length;
  const answer = await drilled(story);
  const drill = answer.ok ? answer.value.drill : null;
  expect(drill).toMatchObject({ drill: true, result: 'flat', positions: 2, orders: 0, withdrawn: 0, actor: 'trader:test' });
  // Time stands still within a call, and what the copy measures begins with its own stop.
  expect([drill?.latchMs, drill?.durableMs, drill?.steps[0]?.ms]).toEqual([0, 0, 0]);
  expect(drill?.flatMs).toBeGreaterThanOrEqual(250);
  expect(drill?.flatMs).toBeGreaterThanOrEqual(drill?.steps.at(-1)?.ms ?? Infinity);
  expect(drill?.flatMs).toBeLessThan(10_000);
  expect(drill?.steps.map(({ step }) => step)).toEqual(['latched', 'closing', 'verified', 'verified']);
  expect({
    positions: story.broker.snapshot()?.positions.length,
    sent: story.sent.length - sentBefore,
    trading: story.cockpit.trading.state,
    certificates: story.cockpit.certificates.size,
    drills: story.cockpit.drills,
    bugs: story.bugs,
  }).toEqual({ positions: 2, sent: 0, trading: 'active', certificates: 0, drills: [drill], bugs: [] });
});

test('a real stop that comes during a drill latches at once and closes everything', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  const drilling = drilled(story);
  await story.settle();
  story.runtime.halt({ reason: 'in earnest', flatten: true }, 'trader:window');
  const latched = story.cockpit.trading.state;
  const answer = await drilling;
  await story.advance(1_000);
  expect([
    latched,
    answer.ok && answer.value.drill.result,
    story.broker.snapshot()?.positions.length,
    [...story.cockpit.certificates.values()].map(({ state }) => state),
  ]).toEqual(['halted', 'flat', 0, ['flat']]);
});

test('is refused while one is under way and while trading is halted, and says why', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  const first = drilled(story);
  await story.settle();
  const second = await story.act('stop.drill', {});
  await first;
  story.runtime.halt({ reason: 'enough', flatten: false }, 'trader:window');
  const third = await story.act('stop.drill', {});
  expect([second, third]).toMatchObject([
    { ok: false, error: { code: 'drill_under_way' } },
    { ok: false, error: { code: 'halted' } },
  ]);
});

test('is on record, survives a restart, and is decided again from the journal', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  await drilled(story);
  await story.restart();
  const redecider = createRedecider('0.0.0');
  const problems = story.records.map((record) => redecider.record(record)).filter((problem) => problem !== undefined);
  expect([story.cockpit.drills.length, story.recordsOf('drill.began').length, problems, redecider.end()]).toEqual([
    1,
    1,
    [],
    undefined,
  ]);
});

test('a copy that breaks is a result like any other: on record, and the next drill may come', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  const copy = story.broker.copy.bind(story.broker);
  story.broker.copy = () => Object.assign(copy(), { start: () => Promise.reject(new Error('no copy to be had')) });
  const first = await drilled(story);
  story.broker.copy = copy;
  const second = await drilled(story);
  expect([first, second, story.cockpit.drills.length, story.cockpit.trading.state, story.bugs]).toMatchObject([
    { ok: true, value: { drill: { drill: true, result: 'failed', text: 'no copy to be had', flatMs: null } } },
    { ok: true, value: { drill: { result: 'flat', positions: 1 } } },
    2,
    'active',
    [],
  ]);
});

test('the cockpit may end during a drill: no alarm, no record after the seal', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  const drilling = drilled(story);
  await story.settle();
  story.runtime.seal('the end');
  const answer = await drilling;
  expect([answer, story.records.at(-1)?.type, story.notified, story.bugs]).toMatchObject([
    { ok: false, error: { code: 'ended' } },
    'run.sealed',
    [],
    [],
  ]);
});
