import { afterAll, expect, test } from 'vitest';
import { DataFolder, Headless, until } from './headless-process.ts';
import { ScriptedEa } from '../main/adapters/mt5/scripted-ea.ts';

const folders = [
  new DataFolder({ mt5: { watch: ['EURUSD'], login: '111' } }),
  new DataFolder({ mt5: { watch: ['EURUSD'], login: '222' } }),
] as const;
const running: Headless[] = [];
afterAll(async () => {
  for (const one of running) await one.kill();
  for (const folder of folders) folder.remove();
});
type Status = { readonly terminal: Record<string, unknown> };
const status = (of: Headless): Promise<Status> => of.get('/system/status') as never;

/** An Expert Advisor of this account at the bridge of a cockpit, with the token of a data folder. */
async function terminalOf(login: string, at: Headless, tokenOf: DataFolder): Promise<ScriptedEa> {
  const { bridgeToken } = tokenOf.secrets as unknown as { bridgeToken: string };
  const ea = new ScriptedEa(Number(String(at.ready.bridge).split(':')[1]), { token: bridgeToken, login });
  ea.answers = true;
  await ea.greet();
  return ea;
}

test('two cockpits run beside each other, each with its folder, ports, token and account, and neither takes the other’s terminal', async () => {
  for (const folder of folders) running.push(await Headless.start(folder, ['--terminal', 'mt5', '--bridge', '127.0.0.1:0']));
  const [one, two] = running as [Headless, Headless];
  const terminals = [await terminalOf('111', one, folders[0]), await terminalOf('222', two, folders[1])];
  const up = await Promise.all(
    [one, two].map((here) =>
      until(
        () => status(here),
        ({ terminal }) => terminal['link'] === 'up',
        8_000,
      ),
    ),
  );
  expect(up.map(({ terminal }) => [terminal['login'], terminal['obstacle']])).toEqual([
    ['111', null],
    ['222', null],
  ]);
  expect(new Set([one.ready.bridge, two.ready.bridge, one.ready.http, two.ready.http]).size).toBe(4);

  // The wrong token is a stranger, and the other account is turned away although it knows the token: the session that stands goes on.
  const stranger = await terminalOf('111', two, folders[0]);
  await until(() => Promise.resolve(stranger.isClosed), Boolean, 5_000);
  const lost = await terminalOf('111', two, folders[1]);
  await until(() => Promise.resolve(lost.isClosed), Boolean, 5_000);
  expect([(await status(two)).terminal['login'], (await status(two)).terminal['link']]).toEqual(['222', 'up']);

  // One that is pinned and finds the other account alone says so.
  terminals[1]?.cut();
  await until(
    () => status(two),
    ({ terminal }) => terminal['link'] === 'down',
    5_000,
  );
  const other = await terminalOf('111', two, folders[1]);
  const told = await until(
    () => status(two),
    ({ terminal }) => String(terminal['obstacle']).includes('222'),
    5_000,
  );
  expect(String(told.terminal['obstacle'])).toMatch(/111/);
  expect((await status(one)).terminal['link']).toBe('up');
  for (const ea of [...terminals, stranger, lost, other]) ea.cut();
});

test('the account of a data folder is the first that came, over restarts, until another one is chosen with the typed word', async () => {
  const folder = new DataFolder({ mt5: { watch: ['EURUSD'] } });
  const start = async (): Promise<Headless> => {
    const here = await Headless.start(folder, ['--terminal', 'mt5', '--bridge', '127.0.0.1:0']);
    running.push(here);
    return here;
  };
  const traded = async (here: Headless, login: string): Promise<ScriptedEa> => {
    const ea = await terminalOf(login, here, folder);
    await until(
      () => status(here),
      ({ terminal }) => terminal['link'] === 'up' && terminal['login'] === login,
      8_000,
    );
    return ea;
  };
  const turnedAway = async (here: Headless, login: string): Promise<void> => {
    const ea = await terminalOf(login, here, folder);
    await until(() => Promise.resolve(ea.isClosed), Boolean, 5_000);
  };
  try {
    const one = await start();
    const ours = await traded(one, '111');
    ours.cut();
    await one.terminate();

    const two = await start();
    await turnedAway(two, '222');
    expect((await status(two)).terminal['accounts']).toMatchObject({
      pinned: { login: '111', how: 'first' },
      aside: [{ login: '222', obstacle: null }],
    });
    const server = (await status(two)).terminal['accounts'] as { readonly pinned: { readonly server: string } };
    const wish = { login: '222', server: server.pinned.server, reason: 'the next phase' };
    expect((await two.ask('POST', '/system/account', { typed: 'YES', ...wish })).status).toBe(400);
    expect((await two.ask('POST', '/system/account', { typed: 'CHOOSE', ...wish })).status).toBe(200);
    const other = await traded(two, '222');
    other.cut();
    await two.terminate();

    const three = await start();
    await turnedAway(three, '111');
    expect((await status(three)).terminal['accounts']).toMatchObject({ pinned: { login: '222', how: 'chosen' } });
    (await traded(three, '222')).cut();
    await three.kill();
  } finally {
    folder.remove();
  }
});
