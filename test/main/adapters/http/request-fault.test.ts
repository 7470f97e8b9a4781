import { describe, expect, it } from 'vitest';
import { openDoor, SECRETS, signed } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';

const BEARER = `Authorization: Bearer ${SECRETS.operatorToken}`;
/** What a bare request is answered with; OUR stands for our own address. */
async function answerTo(text: string): Promise<{ readonly status: number; readonly text: string; readonly asked: number }> {
  const { port, desk } = await openDoor();
  const { socket, answer } = rawSocket(port);
  socket.write(text.replaceAll('OUR', `127.0.0.1:${port}`).replaceAll('PORT', String(port)));
  const got = await answer();
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(got)?.[1] ?? 0),
    text: got,
    asked: desk.asked.length + desk.submitted.length,
  };
}
const get = (target: string, ...headers: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');
const status = (target: string): string => get(target, 'Host: OUR', BEARER);

describe('a request that can be read in two ways is read in none', () => {
  it.each([
    ['the target names another authority', status('http://evil.example/system/status')],
    ['the target names another port', status('http://127.0.0.1:1/system/status')],
    ['the target holds a user', status('http://me@OUR/system/status')],
    ['the target holds a user and a password', status('http://me:pw@OUR/system/status')],
    ['the target has no authority', status('http:///system/status')],
    ['the target is of another scheme', status('https://OUR/system/status')],
    ['the target is no path', status('system/status')],
    ['the target is an authority', status('OUR')],
    ['the target is *', status('*')],
    ['the target holds a fragment', status('/system/status#top')],
    ['the target holds a backslash', status('/system\\status')],
    ['the target holds a quote', status('/system/status?"')],
    ['the target holds an angle', status('/system/status?<')],
    ['the target holds a letter that is not ASCII', status('/system/status?\u00e4')],
    ['there is no Host', get('/system/status', BEARER)],
    ['there are two Hosts', get('/system/status', 'Host: OUR', 'Host: evil.example', BEARER)],
    ['there are two Hosts that agree', get('/system/status', 'Host: OUR', 'host: OUR', BEARER)],
    ['the Host is empty', get('/system/status', 'Host:', BEARER)],
    ['the Host holds a space', get('/system/status', 'Host: a b', BEARER)],
    ['the Host holds a path', get('/system/status', 'Host: OUR/x', BEARER)],
    ['the Host holds a user', get('/system/status', 'Host: me@OUR', BEARER)],
    ['the Host holds two names', get('/system/status', 'Host: OUR, evil.example', BEARER)],
    ['the Host has a port that is none', get('/system/status', 'Host: 127.0.0.1:8o8o', BEARER)],
    ['there are two tokens', get('/system/status', 'Host: OUR', BEARER, 'Authorization: Bearer other')],
    ['there are two types', get('/system/status', 'Host: OUR', BEARER, 'Content-Type: a/b', 'Content-Type: c/d')],
    ['there are two origins', get('/system/status', 'Host: OUR', BEARER, 'Origin: http://OUR', 'Origin: http://evil.example')],
    ['there are two codings', get('/system/status', 'Host: OUR', BEARER, 'Content-Encoding: br', 'Content-Encoding: gzip')],
    ['the body is packed and chunked', `${chunked('gzip, chunked')}2\r\n{}\r\n0\r\n\r\n`],
    ['the body is chunked twice', `${chunked('chunked, chunked')}2\r\n{}\r\n0\r\n\r\n`],
    ['chunks are announced twice', `${chunked('chunked\r\nTransfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`],
    ['HTTP/1.0 sends chunks', `${chunked('chunked').replace('HTTP/1.1', 'HTTP/1.0')}2\r\n{}\r\n0\r\n\r\n`],
    [
      'there are two lengths that agree',
      'POST /webhook/signal HTTP/1.1\r\nHost: OUR\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['the version is another', status('/system/status').replace('HTTP/1.1', 'HTTP/2.0')],
  ])('because %s', async (_why, text) => {
    const got = await answerTo(text);
    expect([got.status, got.text.includes('"code":"malformed"'), got.asked]).toEqual([400, true, 0]);
  });

  it.each([
    ['a path', status('/system/status'), 200],
    ['our own address', status('http://OUR/system/status'), 200],
    ['our own name in other capitals', get('http://LOCALHOST:PORT/system/status', 'Host: localhost:PORT', BEARER), 200],
    ['OPTIONS for *', get('*', 'Host: OUR', BEARER).replace('GET', 'OPTIONS'), 405],
    ['our own address in capitals', status('HTTP://OUR/system/status'), 200],
    ['a path with everything that a path may hold', status("/signals/a-b._~!$&'()*+,;=:@%20"), 404],
    ['the Host of another, where the token is asked for', get('/system/status', 'Host: evil.example', BEARER), 403],
    ['a header whose text is the name of another', get('/system/status', 'X-Note: host', 'Host: OUR', BEARER), 200],
    ['no Host in HTTP/1.0, where anybody may ask', get('/healthz').replace('HTTP/1.1', 'HTTP/1.0'), 200],
  ])('%s can be', async (_what, text, wanted) => {
    expect((await answerTo(text)).status).toBe(wanted);
  });

  it('as a socket of the window too', async () => {
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${'A'.repeat(22)}==`,
    ];
    const asked = (target: string, host: string): string => [`GET ${target} HTTP/1.1`, host, ...upgrade, '', ''].join('\r\n');
    const refused = await answerTo(asked('http://evil.example/cockpit', 'Host: OUR'));
    const twice = await answerTo(asked('/cockpit', 'Host: OUR\r\nHost: OUR'));
    const protocols = await answerTo(asked('/cockpit', 'Host: OUR\r\nUpgrade: h2c'));
    expect([refused.status, twice.status, protocols.status]).toEqual([400, 400, 400]);
  });

  it('also one that first asks whether it may go on, and asks twice', async () => {
    const expects = (...more: readonly string[]): string =>
      get('/system/status', 'Host: OUR', BEARER, 'Expect: 100-continue', ...more);
    const last = async (text: string): Promise<string | undefined> =>
      [...(await answerTo(text)).text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].at(-1)?.[1];
    expect([await last(expects()), await last(expects('Expect: 100-continue'))]).toEqual(['200', '400']);
  });

  it('on a way in for signals it is recorded as a refusal, and its nonce is not used up', async () => {
    const { port, desk } = await openDoor();
    const headers = Object.entries(signed('{}')).map(([name, value]) => `${name}: ${value}`);
    const { socket, answer } = rawSocket(port);
    socket.write(['POST /webhook/signal HTTP/1.1', 'Host: a', 'Host: b', ...headers, 'Content-Length: 2', '', '{}'].join('\r\n'));
    await answer();
    expect(desk.refused).toMatchObject([{ code: 'malformed', source: 'webhook', nonce: null }]);
  });
});

function chunked(coding: string): string {
  return `POST /webhook/signal HTTP/1.1\r\nHost: OUR\r\nTransfer-Encoding: ${coding}\r\n\r\n`;
}

it('a refusal waits until the sender has said everything: to close on it in the middle could lose it the answer', async () => {
  const { port, ask } = await openDoor();
  const { socket, answer } = rawSocket(port);
  socket.write('POST /system/emergency-stop HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n');
  await new Promise((resolve) => socket.once('connect', resolve));
  for (let round = 0; round < 5; round += 1) await ask('GET', '/healthz'); // Long enough for an answer to have come.
  expect([socket.bytesRead, socket.closed]).toEqual([0, false]);
  socket.write('x'.repeat(8_000));
  expect(await answer()).toMatch(/^HTTP\/1\.1 403 /);
});
