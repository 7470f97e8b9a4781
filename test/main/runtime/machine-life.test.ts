import { describe, expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
const isBlocked = (story: CockpitInMemory): boolean => story.cockpit.blocks.has('after_pause');

async function entryOf(story: CockpitInMemory, id: string): Promise<readonly [string, string | null]> {
  await story.submit(id, { symbol: 'GBPUSD' });
  await story.settle();
  return story.standing(id);
}

describe('the PC sleeps', () => {
  test('for five seconds: no entry from its word on until the terminal was looked at after it woke', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('held');
    story.desk.heardOfMachine({ what: 'suspended' });
    expect([isBlocked(story), story.records.at(-1)?.type], 'durable before it sleeps').toEqual([true, 'block.raised']);
    expect(await entryOf(story, 'late')).toEqual(['rejected', 'not_blocked']);
    await story.advance(5_500);
    expect(isBlocked(story), 'a look of before the sleep proves nothing').toBe(true);
    story.desk.heardOfMachine({ what: 'resumed' });
    await story.settle();
    await story.advance(1_000);
    expect(isBlocked(story)).toBe(false);
    expect((await entryOf(story, 'after'))[0]).not.toBe('rejected');
    expect(firstDisagreement(story.records)).toBeNull();
  });

  test('a waking that nobody told ends with a look at the terminal as well', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.desk.heardOfMachine({ what: 'suspended' });
    await story.advance(40_000);
    expect(isBlocked(story)).toBe(false);
  });

  test('a waking that was not announced: entries wait for a look all the same', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const before = story.recordsOf('block.raised').length;
    story.desk.heardOfMachine({ what: 'resumed' });
    await story.settle();
    await story.advance(1_000);
    expect([story.recordsOf('block.raised').length - before, isBlocked(story)]).toEqual([1, false]);
  });
});

describe('what needs a hand is an alarm until it is over', () => {
  const alarms = (story: CockpitInMemory) =>
    [...story.cockpit.alarms.values()].filter(({ state }) => state === 'active').map(({ alarm }) => alarm.kind);

  test.each([
    ['on_battery', 'on_mains', 'on_battery'],
    ['stop_key_taken', 'stop_key_ours', 'stop_key_taken'],
    ['window_hung', 'window_answers', 'window_hung'],
  ] as const)('%s, until %s', async (begins, ends, kind) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.desk.heardOfMachine({ what: begins });
    await story.advance(1_500);
    expect(alarms(story)).toContain(kind);
    story.desk.heardOfMachine({ what: ends });
    await story.advance(1_500);
    expect(alarms(story)).not.toContain(kind);
    expect(firstDisagreement(story.records)).toBeNull();
  });

  test('a battery under a cockpit that is halted and flat is none', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.desk.command('trading.halt', { reason: 'evening', flatten: true }, 'trader:window');
    await story.advance(10_000);
    story.desk.heardOfMachine({ what: 'on_battery' });
    await story.advance(2_000);
    expect(alarms(story)).not.toContain('on_battery');
  });

  test('another run hears it again', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.desk.heardOfMachine({ what: 'on_battery' });
    await story.advance(1_500);
    await story.restart();
    expect(story.cockpit.machine).toEqual({ asleepSince: null, batterySince: null, stopKeyFault: null, windowHungSince: null });
  });
});
