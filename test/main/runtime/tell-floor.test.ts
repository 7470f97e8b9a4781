import { expect, test } from 'vitest';
import type { EquityFloor } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';

test('a terminal with a guard of its own is told the hard floor of the day, and hears of it at every look', async () => {
  const told: EquityFloor[] = [];
  const story = await CockpitInMemory.open({ guard: { keep: (floor) => void told.push(floor) } });
  await story.advance(10_000);
  const [first] = told;
  const day = story.cockpit.day;
  // 5 % of 100,000 a day, of which the hard stop takes 80 %.
  expect([first?.equity, day?.balance]).toEqual([96_000, 100_000]);
  expect(first!.untilMs).toBeGreaterThan(story.clock.nowMs());
  expect(first!.untilMs - story.clock.nowMs()).toBeLessThanOrEqual(25 * 3_600_000);
  expect(told.length).toBeGreaterThan(5);
});
