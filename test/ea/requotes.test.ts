import { describe, expect, test } from 'vitest';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';

const FAR: readonly FarEnd[] = hasCompiler ? ['paper', 'double', 'compiled'] : ['paper', 'double'];
const ENDS = ['open', 'rejected', 'failed'];

describe.each(FAR)('a requote over %s', (far) => {
  test.each([
    ['twice, by two of its codes: one position, one chain of three', [10_004, 10_021], 'open', 3, 1],
    ['for ever: four attempts, and nothing is traded', [10_020, 10_004, 10_020, 10_004, 10_020], 'failed', 4, 0],
  ] as const)('%s', async (_what, codes, end, attempts, traded) => {
    const desk = await DeskWithEa.connected({ far });
    await until(() => [...desk.runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED'), 15_000);
    for (const retcode of codes) desk.venue.faults.push({ kind: 'refuse', retcode, text: 'Price moved' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', ENDS, 20_000);
    const life = desk.life('s1');
    expect([state, life?.orders.length, new Set(life?.orders).size, desk.venue.positions.length]).toEqual([
      end,
      attempts,
      attempts,
      traded,
    ]);
    expect(desk.records('order.intended').length).toBe(attempts);
    expect(await desk.close()).toBe(0);
  });
});
