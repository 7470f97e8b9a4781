import { expect, test } from 'vitest';
import { backgroundHandlers } from '#main/runtime/background-commands.ts';
import { replayHandlers } from '#main/runtime/replay-commands.ts';
import type { HostDesk, ReplayDesk } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { hostWithRerun } from './rerun-beside.ts';

test('a re-run and a replay begin with the configuration in force, also where a kept state replaced the cockpit since', async () => {
  const story = await CockpitInMemory.open({});
  const changed = await CockpitInMemory.open({ config: { limits: { maxSpreadOfStop: 0.123 } } });
  const host = hostWithRerun(() => []);
  const seen: unknown[] = [];
  const asked = {
    ...host.rerun,
    start: (...[ask, now]: Parameters<typeof host.rerun.start>) => {
      seen.push(now.config.limits.maxSpreadOfStop);
      return host.rerun.start(ask, now);
    },
  };
  const replay = {
    start: async (_ask: unknown, config: { readonly limits: { readonly maxSpreadOfStop: number } }) => {
      seen.push(config.limits.maxSpreadOfStop);
      return { ok: false, error: { kind: 'refused', code: 'not_found', detail: 'no such file' } };
    },
  } as unknown as ReplayDesk;
  const desk: HostDesk = { ...host, rerun: asked, replay };
  const runtime = { options: story.runtime.options, cockpit: story.cockpit };
  const all = { ...backgroundHandlers(runtime, desk), ...replayHandlers(runtime, desk) };
  runtime.cockpit = changed.cockpit;
  await all['rerun.start']({ change: {}, from: null, to: null });
  await all['replay.start']({ kindOfJob: 'inspect', file: 'a.csv', kind: null, rows: {} });
  expect(seen).toEqual([0.123, 0.123]);
});
