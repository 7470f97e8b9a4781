import { describe, expect, test } from 'vitest';
import { ALL_FAULTS, simulate, runSeeds, type FaultKind, type Plan } from '#main/simulation/index.ts';
import { patience } from '../time/pace.ts';
import { KEPT } from './kept-seeds.ts';

const ALL: ReadonlySet<FaultKind> = new Set(ALL_FAULTS);
const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);
/** What the stories have to reach between them, or they prove less than they say. */
const REACHED = [
  'approval.requested',
  'drift.changed',
  'halt.asked',
  'order.resolved',
  'position.closed',
  'position.opened',
  'position.planned',
  'run.sealed',
  'signal.duplicate',
  'stop.progressed',
  'terminal.probed',
];

describe('whatever goes wrong, the rules hold', () => {
  test(
    'thirty seeds reach every kind of fault and break nothing',
    async () => {
      const reached = new Set<string>();
      const injected = new Set<string>();
      const broken = [];
      for (const seed of SEEDS) {
        const story = await simulate({ seed, steps: 150, faults: ALL });
        if (story.broken !== null) broken.push({ seed, step: story.steps, ...story.broken });
        for (const type of Object.keys(story.reached)) reached.add(type);
        for (const kind of Object.keys(story.injected)) injected.add(kind);
      }
      expect(broken).toEqual([]);
      expect(REACHED.filter((type) => !reached.has(type))).toEqual([]);
      expect(ALL_FAULTS.filter((kind) => !injected.has(kind))).toEqual([]);
    },
    patience(120_000),
  );

  test.each(KEPT)('seed $seed stays mended: $why', async ({ seed, steps, faults }) => {
    const { broken } = await simulate({ seed, steps, faults: new Set(faults) });
    expect(broken).toBeNull();
  });

  test('a seed tells the same story every time, and another seed another one', async () => {
    const tell = async (seed: number): Promise<string> => (await simulate({ seed, steps: 80, faults: ALL })).hash;
    const once = await tell(5);
    expect([await tell(5), (await tell(6)) === once]).toEqual([once, false]);
  });

  test(
    'told by two threads, every story is the same as told by one, in the same order',
    async () => {
      const plans: Plan[] = Array.from({ length: 20 }, (_, index) => ({ seed: index + 1, steps: 40, faults: ALL }));
      const tell = async (jobs: number): Promise<readonly string[]> => {
        const hashes: string[] = [];
        await runSeeds(plans, jobs, (story) => hashes.push(`${story.seed} ${story.hash}`));
        return hashes;
      };
      expect(await tell(2)).toEqual(await tell(1));
    },
    patience(120_000),
  );

  test('a step that is skipped changes nothing but itself: the rest of the story goes on', async () => {
    const whole = await simulate({ seed: 6, steps: 60, faults: ALL });
    const without = await simulate({
      seed: 6,
      steps: 60,
      faults: ALL,
      skip: new Set(Array.from({ length: 60 }, (_, i) => i + 1)),
    });
    expect([
      whole.broken,
      without.broken,
      without.steps,
      Object.keys(without.injected),
      without.reached['signal.arrived'],
    ]).toEqual([null, null, 60, [], undefined]);
  });
});
