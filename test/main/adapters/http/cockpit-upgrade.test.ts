import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Clock } from '#ports';
import { serveSocket } from '#main/ipc/index.ts';
import { systemClock, virtualClock } from '#main/adapters/system/index.ts';
import { ok } from '#shared/lib';
import { DoorDesk } from './door-desk.ts';
import { openDoor, SECRETS } from './open-door.ts';
import { whoIs } from '#main/adapters/http/index.ts';
import { rawSocket } from './raw-socket.ts';
import { patience } from '#test/time/pace.ts';

/** A door whose sockets are served by the real protocol. */
async function openServed(clock: Clock = systemClock({ unref: true })) {
  const desk = new DoorDesk();
  desk.commandAnswer = () => ok({ seq: 9 });
  const log = { write: () => undefined };
  const parts = { service: desk, clock, log, whoIs: whoIs(SECRETS.operatorToken, desk, 'trader:browser') };
  return { ...(await openDoor({ service: desk, clock, onCockpitSocket: (socket) => serveSocket(socket, parts) })), desk };
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
    expect(frames).toEqual([
      { t: 'welcome', role: 'admin' },
      { t: 'answer', id: 1, result: { ok: true, value: { seq: 9 } } },
    ]);
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

  it('is told apart from a plain request', async () => {
    const { ask } = await openServed();
    expect(await ask('GET', '/cockpit')).toMatchObject({ status: 426, json: { code: 'upgrade_required' } });
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

  it('opens for the trader through any number of sockets without a token, and they make room oldest first', async () => {
    const { port } = await openServed();
    const url = `ws://127.0.0.1:${port}/cockpit`;
    const silent = Array.from({ length: 70 }, () => browser(url));
    await Promise.all(silent.map(({ opened }) => opened));
    const mine = browser(url);
    await mine.opened;
    mine.send({ t: 'auth', token: SECRETS.operatorToken });
    await until(() => mine.frames.length === 1);
    const more = Array.from({ length: 70 }, () => browser(url));
    await Promise.all(more.map(({ opened }) => opened));
    await until(() => silent.every(({ socket }) => socket.readyState === socket.CLOSED));
    expect([mine.socket.readyState, more.at(-1)?.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    for (const { socket } of more) socket.terminate();
  });

  it('leaves the connections of strangers alone: sockets have places of their own', async () => {
    const { port } = await openServed();
    const first = rawSocket(port);
    await new Promise((resolve) => first.socket.once('connect', resolve));
    const silent = Array.from({ length: 150 }, () => browser(`ws://127.0.0.1:${port}/cockpit`));
    await Promise.all(silent.map(({ opened }) => opened));
    await until(() => silent.filter(({ socket }) => socket.readyState === socket.CLOSED).length >= 86);
    expect(first.socket.closed).toBe(false);
    for (const { socket } of silent) socket.terminate();
  });

  it('keeps a window open through any number of connections', async () => {
    const { port } = await openServed();
    const mine = browser(`ws://127.0.0.1:${port}/cockpit`);
    await mine.opened;
    mine.send({ t: 'auth', token: SECRETS.operatorToken });
    await until(() => mine.frames.length === 1);
    const silent = Array.from({ length: 200 }, () => rawSocket(port).socket);
    await until(() => silent.filter(({ closed }) => closed).length >= 72);
    mine.send({ t: 'ask', id: 1, name: 'position.close', request: { ticket: '1' } });
    await until(() => mine.frames.length === 2);
    expect(mine.socket.readyState).toBe(WebSocket.OPEN);
    mine.socket.terminate();
  });

  it('cuts off a refused browser that does not go by itself', async () => {
    const clock = virtualClock(Date.now());
    const { port } = await openServed(clock);
    const deaf = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const failed = new Promise<boolean>((resolve) => deaf.on('error', () => resolve(true)));
    deaf.write('GET /cockpit HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => deaf.resume().once('end', resolve));
    clock.advanceBy(1_000);
    const more = setInterval(() => deaf.write('x'), 10);
    expect(await failed).toBe(true);
    clearInterval(more);
  });

  it('holds sixteen windows; one more is told so, and none of the sixteen is closed for it', async () => {
    const { port } = await openServed();
    const url = `ws://127.0.0.1:${port}/cockpit`;
    const windows = Array.from({ length: 17 }, () => browser(url));
    for (const page of windows) {
      await page.opened;
      page.send({ t: 'auth', token: SECRETS.operatorToken });
      await Promise.race([page.closed, until(() => page.frames.length > 0)]);
    }
    expect([await windows[16]?.closed, windows.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length]).toEqual([
      4429, 16,
    ]);
    windows[0]?.socket.close();
    await windows[0]?.closed;
    const next = browser(url);
    await next.opened;
    next.send({ t: 'auth', token: SECRETS.operatorToken });
    await until(() => next.frames.length > 0);
    expect(next.frames).toEqual([{ t: 'welcome', role: 'admin' }]);
    for (const { socket } of [...windows, next]) socket.terminate();
  });

  it('asks a window whether it is still there, and gives up one that does not answer', async () => {
    const clock = virtualClock(Date.now());
    const { port } = await openServed(clock);
    const page = browser(`ws://127.0.0.1:${port}/cockpit`);
    await page.opened;
    page.send({ t: 'auth', token: SECRETS.operatorToken });
    await until(() => page.frames.length === 1);
    const asked = (): Promise<unknown> => new Promise((resolve) => page.socket.once('ping', resolve));
    for (let at = 0; at < 3; at += 1) {
      const ping = asked();
      clock.advanceBy(20_000);
      await ping;
      page.send({ t: 'ask', id: at, name: 'position.close', request: { ticket: '1' } });
      await until(() => page.frames.length === at + 2); // What was said before this has been heard: the pong.
    }
    expect(page.socket.readyState).toBe(WebSocket.OPEN);
    page.socket.pause();
    clock.advanceBy(20_000);
    clock.advanceBy(20_000);
    page.socket.resume();
    expect(await page.closed).toBe(1006);
  });
});
