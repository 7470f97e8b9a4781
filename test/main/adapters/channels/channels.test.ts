import { createHmac } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ChannelsFault, loadChannels, ping } from '#main/adapters/channels/index.ts';
import { ChannelFault, type Channel, type ChannelMessage } from '#ports';
import { BOT_TOKEN, discordApi, HttpService, telegramApi, type Asked } from './http-services.ts';
import { MailServer } from './mail-server.ts';

const dir = mkdtempSync(join(tmpdir(), 'cockpit-channels-'));
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(join(dir, 'channels.json'), { force: true });
});
const service = async (answers: Parameters<typeof HttpService.open>[0]): Promise<HttpService> => {
  const made = await HttpService.open(answers);
  open.push(made);
  return made;
};
const load = (settings: object): ReturnType<typeof loadChannels> => {
  writeFileSync(join(dir, 'channels.json'), JSON.stringify(settings));
  return loadChannels(dir);
};
/** The only channel of a file that names one. */
function channelOf(entry: object): Channel {
  const channel = load({ channels: [{ id: 'one', ...entry }] })?.channels[0]?.channel;
  if (channel === undefined) throw new Error('there is no channel');
  return channel;
}
const MESSAGE: ChannelMessage = {
  subject: '[CRITICAL] A position has no stop',
  text: 'EURUSD 0.10, ticket 7\nSet it.',
  level: 'critical',
};
const LONG: ChannelMessage = { ...MESSAGE, text: '📉'.repeat(4_000) };
const faultOf = async (channel: Channel, message = MESSAGE): Promise<readonly [string, number | null] | null> =>
  channel.send(message).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof ChannelFault)) throw error;
      return [error.message, error.retryAfterMs];
    },
  );
const bodyOf = (asked: Asked | undefined): unknown => JSON.parse(asked?.body ?? 'null');

describe('Telegram', () => {
  const entry = (api: string, changes: object = {}): object => ({
    kind: 'telegram',
    token: BOT_TOKEN,
    chatId: 42,
    api,
    ...changes,
  });

  test('hears the message, cut where it is too long for it', async () => {
    const api = await service(telegramApi);
    expect([await faultOf(channelOf(entry(api.url))), await faultOf(channelOf(entry(api.url)), LONG)]).toEqual([null, null]);
    expect(bodyOf(api.asked[0])).toEqual({
      chat_id: 42,
      text: '[CRITICAL] A position has no stop\nEURUSD 0.10, ticket 7\nSet it.',
      link_preview_options: { is_disabled: true },
    });
    expect((bodyOf(api.asked[1]) as { text: string }).text).toMatch(/^\[CRITICAL\][^]*📉…$/u);
  });

  test.each([
    [
      'another token',
      { token: '999999999:BBE-abcdefghijklmnopqrstuvwxyz012345' },
      /token: take the one that BotFather shows/,
      null,
    ],
    ['another chat', { chatId: 43 }, /does not know the chat: write to the bot once/, null],
    ['a bot that was blocked', { chatId: -2 }, /may not write/, null],
    ['too many messages', { chatId: -3 }, /fewer messages/, 7_000],
  ])('%s is told with its remedy, and without the token', async (_what, changes, text, retry) => {
    const api = await service(telegramApi);
    const fault = await faultOf(channelOf(entry(api.url, changes)));
    expect(fault?.[0]).toMatch(text);
    expect([fault?.[1], fault?.[0].includes(':AAE'), fault?.[0].includes(':BBE')]).toEqual([retry, false, false]);
  });

  test.each([
    ['a fault of the service', () => ({ status: 502 }), 15_000],
    ['an answer that is cut off', () => 'nothing' as const, 15_000],
  ])('after %s it is tried again', async (_what, answers, retry) => {
    const api = await service(answers);
    const fault = await faultOf(channelOf(entry(api.url)));
    expect([fault?.[1], fault?.[0].includes(BOT_TOKEN)]).toEqual([retry, false]);
  });

  test('nobody there: the code of the system is told, and it is tried again', async () => {
    const api = await service(telegramApi);
    const channel = channelOf(entry(api.url));
    api.close();
    expect(await faultOf(channel)).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/),
      15_000,
    ]);
  });
});

describe('Discord', () => {
  test('hears the message, cut where it is too long for it, and pings nobody', async () => {
    const api = await service(discordApi);
    const channel = channelOf({ kind: 'discord', url: `${api.url}/api/webhooks/1/right` });
    const quoted = { ...MESSAGE, text: '@everyone look' };
    expect([await faultOf(channel, quoted), await faultOf(channel, LONG)]).toEqual([null, null]);
    expect(bodyOf(api.asked[0])).toEqual({
      content: '**[CRITICAL] A position has no stop**\n@everyone look',
      allowed_mentions: { parse: [] },
    });
  });

  test.each([
    ['gone', /copy its address again/, null],
    ['limited', /fewer messages/, 650],
  ])('a webhook that is %s is told with its remedy', async (name, text, retry) => {
    const api = await service(discordApi);
    const fault = await faultOf(channelOf({ kind: 'discord', url: `${api.url}/api/webhooks/1/${name}` }));
    expect([fault?.[0], fault?.[1]]).toEqual([expect.stringMatching(text), retry]);
  });
});

describe('a webhook', () => {
  const SECRET = 'a secret of sixteen';

  test('gets JSON, signed where there is a secret', async () => {
    const api = await service(() => ({ status: 202 }));
    expect(await faultOf(channelOf({ kind: 'webhook', url: `${api.url}/alarms`, secret: SECRET }))).toBeNull();
    const [asked] = api.asked;
    expect([asked?.path, bodyOf(asked)]).toEqual(['/alarms', MESSAGE]);
    expect(asked?.headers['x-signature']).toBe(
      createHmac('sha256', SECRET)
        .update(asked?.body ?? '')
        .digest('hex'),
    );
    await channelOf({ kind: 'webhook', url: api.url }).send(MESSAGE);
    expect(api.asked[1]?.headers['x-signature']).toBeUndefined();
  });

  test('a redirect is not followed: the message would go to another service', async () => {
    const other = await service(() => ({ status: 200 }));
    const api = await service(() => ({ status: 307, headers: { location: other.url } }));
    expect([(await faultOf(channelOf({ kind: 'webhook', url: api.url })))?.[1], other.asked]).toEqual([null, []]);
  });

  test.each([
    [429, 30_000],
    [503, 30_000],
    [404, null],
  ])('%i: again after %s ms', async (status, retry) => {
    const api = await service(() => ({ status, headers: { 'retry-after': '30' } }));
    expect((await faultOf(channelOf({ kind: 'webhook', url: api.url })))?.[1]).toBe(retry);
  });
});

describe('e-mail', () => {
  const USER = { user: 'trader', password: 'app-password-of-it' };
  const mail = async (options: ConstructorParameters<typeof MailServer>[0]): Promise<MailServer> => {
    const server = new MailServer(options);
    open.push(server);
    await server.start();
    return server;
  };
  const entry = ({ port, ca }: MailServer, changes: object = {}): object => ({
    kind: 'email',
    host: 'localhost',
    port,
    ca,
    from: 'cockpit@example.org',
    to: ['trader@example.org'],
    ...USER,
    ...changes,
  });

  test.each(['starttls', 'tls'] as const)('is delivered over %s, the password never in the clear', async (security) => {
    const server = await mail({ security, ...USER });
    expect(await faultOf(channelOf(entry(server, { security })))).toBeNull();
    expect(server.mails).toEqual([
      { from: 'cockpit@example.org', to: ['trader@example.org'], isSecure: true, text: expect.any(String) },
    ]);
    expect(server.mails[0]?.text).toMatch(/Subject: \[CRITICAL\] A position has no stop\r\n/);
    expect(server.mails[0]?.text).toContain('EURUSD 0.10, ticket 7\r\nSet it.');
  });

  test('a title cannot add headers or recipients', async () => {
    const server = await mail({ security: 'starttls', ...USER });
    const sly = { ...MESSAGE, subject: 'x\r\nBcc: other@example.org\r\n\r\nbody' };
    expect(await faultOf(channelOf(entry(server)), sly)).toBeNull();
    expect([server.mails[0]?.to, /^bcc:/im.test(server.mails[0]?.text ?? '')]).toEqual([['trader@example.org'], false]);
  });

  test.each([
    [
      'a wrong password',
      { password: 'another password' },
      /refuses user or password \(535\): many providers want an app password/,
      null,
    ],
    ['a recipient that is refused', { to: ['nobody@example.org'] }, /refuses the message \(550\)/, null],
    ['a mailbox that is busy', { to: ['busy@example.org'] }, /did not take the message \(450\)/, 30_000],
    ['a certificate of nobody', { ca: undefined }, /cannot be reached as set/, 30_000],
  ])('%s is told with its remedy, and without the password', async (_what, changes, text, retry) => {
    const server = await mail({ security: 'starttls', ...USER });
    const fault = await faultOf(channelOf(entry(server, changes)));
    expect(fault?.[0]).toMatch(text);
    expect([fault?.[1], fault?.[0].includes('password-of'), server.mails]).toEqual([retry, false, []]);
  });

  test('a server that offers no TLS gets neither password nor message', async () => {
    const server = await mail({ security: 'none', ...USER });
    expect([(await faultOf(channelOf(entry(server))))?.[0], server.mails, server.hasHeardPassword]).toEqual([
      expect.stringMatching(/cannot be reached as set \(ETLS\)|did not take/),
      [],
      false,
    ]);
  });
});

describe('channels.json', () => {
  test('is not there: there are no channels', () => expect(loadChannels(dir)).toBeNull());

  test('is readable for its owner only once it was read', () => {
    if (process.platform === 'win32') return;
    writeFileSync(join(dir, 'channels.json'), '{}');
    chmodSync(join(dir, 'channels.json'), 0o644);
    expect([loadChannels(dir)?.channels, statSync(join(dir, 'channels.json')).mode & 0o777]).toEqual([[], 0o600]);
  });

  const good = { id: 'one', kind: 'discord', url: 'https://discord.com/api/webhooks/1/x' };
  test.each([
    ['text', 'not json', /is not JSON$/],
    ['an unknown key', { channel: [] }, /channel/],
    ['an unknown kind', { channels: [{ id: 'one', kind: 'pager' }] }, /channels\.0\.kind/],
    ['no id', { channels: [{ ...good, id: undefined }] }, /channels\.0\.id/],
    ['one id twice', { channels: [good, good] }, /two channels are called one/],
    ['a key of another kind', { channels: [{ ...good, chatId: 1 }] }, /channels\.0.*chatId/],
    ['an address that is none', { channels: [{ ...good, url: 'javascript:alert(1)' }] }, /channels\.0\.url/],
    ['a token that is none', { channels: [{ id: 'one', kind: 'telegram', token: 'short-secret', chatId: 1 }] }, /BotFather/],
    ['an hour that is none', { quietHours: { from: '25:00', to: '07:00', timeZone: 'UTC' } }, /quietHours\.from must be a time/],
    ['a zone that is none', { quietHours: { from: '22:00', to: '07:00', timeZone: 'Mars' } }, /timeZone is no time zone/],
    ['quiet hours of no length', { quietHours: { from: '22:00', to: '22:00', timeZone: 'UTC' } }, /quietHours/],
    ['a field that no alarm has', { template: '{title} {password}' }, /template knows no \{password\}: there are level, title/],
    [
      'mail in the clear',
      { channels: [{ id: 'm', kind: 'email', host: 'mx.example.org', security: 'none', from: 'a@b.org', to: ['a@b.org'] }] },
      /tls/,
    ],
    [
      'a user without a password',
      { channels: [{ id: 'm', kind: 'email', host: 'h', user: 'u', from: 'a@b.org', to: ['a@b.org'] }] },
      /neither/,
    ],
  ])('with %s is refused by name, without a value', (_what, settings, text) => {
    writeFileSync(join(dir, 'channels.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
    const told = (): unknown => loadChannels(dir);
    expect(told).toThrow(ChannelsFault);
    expect(told).toThrow(text);
    expect(told).not.toThrow(/short-secret/);
  });
});

test('a dead man’s switch is heard with 2xx only, and told without its address', async () => {
  const api = await service(({ path }) => ({ status: path === '/right' ? 200 : 404 }));
  expect(await ping(`${api.url}/right`)).toBeNull();
  expect(await ping(`${api.url}/secret-id`)).toMatch(/^127\.0\.0\.1:\d+ answers 404: copy the address again$/);
  expect(api.asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
  const { url } = api;
  api.close();
  expect(await ping(`${url}/secret-id`)).toMatch(/^127\.0\.0\.1:\d+ cannot be reached \(\w+\)$/);
});
