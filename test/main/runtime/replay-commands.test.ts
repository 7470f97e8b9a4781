import { expect, test } from 'vitest';
import type { HostDesk } from '#ports';
import { replayHandlers } from '#main/runtime/replay-commands.ts';
import { emptyCockpit } from '#shared/projection';
import { defaultConfig, type Config } from '#shared/config';
import { ok } from '#shared/lib';
import { keepingDesk } from './keeping-desk.ts';

type Replay = NonNullable<HostDesk['replay']>;

test('a run uses the settings in force when it is asked for: a start from a kept state replaces the cockpit', async () => {
  const used: Config[] = [];
  const replay = { start: async (_ask: unknown, config: Config) => (used.push(config), ok(null)) } as unknown as Replay;
  const runtime = { cockpit: { ...emptyCockpit(), config: defaultConfig() } };
  const handlers = replayHandlers(runtime, keepingDesk({ replay }).host);
  const restored = { ...defaultConfig(), version: 7 } as unknown as Config;
  runtime.cockpit = { ...emptyCockpit(), config: restored };
  await handlers['replay.start']({} as never);
  expect(used).toEqual([restored]);
});
