import { describe, expect, test } from 'vitest';
import { reportFailure, shrink, type Plan, type Simulated } from '#main/simulation/index.ts';

const plan: Plan = { seed: 7, steps: 90, faults: new Set() };
const story: Simulated = {
  seed: 7,
  steps: 41,
  lives: 1,
  records: 0,
  turns: 0,
  hash: '',
  reached: {},
  injected: {},
  broken: { invariant: 'I2', text: 'two live orders' },
  timeline: [{ step: 41, at: Date.parse('2031-02-03T04:05:06Z'), action: 'signal', effect: 'sent twice' }],
};

/** Reports the failure; the smaller story "is found" after the clock was asked `looks` times. */
async function reported(options: { json?: boolean; shrinkSeconds: number; stepMs?: number }) {
  const said: string[] = [];
  let now = 5_000;
  let tried = 0;
  await reportFailure(
    { story, plan },
    {
      json: options.json ?? false,
      shrinkSeconds: options.shrinkSeconds,
      print: (text) => said.push(`out ${text.split('\n')[0] ?? ''}`),
      note: () => said.push('note'),
      now: () => now,
      smallerOf: async (whole, _story, isOver) => {
        said.push('search');
        for (; !isOver(); now += options.stepMs ?? 1_000) tried += 1;
        return { ...whole, steps: 12 };
      },
    },
  );
  return { said, tried };
}

describe('a broken rule is reported', () => {
  test('before a smaller story is looked for', async () => {
    expect((await reported({ shrinkSeconds: 60 })).said).toEqual([
      'out Seed 7: I2 broken in step 41: two live orders',
      'note',
      'search',
      'out Smaller: npm run simulate -- --seed 7 --steps 12 --faults none',
    ]);
  });

  test('without a search where none is wanted', async () => {
    expect((await reported({ shrinkSeconds: 0 })).said).toEqual(['out Seed 7: I2 broken in step 41: two live orders']);
  });

  test('with a search that ends when its time is over', async () => {
    expect((await reported({ shrinkSeconds: 3 })).tried).toBe(3);
  });

  test('as one JSON object, whose smaller command is null where none was looked for', async () => {
    const lines = (await reported({ shrinkSeconds: 0, json: true })).said;
    expect([lines.length, (JSON.parse(lines[0]!.slice(4)) as { smaller: unknown }).smaller]).toEqual([1, null]);
  });

  test('a search that is over before it begins tells no story and keeps the plan, as short as the failure', async () => {
    expect(await shrink(plan, story, () => true)).toEqual({ ...plan, steps: 41 });
  });
});
