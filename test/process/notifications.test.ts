import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { HttpService } from '../main/adapters/channels/http-services.ts';
import { DataFolder, ended, Headless, until } from './headless-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
function folderWith(channels: object | string): DataFolder {
  const folder = new DataFolder({ paper: { symbols: ['EURUSD'] }, detector: { enabled: false } });
  open.push(() => folder.remove());
  mkdirSync(folder.data, { recursive: true });
  writeFileSync(join(folder.data, 'channels.json'), typeof channels === 'string' ? channels : JSON.stringify(channels));
  return folder;
}
type Views = { readonly notifications: { readonly channels: readonly { readonly problem: string | null }[] } };

test('a symbol’s stop reaches the phone as an alarm; a dead channel is told by the test, in status and metrics; no token is journaled', async () => {
  const phone = await HttpService.open(() => ({ status: 200 }));
  open.push(() => phone.close());
  const TOKEN = 'https-token-of-the-webhook';
  const folder = folderWith({
    channels: [
      { id: 'phone', kind: 'webhook', url: `${phone.url}/${TOKEN}`, levels: ['critical', 'high', 'advisory'] },
      { id: 'dead', kind: 'webhook', url: 'http://127.0.0.1:1/nobody' },
    ],
    deadMan: { url: `${phone.url}/ping`, everySec: 10 },
  });
  const cockpit = await Headless.start(folder);
  open.push(() => cockpit.kill());
  expect(
    await cockpit.ask('POST', '/system/emergency-stop', {
      reason: 'rehearsing the phone',
      flatten: false,
      scope: { kind: 'symbol', symbol: 'EURUSD' },
    }),
  ).toMatchObject({
    status: 200,
  });
  const heard = async (): Promise<Record<string, unknown>> => ({
    texts: phone.asked.filter(({ path }) => path.endsWith(TOKEN)).map(({ body }) => body),
  });
  const seen = await until(heard, ({ texts }) => (texts as string[]).length > 0, 20_000);
  expect((seen['texts'] as string[])[0]).toMatch(/"subject":"\[(CRITICAL|HIGH|ADVISORY)\] .*EURUSD/);
  expect(phone.asked.some(({ path, method }) => path === '/ping' && method === 'GET')).toBe(true);
  const tried = await cockpit.ask('POST', '/system/channels/test');
  expect(tried).toMatchObject({
    status: 200,
    body: {
      channels: [
        { id: 'phone', kind: 'webhook', ok: true, detail: 'delivered' },
        { id: 'dead', kind: 'webhook', ok: false, detail: expect.stringContaining('cannot be reached') },
      ],
    },
  });
  const status = (await cockpit.get('/system/status')) as unknown as Views;
  expect(status.notifications.channels.map(({ problem }) => problem === null)).toEqual([true, false]);
  const answer = await fetch(`${cockpit.ready.http}/metrics`, {
    headers: { authorization: `Bearer ${folder.secrets.operatorToken}` },
  });
  expect(await answer.text()).toContain('mikrobot_channel_problem{channel="dead"} 1');
  const { stderr, stdout } = await cockpit.terminate();
  const kept = [stderr, stdout, readFileSync(join(folder.data, 'journal.db'), 'latin1')];
  expect(kept.map((text) => text.includes(TOKEN))).toEqual([false, false, false]);
});

test.each([
  ['is not JSON', '{"channels":', /channels\.json is not JSON/],
  ['names a service that there is not', { channels: [{ id: 'p', kind: 'pager' }] }, /channels\.0\.kind/],
])('a channels.json that %s ends the start in one line', async (_what, channels, line) => {
  const { code, stderr } = await ended(folderWith(channels).arguments());
  expect([code, stderr.trim().split('\n').length]).toEqual([2, 1]);
  expect(stderr).toMatch(line);
});
