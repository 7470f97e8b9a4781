import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { Runtime } from '#main/runtime/index.ts';
import type { Bar } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const PAST = 50;

test('a run that is sealed while it loads candles ends its start: nothing of it goes on, and it is never ready', async () => {
  const cockpit = await CockpitInMemory.open();
  const { clock } = cockpit;
  const { terminal, ...options } = cockpit.runtime.options;
  const from = Math.floor(clock.nowMs() / 60_000 - PAST) * 60_000;
  const history = (symbol: string): Promise<readonly Bar[]> =>
    Promise.resolve(
      Array.from({ length: PAST }, (_, minute) => ({
        ...{ symbol, timeframe: 'M1' as const, time: from + minute * 60_000, open: 1.1, high: 1.1, low: 1.1, close: 1.1 },
        ...{ volume: 1, spreadPoints: 10, source: 'history' as const },
      })),
    );
  const journal = memoryJournal({ hashed: false });
  const runtime = new Runtime({
    ...options,
    ...{ run: 'run-of-a-moment', previous: null, journal, warmUpBars: PAST },
    terminal: new Proxy(terminal, { get: (own, name) => (name === 'history' ? history : (Reflect.get(own, name) as unknown)) }),
  });
  const end = { isThere: false };
  const started = runtime.start([]).finally(() => void (end.isThere = true));
  // The candles are in the lanes now, and no turn has taken them.
  for (let turn = 0; turn < 20 && runtime.loop.isIdle; turn += 1) await turnOfTheLoop();
  expect([runtime.loop.isIdle, end.isThere]).toEqual([false, false]);
  runtime.seal('it is ended at once');
  for (let turn = 0; turn < 50 && !end.isThere; turn += 1) {
    await turnOfTheLoop();
    clock.runSoon();
  }
  expect(end.isThere).toBe(true);
  await started;
  expect(runtime.ready).toBe(false);
  expect(journal.read(0, 1_000).at(-1)?.type).toBe('run.sealed');
  await cockpit.advance(5_000);
  expect(journal.read(0, 1_000).at(-1)?.type).toBe('run.sealed');
});
