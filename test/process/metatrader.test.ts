import { afterAll, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { createRedecider } from '#main/host/redecide.ts';
import { VERSION } from '#main/host/version.ts';
import { DataFolder, Headless, until } from './headless-process.ts';
import { ScriptedEa } from '../main/adapters/mt5/scripted-ea.ts';

const folder = new DataFolder({ mt5: { watch: ['EURUSD'] } });
let cockpit: Headless | undefined;
afterAll(async () => {
  await cockpit?.kill();
  folder.remove();
});
type Status = { readonly mode: string; readonly terminal: Record<string, unknown>; readonly fault: string | null };

test('with --terminal mt5 it listens for the Expert Advisor, says what is missing, and shows the account once it is there', async () => {
  const here = (cockpit = await Headless.start(folder, ['--terminal', 'mt5', '--bridge', '127.0.0.1:0']));
  const status = (): Promise<Status> => here.get('/system/status') as never;
  const before = await status();
  const signal = await here.webhook(
    JSON.stringify({
      signal_id: 's1',
      symbol: 'EURUSD',
      timeframe: 'M5',
      pattern_type: 'M5_BOS',
      direction: 'BUY',
      timestamp: new Date(here.now()).toISOString(),
      price_levels: { entry: 1.1, stop_loss: 1.09, take_profit: 1.13 },
    }),
  );
  const bridge = String(here.ready.bridge);
  const secrets = folder.secrets as unknown as { bridgeToken: string };
  const ea = new ScriptedEa(Number(bridge.split(':')[1]), { token: secrets.bridgeToken });
  ea.answers = true;
  await ea.greet();
  const after = await until(status, ({ terminal }) => terminal['link'] === 'up', 8_000);
  ea.cut();
  const lost = await until(status, ({ terminal }) => terminal['link'] === 'down', 3_000);
  const { code } = await here.terminate();
  const redecider = createRedecider(VERSION);
  const verified = verifyJournal(folder.dir, { key: folder.secrets.journalKey, onRecord: redecider.record });
  expect([
    /^127\.0\.0\.1:\d+$/.test(bridge),
    [
      before.mode,
      before.terminal['kind'],
      before.terminal['link'],
      String(before.terminal['obstacle']).startsWith('The Expert Advisor is not connected'),
    ],
    signal.status === 202 || signal.status === 422,
    [after.terminal['login'], after.terminal['clockOffsetMs'], after.terminal['obstacle'], after.fault],
    lost.terminal['link'],
    code,
    [verified.ok, verified.firstBad, redecider.end()],
  ]).toEqual([
    true,
    ['demo', 'mt5', 'down', true],
    true,
    ['5012345', 10_800_000, null, null],
    'down',
    0,
    [true, null, undefined],
  ]);
});
