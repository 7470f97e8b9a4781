import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDoor } from '#main/adapters/http/door-tester.ts';
import { DoorTests } from '#main/adapters/http/door-tests.ts';
import { publicBase } from '#main/adapters/http/public-address.ts';
import type { DoorTest, DoorWay } from '#shared/ipc';
import { openDoor, SECRETS, type OpenDoor } from './open-door.ts';

const BODY = '{"ticker":"EURUSD","action":"buy","sl":1.1}';
const CLOCK = { nowMs: () => Date.now(), monoMs: () => performance.now() };
const own = ({ port }: OpenDoor): string => `http://127.0.0.1:${port}`;
const brief = ({ steps }: DoorTest): readonly string[] => steps.map(({ station, state }) => `${station} ${state}`);
const nothingTaken = ({ desk }: OpenDoor): void => expect([desk.submitted, desk.refused]).toEqual([[], []]);

/** Stands where a tunnel does: hands on to the door, and names the sender if it is one that does. */
async function tunnelTo(opened: OpenDoor, names: string | null = '84.1.2.3'): Promise<typeof fetch> {
  const server = createServer((incoming, answer) => {
    const headers = { ...incoming.headers, ...(names === null ? {} : { 'x-forwarded-for': names }) };
    const onward = httpRequest(
      { host: '127.0.0.1', port: opened.port, method: incoming.method, path: incoming.url, headers, agent: false },
      (came) => {
        answer.writeHead(came.statusCode ?? 500);
        came.pipe(answer);
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return (url, init) => {
    const { pathname } = new URL(url as string);
    return fetch(`http://127.0.0.1:${port}${pathname}`, init);
  };
}

describe('a test of the door', () => {
  it.each(['tradingview', 'webhook'] as const)('by %s comes in, is tried, and is neither taken nor recorded', async (way) => {
    const opened = await openDoor({ intake: { ipAllowList: [], trustedProxies: [] } });
    const told = await opened.door.test(own(opened), { way, address: null, body: BODY });
    const from = way === 'tradingview' ? 'sender skipped' : 'sender passed';
    expect([brief(told), told.connected]).toEqual([
      ['reached passed', from, 'secret passed', 'read passed', 'judged passed'],
      true,
    ]);
    expect(opened.desk.tried).toMatchObject([{ source: way, body: BODY }]);
    nothingTaken(opened);
    expect(JSON.stringify(told)).not.toContain(SECRETS.tradingviewToken);
  });

  it('that calls itself one and is none is refused, and never taken for a signal', async () => {
    const opened = await openDoor();
    for (const path of [`/webhook/tradingview/${SECRETS.tradingviewToken}`, '/webhook/signal']) {
      const answer = await opened.ask('POST', path, { body: BODY, headers: { 'x-mikrobot-test': 'a'.repeat(24) } });
      expect([answer.status, answer.json['code']]).toEqual([409, 'ended']);
    }
    expect([opened.desk.submitted, opened.desk.tried, opened.desk.refused.length]).toEqual([[], [], 2]);
  });

  it('is good once', async () => {
    const tests = new DoorTests();
    const test = tests.begin();
    const headers = { 'x-mikrobot-test': test.id };
    const first = tests.of(headers);
    expect(first).not.toBe('over');
    if (first !== null && first !== 'over') first.see({} as never);
    expect([tests.of(headers), tests.of({})]).toEqual(['over', null]);
  });

  it('by a tunnel that is not believed yet names the proxy and the line, and passes once it is trusted', async () => {
    const opened = await openDoor({ intake: { ipAllowList: [], trustedProxies: ['10.9.9.9'] } });
    const send = await tunnelTo(opened);
    const address = 'https://four-words.trycloudflare.com';
    const ask = { way: 'tradingview' as DoorWay, address, body: BODY };
    const first = await opened.door.test(own(opened), ask, send);
    expect([brief(first)[1], first.connected, first.proxy]).toEqual(['sender failed', false, '127.0.0.1']);
    expect(first.steps[1]).toMatchObject({ line: '"intake": { "trustedProxies": ["10.9.9.9","127.0.0.1"] }' });
    opened.door.proxies.add('127.0.0.1');
    const second = await opened.door.test(own(opened), ask, send);
    expect([brief(second)[1], second.connected, second.proxy]).toEqual(['sender passed', true, null]);
    expect(second.steps[1]?.text).toContain('From 84.1.2.3, as the tunnel at 127.0.0.1 says');
    // And what is real comes through by the same setting: TradingView's address, and nobody else's.
    const real = (names: string) =>
      opened.ask('POST', `/webhook/tradingview/${SECRETS.tradingviewToken}`, {
        body: BODY,
        headers: { 'x-forwarded-for': names },
      });
    expect([(await real('52.89.214.238')).status, (await real('84.1.2.3')).status]).toEqual([202, 403]);
  });

  it('by a tunnel that names nobody says so', async () => {
    const opened = await openDoor({ intake: { ipAllowList: [], trustedProxies: [] } });
    const send = await tunnelTo(opened, null);
    const told = await opened.door.test(own(opened), { way: 'tradingview', address: 'https://x.ngrok.app', body: BODY }, send);
    expect([told.steps[1]?.text, told.proxy, told.connected]).toEqual([
      'It came from 127.0.0.1 and no sender is named (no X-Forwarded-For): alerts would be turned away (403).',
      null,
      false,
    ]);
  });

  it.each([
    [502, /does not find the cockpit behind it/],
    [404, /not running any more/],
    [302, /asks for a login/],
    [200, /Another program answers/],
  ])('that something else answers with %i says what that means', async (status, mend) => {
    const told = await strayed(async () => new Response(null, { status }));
    expect([brief(told), told.connected]).toEqual([['reached failed'], false]);
    expect(told.steps[0]?.mend).toMatch(mend);
  });

  it.each([
    [Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } }), /There is no such name/],
    [Object.assign(new Error('late'), { name: 'TimeoutError' }), /waits for 3 s/],
    [new TypeError('something else'), /still running/],
  ])('that reaches nothing says why: %o', async (error, mend) => {
    const told = await strayed(() => Promise.reject(error));
    expect(told.steps[0]?.mend).toMatch(mend);
  });

  it('for TradingView by another port than the web’s does not count as connected', async () => {
    const opened = await openDoor({ intake: { ipAllowList: [], trustedProxies: ['127.0.0.1'] } });
    const send = await tunnelTo(opened);
    const told = await opened.door.test(own(opened), { way: 'tradingview', address: 'https://x.example:8443', body: BODY }, send);
    expect([brief(told)[0], told.connected]).toEqual(['reached failed', false]);
  });
});

const strayed = (send: typeof fetch): Promise<DoorTest> =>
  testDoor(
    {
      tests: new DoorTests(),
      secretsOf: (id) => [id === 'webhook' ? SECRETS.webhookSecret : SECRETS.tradingviewToken],
      clock: CLOCK,
      own: 'http://127.0.0.1:8000',
      send,
      proxies: () => [],
    },
    { way: 'tradingview', address: 'https://a.example', body: BODY },
  );

describe('a public address', () => {
  it.each([
    ['four-words.trycloudflare.com', 'https://four-words.trycloudflare.com/'],
    [' https://a.example/webhook/tradingview/abc?x=1#y ', 'https://a.example/'],
    ['https://user:pw@a.example/path/', 'https://a.example/path'],
    ['http://203.0.113.9', 'http://203.0.113.9/'],
  ])('%s is read as %s', (pasted, base) => {
    const read = publicBase(pasted);
    expect(read.ok ? read.value.href : read.error).toBe(base);
  });

  it.each(['', 'ftp://a.example', 'http://127.0.0.1:8000', 'localhost', 'http://192.168.1.5', 'http://[::1]:8000', 'http://'])(
    '%s is refused with an example',
    (pasted) => {
      const read = publicBase(pasted);
      expect(read.ok ? read.value.href : read.error).toContain('https://four-words.trycloudflare.com');
    },
  );
});

describe('a proxy', () => {
  it.each(['8.8.8.8', 'no address', '10.0.0.0/8', ''])(
    'is not trusted by a click where anybody could be it: %s',
    async (proxy) => {
      const { door } = await openDoor();
      expect(() => door.proxies.add(proxy)).toThrow();
      expect(door.proxies.list).toEqual([]);
    },
  );

  it('is trusted once', async () => {
    const { door } = await openDoor();
    door.proxies.add('::ffff:127.0.0.1');
    door.proxies.add('127.0.0.1');
    expect(door.proxies.list).toEqual(['127.0.0.1']);
  });
});
