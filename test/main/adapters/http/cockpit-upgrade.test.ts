import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serveSocket } from '#main/ipc/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { ok } from '#shared/lib';
import { DoorDesk } from './door-desk.ts';
import { openDoor, SECRETS } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';
import { patience } from '#test/time/pace.ts';

/** A door whose sockets are served by the real protocol. */
async function openServed() {
  const desk = new DoorDesk();
  desk.commandAnswer = () => ok({ seq: 9 });
  const clock = systemClock({ unref: true });
  const log = { write: () => undefined };
  const parts = { service: desk, clock, log, operatorToken: SECRETS.operatorToken };
  return { ...(await openDoor({ service: desk, onCockpitSocket: (socket) => serveSocket(socket, parts) })), desk };
}

/** Opens a socket and collects its frames until it closes with a code. */
function browser(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, { headers });
  const frames: unknown[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
  socket.on('error', () => undefined);
  const opened = new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { socket, frames, opened, closed, send: (frame: unknown) => socket.send(JSON.stringify(frame)) };
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('WS /cockpit', () => {
  it('carries the contract to a browser that knows the token', async () => {
    const { port, desk } = await openServed();
    const { opened, frames, send, socket } = browser(`ws://127.0.0.1:${port}/cockpit`, { origin: `http://127.0.0.1:${port}` });
    expect(await opened).toBe(101);
    send({ t: 'auth', token: SECRETS.operatorToken });
    send({ t: 'ask', id: 1, name: 'position.close', request: { ticket: '12' } });
    await until(() => frames.length === 2);
    expect(frames).toEqual([{ t: 'welcome' }, { t: 'answer', id: 1, result: { ok: true, value: { seq: 9 } } }]);
    expect(desk.asked).toEqual([{ name: 'position.close', request: { ticket: '12' }, actor: 'trader:browser' }]);
    socket.close();
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['a foreign origin', '/cockpit', { origin: 'https://evil.example' }, 403],
    ['our origin over https', '/cockpit', { origin: 'https://127.0.0.1:PORT' }, 403],
    ['the origin of another port', '/cockpit', { origin: 'http://127.0.0.1:1' }, 403],
    ['the origin of a file', '/cockpit', { origin: 'null' }, 403],
    ['a rebound name', '/cockpit', { host: 'evil.example:PORT' }, 403],
    ['a rebound name of its own origin', '/cockpit', { host: 'evil.example:PORT', origin: 'http://evil.example:PORT' }, 403],
    ['another address', '/cockpit/x', {}, 404],
    ['the address of a webhook', '/webhook/signal', {}, 404],
  ])('is not opened to %s', async (_name, path, headers, status) => {
    const { port } = await openServed();
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(port))]));
    expect(await browser(`ws://127.0.0.1:${port}${path}`, own).opened).toBe(status);
  });

  it('holds sixteen windows, and answers the seventeenth with 503', async () => {
    const { port } = await openServed();
    const pages = [];
    for (let at = 0; at < 16; at += 1) pages.push(await browser(`ws://127.0.0.1:${port}/cockpit`).opened);
    expect([new Set(pages), await browser(`ws://127.0.0.1:${port}/cockpit`).opened]).toEqual([new Set([101]), 503]);
  });

  it('takes frames of 64 KiB, and closes on a byte more', async () => {
    const { port } = await openServed();
    const closedBy = async (bytes: number): Promise<number> => {
      const page = browser(`ws://127.0.0.1:${port}/cockpit`);
      await page.opened;
      page.socket.send('x'.repeat(bytes));
      return page.closed;
    };
    // The text itself is no frame of the contract: 4401 says that it was read.
    expect([await closedBy(64 * 1024), await closedBy(64 * 1024 + 1)]).toEqual([4401, 1009]);
  });

  it('closes on a bad token, a missing one, a binary and an oversized frame', async () => {
    const { port } = await openServed();
    const open = async () => {
      const page = browser(`ws://127.0.0.1:${port}/cockpit`);
      await page.opened;
      return page;
    };
    const bad = await open();
    bad.send({ t: 'auth', token: 'nobody' });
    expect(await bad.closed).toBe(4401);
    const binary = await open();
    binary.socket.send(Buffer.from('{}'));
    expect(await binary.closed).toBe(1003);
    const large = await open();
    large.socket.send('x'.repeat(65 * 1024));
    expect(await large.closed).toBe(1009);
    const silent = await open();
    expect(await silent.closed).toBe(4401);
    expect([bad, binary, large, silent].flatMap(({ frames }) => frames)).toEqual([]);
  });

  it('is told apart from a plain request, and is bounded in number', async () => {
    const { port, ask } = await openServed();
    expect(await ask('GET', '/cockpit')).toMatchObject({ status: 426, json: { code: 'upgrade_required' } });
    const pages = Array.from({ length: 17 }, () => browser(`ws://127.0.0.1:${port}/cockpit`));
    const statuses = await Promise.all(pages.map(({ opened }) => opened));
    expect(statuses.filter((status) => status === 503)).toHaveLength(1);
    for (const { socket } of pages) socket.terminate();
  });

  it('survives a reset in the middle of the handshake', async () => {
    const { port, ask } = await openServed();
    const { socket } = rawSocket(port);
    socket.write(`GET /cockpit HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    socket.resetAndDestroy();
    expect((await ask('GET', '/healthz')).status).toBe(200);
  });

  it('closes with the door, within two seconds, also when the browser does not answer', async () => {
    const { door, port } = await openServed();
    const polite = browser(`ws://127.0.0.1:${port}/cockpit`);
    const deaf = rawSocket(port);
    deaf.socket.write(
      `GET /cockpit HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
    );
    await polite.opened;
    await new Promise((resolve) => deaf.socket.once('data', resolve));
    const began = performance.now();
    await door.stop();
    expect(performance.now() - began).toBeLessThan(patience(2_000));
    expect(await polite.closed).toBe(1001);
    expect(await deaf.answer()).toMatch(/^HTTP\/1\.1 101 /);
  });
});
