import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { DoorTls } from '#main/adapters/http/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { readCertificate } from '#main/adapters/tls/index.ts';
import { patience } from '#test/time/pace.ts';
import { makeCertificate, type Made } from '../tls/make-certificate.ts';
import { openDoor, OPERATOR, SECRETS, signed } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';

const dir = mkdtempSync(join(tmpdir(), 'door-tls-'));
writeFileSync(join(dir, 'index.html'), '<!doctype html>cockpit');
afterAll(() => rmSync(dir, { recursive: true }));

let made: Made;
beforeAll(async () => {
  made = await makeCertificate({ names: ['localhost', '127.0.0.1', 'cockpit.example'] });
});

/** A certificate as the host holds it; `renew` puts another in its place. */
function held(first: Made): DoorTls & { renew(next: Made): void } {
  const read = ({ cert, key }: Made) => {
    const files = { certificateFile: join(dir, 'cert.pem'), keyFile: join(dir, 'key.pem') };
    writeFileSync(files.certificateFile, cert);
    writeFileSync(files.keyFile, key);
    return readCertificate(files, Date.now());
  };
  let listener = (): void => undefined;
  let now = read(first);
  return {
    get held() {
      return now;
    },
    onRenewed: (told) => (listener = told),
    renew: (next) => {
      now = read(next);
      listener();
    },
  };
}

async function openTls(change: Parameters<typeof openDoor>[0] = {}) {
  const tls = held(made);
  return { ...(await openDoor({ tls, rendererDir: dir, ...change })), tls };
}

type Asked = { readonly status: number; readonly headers: Record<string, unknown>; readonly text: string };
function ask(port: number, method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const to = {
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      ca: made.cert,
      checkServerIdentity: () => undefined,
      headers,
    } as const;
    const request = httpsRequest(to, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function shaken(port: number, ca: string): Promise<TLSSocket> {
  const socket = tlsConnect({ host: '127.0.0.1', port, ca });
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket));
    socket.on('error', reject);
  });
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the door over TLS', () => {
  it('takes signals, answers the operator and serves the window, whose policy names its own secure socket', async () => {
    const { port, desk } = await openTls();
    const body = '{"signal_id":"a"}';
    const length = { 'content-length': String(body.length) };
    expect((await ask(port, 'POST', '/webhook/signal', { ...signed(body), ...length }, body)).status).toBe(202);
    expect(desk.submitted.length).toBe(1);
    const own = { ...OPERATOR, origin: `https://127.0.0.1:${port}` };
    expect((await ask(port, 'GET', '/system/status', own)).status).toBe(200);
    const page = await ask(port, 'GET', '/');
    expect([page.status, page.text]).toEqual([200, '<!doctype html>cockpit']);
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://127.0.0.1:${port};`);
  });

  it('knows itself by the names of its certificate too, with any port, and by no other name or scheme', async () => {
    const { port } = await openTls();
    const by = async (host: string, origin?: string) =>
      (await ask(port, 'GET', '/system/status', { ...OPERATOR, host, ...(origin === undefined ? {} : { origin }) })).status;
    expect(await by('cockpit.example')).toBe(200);
    expect(await by('cockpit.example:8443', 'https://cockpit.example:8443')).toBe(200);
    expect(await by(`localhost:${port}`, `https://localhost:${port}`)).toBe(200);
    expect(await by(`localhost:${port}`, `http://localhost:${port}`)).toBe(403);
    expect(await by('cockpit.example', 'https://cockpit.example:1')).toBe(403);
    expect(await by('evil.example')).toBe(403);
    expect(await by('1%2')).toBe(403);
    expect(
      (await ask(port, 'GET', `https://localhost:${port}/system/status`, { ...OPERATOR, host: `localhost:${port}` })).status,
    ).toBe(200);
    expect(
      (await ask(port, 'GET', `http://localhost:${port}/system/status`, { ...OPERATOR, host: `localhost:${port}` })).status,
    ).toBe(400);
  });

  it('opens the window’s socket for a page of its own over TLS, and for none over plain HTTP', async () => {
    const opened: unknown[] = [];
    const { port } = await openTls({ onCockpitSocket: (socket) => void opened.push(socket) });
    const code = (origin: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`wss://127.0.0.1:${port}/cockpit`, { ca: made.cert, origin });
        onTestFinished(() => socket.terminate());
        socket.on('open', () => resolve(101));
        socket.on('error', () => undefined);
        socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
      });
    expect([await code(`https://127.0.0.1:${port}`), opened.length]).toEqual([101, 1]);
    expect([await code(`http://127.0.0.1:${port}`), opened.length]).toEqual([403, 1]);
  });

  it('streams events', async () => {
    const { port } = await openTls();
    const kind = await new Promise<unknown>((resolve, reject) => {
      const to = { host: '127.0.0.1', port, path: '/stream', agent: false, ca: made.cert, headers: OPERATOR };
      const request = httpsRequest(to, (answer) => {
        resolve([answer.statusCode, answer.headers['content-type']]);
        answer.on('error', () => undefined).destroy();
      });
      request.on('error', reject).end();
    });
    expect(kind).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('tests itself by its own certificate, whatever name that is for', async () => {
    const tls = held(await makeCertificate({ names: ['far.example'] }));
    const { door, port, desk } = await openDoor({ tls });
    const told = await door.test(`https://far.example:${port}`, { way: 'webhook', address: null, body: '{"signal_id":"a"}' });
    expect([told.connected, told.steps.map(({ state }) => state)]).toEqual([
      true,
      ['passed', 'passed', 'passed', 'passed', 'passed'],
    ]);
    expect([told.address, desk.tried.length, desk.submitted.length]).toEqual([
      `https://far.example:${port}/webhook/signal`,
      1,
      0,
    ]);
  });

  it('believes no other certificate at its own address', async () => {
    const tls = held(await makeCertificate({ names: ['far.example'] }));
    const other = await openTls();
    const impostor = { held: tls.held, onRenewed: () => undefined };
    const { overOwnTls } = await import('#main/adapters/http/own-post.ts');
    const send = overOwnTls(impostor, { host: '127.0.0.1', port: other.port });
    const delivery = {
      method: 'POST',
      headers: {},
      body: '{}',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience(20_000)),
    } as const;
    await expect(send(`https://far.example:${other.port}/webhook/signal`, delivery)).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(other.desk.refused).toEqual([]);
  });

  it('shows a renewed certificate to who connects after it, and leaves open connections open', async () => {
    const { port, tls } = await openTls();
    const before = await shaken(port, made.cert);
    const next = await makeCertificate();
    tls.renew(next);
    const after = await shaken(port, next.cert);
    expect(after.getPeerX509Certificate()?.fingerprint256).toBe(new X509Certificate(next.cert).fingerprint256);
    const answered = new Promise<string>((resolve) => before.once('data', (data: Buffer) => resolve(data.toString('latin1'))));
    before.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    expect(await answered).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a door over TLS in trouble', () => {
  it.each([
    ['a plain request', 'GET /system/status HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'a plain delivery, more than fits one packet',
      `POST /webhook/signal HTTP/1.1\r\nContent-Length: 90000\r\n\r\n${'x'.repeat(90_000)}`,
    ],
    ['noise', '\u0000\u0001\u0002'],
  ])('answers %s in plain HTTP, and takes nothing of it', async (_what, text) => {
    const { port, desk } = await openTls();
    const { socket, answer } = rawSocket(port);
    socket.write(text);
    expect(await answer()).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*"detail":"This cockpit speaks HTTPS here: the address begins with https:/,
    );
    expect([desk.submitted, desk.refused]).toEqual([[], []]);
  });

  it(
    'cuts off who says nothing and who never ends a handshake, and nobody waits for them',
    async () => {
      const clock = systemClock({ unref: true });
      const due = new Set<() => void>();
      const after = (ms: number, act: () => void): (() => void) => {
        if (ms !== 5_000) return clock.after(ms, act);
        due.add(act);
        return () => void due.delete(act);
      };
      const { port } = await openTls({ clock: { ...clock, after } });
      const silent = Array.from({ length: 40 }, () => gone(connect(port, '127.0.0.1')));
      const half = Array.from({ length: 40 }, () => gone(connect(port, '127.0.0.1'), Buffer.from('160301020001000', 'hex')));
      expect((await ask(port, 'GET', '/healthz')).status).toBe(200);
      await until(() => due.size >= 80);
      for (const act of [...due]) act();
      await Promise.all(silent.map(({ closed }) => closed));
      await Promise.all(half.map(({ closed }) => closed));
    },
    patience(10_000),
  );

  it(
    'has room for a newcomer, however many handshakes are half open from one address',
    async () => {
      const { port, logged } = await openTls();
      const half: Socket[] = [];
      for (let one = 0; one < 300; one += 1) {
        const { socket } = gone(connect(port, '127.0.0.1'), Buffer.from('1603', 'hex'));
        half.push(socket);
        if (one % 60 === 59) {
          expect((await ask(port, 'GET', '/system/status', OPERATOR)).status).toBe(200);
        }
      }
      await until(() => logged.some((line) => line.includes('pushed_out')));
      await until(() => half.filter((socket) => socket.destroyed).length >= 300 - 128 - 1);
    },
    patience(10_000),
  );

  it('survives who leaves in the middle of a handshake, and who ends without a word', async () => {
    const { port } = await openTls();
    for (let one = 0; one < 30; one += 1) {
      const socket = connect(port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      if (one % 3 === 0) socket.end();
      else socket.write(Buffer.from('1603010200', 'hex'), () => socket.resetAndDestroy());
    }
    expect((await ask(port, 'GET', '/healthz')).status).toBe(200);
  });

  it('stops at once with all kinds of connections open', async () => {
    const { port, door } = await openTls();
    const quiet = await shaken(port, made.cert);
    const ended = [gone(quiet), gone(connect(port, '127.0.0.1')), gone(connect(port, '127.0.0.1'), Buffer.from('1603', 'hex'))];
    await until(() => ended.every(({ socket }) => !socket.connecting));
    await door.stop();
    await Promise.all(ended.map(({ closed }) => closed));
  });

  it('refuses what it cannot be: old TLS', async () => {
    const { port } = await openTls();
    const old = tlsConnect({ host: '127.0.0.1', port, ca: made.cert, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
    await new Promise((resolve) => old.once('error', resolve));
    expect(SECRETS.operatorToken.length).toBeGreaterThan(0);
  });
});

function gone(socket: Socket, first: Buffer | null = null): { readonly socket: Socket; readonly closed: Promise<void> } {
  socket.on('error', () => undefined).resume();
  if (first !== null) socket.write(first);
  onTestFinished(() => void socket.destroy());
  return { socket, closed: new Promise((resolve) => void socket.once('close', () => resolve())) };
}
