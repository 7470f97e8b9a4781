import { LANE_AGEING_MS } from '#engine';
import type { World } from './world.ts';

/** What a turn of the burst takes: so long that ageing shows within a hundred turns. */
const TURN_MS = 80;
const LOW = 3;
const AT_ONCE = 10;
const TURNS = 95;

/**
 * A lane that never runs empty, turns that take their time, and three patient messages below it. I11: those are served within
 * their ageing bound and what was overdue before them; a critical one is served in the very next turn.
 */
export async function burst(world: World): Promise<string> {
  const { clock, witnesses, life } = world;
  const { loop } = world.runtime;
  let served = 0;
  let posted = 0;
  const criticalAt: number[] = [];
  const post = (lane: 'critical' | 'normal' | 'low', act: () => void): void => {
    loop.post(lane, {
      actor: 'flood',
      correlationId: 'flood',
      causationId: null,
      make: () => {
        served += 1;
        clock.spend(TURN_MS);
        act();
        return { type: 'time.reached', payload: { facts: null, recentDeals: null } };
      },
    });
  };
  const normal = (): void => {
    posted += 1;
    post('normal', () => {
      if (posted < TURNS) normal();
      if (posted === TURNS / 2 + 0.5) critical();
    });
  };
  const critical = (): void => {
    const before = served;
    post('critical', () => {
      criticalAt.push(served - before);
    });
  };
  const waits: number[] = [];
  const began = clock.monoMs();
  for (let i = 0; i < LOW; i += 1)
    post('low', () => {
      waits.push(clock.monoMs() - TURN_MS - began);
      if (waits.length === 1) critical(); // The other patient ones are overdue, and still it comes first.
    });
  for (let i = 0; i < AT_ONCE; i += 1) normal();
  await world.settle();
  if (!life.alive || waits.length < LOW) return 'interrupted';
  const bound = LANE_AGEING_MS.low + 2 * (LOW + AT_ONCE + 1) * TURN_MS;
  const longest = Math.max(...waits);
  if (longest > bound) witnesses.fail('I11', `A low message waited ${longest} ms, its bound is ${bound} ms`);
  if (criticalAt.length !== 2 || criticalAt.some((turns) => turns !== 1))
    witnesses.fail('I11', `A critical message was served after ${criticalAt.join()} turns, not in the next`);
  return `${served} turns, low waited ${longest} ms`;
}
