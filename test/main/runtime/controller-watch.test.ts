import { expect, test } from 'vitest';
import type { Payload } from '#shared/events';
import { createRedecider } from '#main/host/redecide.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const flood = (story: CockpitInMemory, lane: 'normal' | 'high', count: number): void => {
  for (let i = 0; i < count; i += 1)
    story.runtime.loop.post(lane, {
      actor: 'flood',
      correlationId: 'flood',
      causationId: null,
      make: () => ({ type: 'time.reached', payload: { facts: null, recentDeals: null } }),
    });
};
const lanesSeen = (story: CockpitInMemory): Payload<'controller.observed'>['lanes'] =>
  story.recordsOf('controller.observed').flatMap(({ lanes }) => lanes);

test.each([
  ['normal', 5_000],
  ['high', 2_000],
] as const)('a %s lane that turned messages away is an alarm until a minute has passed without', async (lane, max) => {
  const story = await CockpitInMemory.open({ config: AUTO });
  flood(story, lane, max + 1_000);
  const refused = story.runtime.loop.lanes[lane].refused;
  await story.advance(2_100);
  const alarm = story.cockpit.alarms.get(`lane:${lane}`);
  await story.advance(70_000);
  expect([
    refused >= 1_000,
    alarm?.state,
    alarm?.alarm.cause,
    story.cockpit.alarms.get(`lane:${lane}`)?.state,
    lanesSeen(story).map((seen) => [seen.lane, seen.refused > 0]),
  ]).toEqual([
    true,
    'active',
    `${max} messages wait in it, its limit; further ones were refused.`,
    'returned',
    [
      [lane, true],
      [lane, false],
    ],
  ]);
});

test('an agent that goes down and comes back is on record both times, once each, and is decided again', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.advance(3_000);
  const before = story.recordsOf('controller.observed').length;
  story.life.cut = true;
  await story.advance(60_000);
  const cut = story.cockpit.health.get('terminal')?.health;
  story.life.cut = false;
  await story.price('EURUSD', 1.158);
  await story.advance(600_000);
  const redecider = createRedecider('0.0.0');
  const problems = story.records.map((record) => redecider.record(record)).filter((problem) => problem !== undefined);
  const seen = story
    .recordsOf('controller.observed')
    .slice(before)
    .flatMap(({ health }) => health.filter(({ agent }) => agent === 'terminal').map(({ health: now }) => now));
  expect([cut === 'down' || cut === 'degraded', seen.length > 1 && seen.length < 6, seen.at(0) !== 'healthy', problems]).toEqual([
    true,
    true,
    true,
    [],
  ]);
});
