import { Agent, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { patience } from '#test/time/pace.ts';
import { openDoor, OPERATOR, SECRETS, signed, type OpenDoor } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';

const SILENT = 200;
const connected = ({ socket }: ReturnType<typeof rawSocket>): Promise<void> =>
  new Promise((resolve) => socket.once('connect', () => resolve()));
/** Connections that say nothing. */
async function silent(port: number, count = SILENT): Promise<readonly Socket[]> {
  const all = Array.from({ length: count }, () => rawSocket(port));
  await Promise.all(all.map(connected));
  return all.map(({ socket }) => socket);
}

/** More of them than there are places, when the first have made room already. */
async function crowd(port: number): Promise<void> {
  const all = await silent(port);
  await expect.poll(() => all.filter(({ closed }) => closed).length, { timeout: patience(10_000) }).toBeGreaterThan(SILENT - 129);
}

/** A client that keeps its one connection, as scripts and relays do. */
function keeping({ port }: OpenDoor) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ports = new Set<number>();
  const ask = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        ports.add(response.socket.localPort ?? 0);
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      asked.on('error', reject).end(body);
    });
  return { ask, connections: () => ports.size };
}

describe('connections', () => {
  it('of strangers, however many and silent, keep nobody out', async () => {
    const door = await openDoor();
    await silent(door.port);
    const stop = await door.ask('POST', '/system/emergency-stop', { headers: OPERATOR, body: '{"reason":"now"}' });
    const exit = await door.ask('POST', '/webhook/signal', { headers: signed('{}'), body: '{}' });
    expect([stop.status, exit.status, (await door.ask('GET', '/healthz')).status]).toEqual([200, 202, 200]);
  });

  it('of strangers stay below a limit: the oldest left, and the log says so', async () => {
    const door = await openDoor();
    const all = await silent(door.port);
    await expect.poll(() => all.filter(({ closed }) => closed).length, { timeout: patience(10_000) }).toBe(SILENT - 128);
    expect(all.map(({ closed }) => closed)).toEqual(all.map((_, at) => at < SILENT - 128));
    expect(door.logged.filter((line) => line.includes('pushed_out'))).toHaveLength(SILENT - 128);
  });

  it.each([
    ['the operator', 'GET', '/system/status', () => OPERATOR, undefined],
    ['a sender that signs', 'POST', '/webhook/signal', () => signed('{}'), '{}'],
    ['TradingView', 'POST', `/webhook/tradingview/${SECRETS.tradingviewToken}`, () => ({}), '{}'],
  ])('of %s are kept between requests, through any number of strangers', async (_who, method, path, headers, body) => {
    const door = await openDoor();
    const client = keeping(door);
    const first = await client.ask(method, path, headers(), body);
    await crowd(door.port);
    const second = await client.ask(method, path, headers(), body);
    expect([first < 300, second < 300, client.connections()]).toEqual([true, true, 1]);
  });

  it.each([
    ['GET', '/healthz', {}],
    ['GET', '/readyz', {}],
    ['GET', '/', {}],
    ['GET', '/nowhere', {}],
    ['DELETE', '/healthz', {}],
    ['GET', '/%zz', {}],
    ['GET', '/cockpit', {}],
    ['GET', '/system/status', {}],
    ['GET', '/system/status', { authorization: 'Bearer nobody' }],
    ['POST', '/webhook/signal', { 'x-signature': 'forged' }],
    ['POST', '/webhook/tradingview/nobody', {}],
    ['POST', '/webhook/tradingview', {}],
  ])('are not kept for %s %s of nobody we know', async (method, path, headers) => {
    const door = await openDoor();
    const own = Object.fromEntries(Object.entries(headers)) as Record<string, string>;
    const answer = await door.ask(method, path, { headers: { ...own, connection: 'keep-alive' } });
    expect(answer.headers.connection).toBe('close');
  });

  it('are not kept for a stranger on a connection that another sender has proven, as behind a proxy', async () => {
    const door = await openDoor();
    const client = keeping(door);
    await client.ask('GET', '/system/status', OPERATOR);
    await client.ask('GET', '/healthz', {});
    await client.ask('GET', '/healthz', {});
    expect(client.connections()).toBe(2);
  });

  it('with slow bodies keep nobody out either', async () => {
    const door = await openDoor();
    const all = await silent(door.port);
    for (const socket of all)
      if (!socket.closed) socket.write('POST /webhook/signal HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{');
    const stop = await door.ask('POST', '/system/emergency-stop', { headers: OPERATOR, body: '{"reason":"now"}' });
    expect(stop.status).toBe(200);
  });
});
