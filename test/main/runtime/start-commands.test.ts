import { expect, test } from 'vitest';
import type { HostDesk, StartDesk, StartStanding } from '#ports';
import { USUAL_START, type StartChoice } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const MT5: StartChoice = { ...USUAL_START, terminal: 'mt5' };

class ScriptedDesk implements StartDesk {
  next: StartChoice = USUAL_START;
  faults: readonly string[] = [];
  restarts = 0;
  standing = (): StartStanding => ({ now: USUAL_START, next: this.next, fixed: ['data'] });
  choose = async (choice: StartChoice): Promise<readonly string[]> => {
    if (this.faults.length === 0) this.next = choice;
    return this.faults;
  };
  restart = (): void => void (this.restarts += 1);
}

async function opened() {
  const desk = new ScriptedDesk();
  const host: HostDesk = {
    ...{ about: () => [], notices: () => null, diagnose: async () => [], keep: async () => '', bundle: async () => '' },
    start: desk,
  };
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } }, hostDesk: host });
  const restart = () => story.act('start.restart', { typed: 'RESTART' });
  return { story, desk, restart };
}

const acts = (story: CockpitInMemory): readonly unknown[] => story.recordsOf('act.noted');

test('what is chosen stands beside what is in force, and is on record with who chose it', async () => {
  const { story, desk } = await opened();
  expect(await story.act('start.choose', { choice: MT5 })).toMatchObject({
    ok: true,
    value: { now: USUAL_START, next: MT5, fixed: ['data'], open: [], waitsFor: [] },
  });
  expect(desk.next).toEqual(MT5);
  const noted = acts(story).at(-1);
  expect(noted).toMatchObject({ what: 'start.choose', by: 'trader:test' });
});

test('what is wrong with a choice is told line by line, and is not on record', async () => {
  const { story, desk } = await opened();
  desk.faults = ['HTTP address: no', 'Market: no'];
  const before = acts(story).length;
  expect(await story.act('start.choose', { choice: MT5 })).toMatchObject({
    ok: false,
    error: { code: 'setup_failed', detail: 'HTTP address: no\nMarket: no' },
  });
  expect([acts(story).length, desk.next]).toEqual([before, USUAL_START]);
});

test('a restart says what it leaves to the broker, and is done with it', async () => {
  const { story, desk, restart } = await opened();
  await story.opened('s-1');
  expect(await story.act('start.view', {})).toMatchObject({
    value: { open: [expect.stringMatching(/^1 position: only the stop/)], waitsFor: [] },
  });
  expect(await restart()).toMatchObject({ ok: true });
  await story.advance(1_000);
  expect(desk.restarts).toBe(1);
});

test('a restart into another account waits until nothing is open', async () => {
  const { story, desk, restart } = await opened();
  await story.opened('s-1');
  await story.act('start.choose', { choice: MT5 });
  const noted = acts(story).length;
  expect(await restart()).toMatchObject({
    ok: false,
    error: { code: 'not_flat', detail: expect.stringMatching(/^1 position is open/) as string },
  });
  expect(acts(story).length, 'a refused restart is not on record').toBe(noted);
  await story.act('trading.halt', { reason: 'for the restart', flatten: true });
  await story.advance(5_000);
  expect([desk.restarts, await restart()]).toMatchObject([0, { ok: true }]);
  await story.advance(1_000);
  expect(desk.restarts).toBe(1);
});

test('a cockpit that a command started says so', async () => {
  const story = await CockpitInMemory.open({});
  for (const name of ['start.view', 'start.restart'] as const)
    expect(await story.act(name, name === 'start.view' ? {} : ({ typed: 'RESTART' } as never))).toMatchObject({
      ok: false,
      error: { code: 'no_setup', detail: expect.stringContaining('options of its command') as string },
    });
});
