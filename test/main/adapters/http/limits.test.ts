import { describe, expect, it } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { openDoor, signed } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';
import { patience } from '#test/time/pace.ts';

const HEAD = 'POST /webhook/signal HTTP/1.1\r\nHost: x\r\n';
const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

describe('a request that is no request', () => {
  it.each([
    ['is no HTTP', 'hello\r\n\r\n', '400', 'malformed'],
    ['has two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, '400', 'malformed'],
    ['has a length and chunks', `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, '400', 'malformed'],
    ['has endless headers', `${HEAD}X: ${'y'.repeat(9_000)}\r\n\r\n`, '431', 'too_large'],
    ['has no host in HTTP/1.0', 'GET /system/status HTTP/1.0\r\n\r\n', '403', 'bad_host'],
    ['wants a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', '', ''],
  ])('because it %s', async (_name, text, status, code) => {
    const { port, desk } = await openDoor();
    const { socket, answer } = rawSocket(port);
    socket.write(text);
    const got = await answer();
    expect(got).toMatch(status === '' ? /^$/ : new RegExp(`^HTTP/1\\.[01] ${status} `));
    expect(got).toContain(code);
    expect(desk.submitted).toEqual([]);
  });

  it('cannot hide a second one in its body', async () => {
    const { port, desk } = await openDoor();
    const { socket, answer } = rawSocket(port);
    const inner = 'POST /system/emergency-stop HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
    socket.write(`${HEAD}Connection: close\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`);
    expect((await answer()).match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(desk.asked).toEqual([]);
  });
});

describe('a sender that dawdles', () => {
  it('over its body is cut off in seconds, and holds up nobody', { timeout: patience(15_000) }, async () => {
    const { port, desk, ask } = await openDoor();
    const began = performance.now();
    const { socket, answer } = rawSocket(port);
    socket.write(`${HEAD}${headersOf(signed('{}'))}Content-Length: 1000\r\n\r\n{`);
    const drip = setInterval(() => socket.write(' '), 200);
    expect((await ask('POST', '/webhook/signal', { body: '{}', headers: signed('{}') })).status).toBe(202);
    const got = await answer();
    clearInterval(drip);
    expect(got).toMatch(/^HTTP\/1\.1 408 [\s\S]*request_timeout/);
    expect(performance.now() - began).toBeLessThan(patience(8_000));
    expect(desk.submitted).toHaveLength(1);
  });

  it('over its headers too', { timeout: patience(15_000) }, async () => {
    const { port } = await openDoor();
    const { socket, answer } = rawSocket(port);
    socket.write('POST /webhook/signal HTTP/1.1\r\n');
    expect(await answer()).toMatch(/^HTTP\/1\.1 408 [\s\S]*did not end within 5 s/);
  });

  it('and stops in the middle leaves nothing behind', async () => {
    const { port, desk, ask } = await openDoor();
    const { socket } = rawSocket(port);
    socket.write(`${HEAD}${headersOf(signed('{}'))}Content-Length: 1000\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await ask('GET', '/healthz')).status).toBe(200);
    expect(desk.submitted).toEqual([]);
  });
});

describe('stopping', () => {
  it('ends within two seconds, whatever is open', async () => {
    const { door, port, desk, ask } = await openDoor();
    const idle = rawSocket(port);
    const half = rawSocket(port);
    half.socket.write(`${HEAD}Content-Length: 10\r\n\r\n{`);
    desk.submitAnswer = () => new Promise(() => undefined);
    const hanging = ask('POST', '/webhook/signal', { body: '{}', headers: signed('{}') }).catch((error: unknown) => error);
    await expect.poll(() => desk.submitted.length, { timeout: patience(5_000) }).toBe(1);
    const began = performance.now();
    await door.stop();
    expect(performance.now() - began).toBeLessThan(patience(2_000));
    await Promise.all([idle.answer(), half.answer(), hanging]);
    await expect(ask('GET', '/healthz')).rejects.toThrow();
  });

  it('lets an answer under way finish', async () => {
    const { door, desk, ask } = await openDoor();
    desk.submitAnswer = ({ traceId, receivedAt }) =>
      new Promise((resolve) => setTimeout(() => resolve({ kind: 'accepted', signalId: 's-1', traceId, receivedAt }), 300));
    const pending = ask('POST', '/webhook/signal', { body: '{}', headers: signed('{}') });
    await expect.poll(() => desk.submitted.length, { timeout: patience(5_000) }).toBe(1);
    await door.stop();
    expect((await pending).status).toBe(202);
  });

  it('waits 1.2 seconds for what is open, and then no longer', async () => {
    const clock = virtualClock(Date.now());
    const { door, port, desk, ask } = await openDoor({ clock });
    desk.submitAnswer = () => new Promise(() => undefined);
    const body = '{}';
    const hanging = ask('POST', '/webhook/signal', { body, headers: signed(body, { at: clock.wallMs() }) });
    const ending = { isOver: false };
    const over = hanging.then(
      () => undefined,
      () => {
        ending.isOver = true;
      },
    );
    await expect.poll(() => desk.submitted.length, { timeout: patience(5_000) }).toBe(1);
    const stopped = door.stop();
    clock.advanceBy(1_199);
    await expect(rawSocket(port).answer()).resolves.toBe(''); // Nobody new is let in; what is under way goes on.
    expect(ending.isOver).toBe(false);
    clock.advanceBy(1);
    await Promise.all([stopped, over]);
    expect(ending.isOver).toBe(true);
  });

  it('twice, or before it started, is no matter', async () => {
    const { door } = await openDoor();
    await Promise.all([door.stop(), door.stop()]);
    await door.stop();
  });
});

it('says so when the port is taken', async () => {
  const { port } = await openDoor();
  await expect(openDoor({ port })).rejects.toThrow(/EADDRINUSE/);
});
