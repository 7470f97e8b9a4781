import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { patience } from '../time/pace.ts';
import { DataFolder, Headless, signed } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 20, riskPercent: 0.1 };
const folder = new DataFolder({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  cells: { u1: { minScore: 0 } },
  detector: { enabled: false },
});
/** What the operator may have to wait for an answer (on a quiet machine, in milliseconds). */
const ANSWER_MS = 1_000;
const STRANGERS = fileURLToPath(new URL('strangers.ts', import.meta.url));
let cockpit: Headless;

beforeAll(async () => {
  cockpit = await Headless.start(folder);
});
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

/** Crowds the door from another process until the test is over. */
async function crowd(method: string, path: string): Promise<void> {
  const child = spawn(process.execPath, [STRANGERS, new URL(cockpit.ready.http).port, method, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
}

type Told = { readonly status: number; readonly body: Record<string, unknown>; readonly ms: number };
/** Asks on a connection of its own, as a script does that is started for this one request. */
function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Told> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const asked = httpRequest(
      cockpit.ready.http + path,
      { method, agent: false, headers: { ...headers, ...length } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(text) as Record<string, unknown>,
            ms: performance.now() - began,
          });
        });
      },
    );
    asked.on('error', reject).end(body);
  });
}
const bearer = (): Record<string, string> => ({ authorization: `Bearer ${folder.secrets.operatorToken}` });

function deliver(body: string): Promise<Told> {
  const [timestamp, nonce] = [String(cockpit.now()), randomBytes(12).toString('hex')];
  return ask(
    'POST',
    '/webhook/signal',
    {
      'x-mikrobot-timestamp': timestamp,
      'x-mikrobot-nonce': nonce,
      'x-signature': signed(folder.secrets.webhookSecret, timestamp, nonce, body),
    },
    body,
  );
}
const exit = async (id: string): Promise<Told> => deliver(await cockpit.signalText(id, { kind: 'exit' }));

/** Opens a window: true when it was welcomed and shown the state. */
function windowOpens(): Promise<boolean> {
  const socket = new WebSocket(`${cockpit.ready.http.replace('http', 'ws')}/cockpit`, { origin: cockpit.ready.http });
  return new Promise((resolve) => {
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('open', () => socket.send(JSON.stringify({ t: 'auth', token: folder.secrets.operatorToken })));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { t: string; result?: { ok: boolean } };
      if (frame.t === 'welcome') socket.send(JSON.stringify({ t: 'ask', id: 1, name: 'cockpit.hello', request: {} }));
      if (frame.t === 'answer') {
        resolve(frame.result?.ok === true);
        socket.close();
      }
    });
  });
}

describe('with a crowd of strangers at the door', () => {
  test('a signed exit closes what is open', async () => {
    await cockpit.traded('held');
    await crowd('GET', '/healthz');
    const told = await exit('out');
    expect([told.status, told.ms <= patience(ANSWER_MS)]).toEqual([202, true]);
    const life = await cockpit.signalIn('held', ['closed']);
    expect(life['state']).toBe('closed');
  });

  test.each([
    ['GET', '/healthz'],
    ['GET', '/readyz'],
    ['GET', '/'],
    ['GET', '/cockpit'],
    ['GET', '/nowhere'],
    ['GET', '/system/status'],
    ['POST', '/system/emergency-stop'],
    ['POST', '/webhook/signal'],
    ['POST', '/webhook/tradingview/nobody'],
  ])('that asks for %s %s, the stop is answered, an exit is taken, and a window opens', async (method, path) => {
    await crowd(method, path);
    for (let round = 0; round < 3; round += 1) {
      const stop = await ask('POST', '/system/emergency-stop', bearer(), '{"reason":"crowded"}');
      const out = await exit(`out-${path.replaceAll('/', '-')}-${round}`);
      expect([stop.status, stop.body['status'], out.status, await windowOpens()]).toEqual([200, 'halted', 202, true]);
      expect(Math.max(stop.ms, out.ms)).toBeLessThanOrEqual(patience(ANSWER_MS));
    }
  });

  test('the log stays readable: refusals of one kind are counted', async () => {
    await crowd('GET', '/system/status');
    for (let round = 0; round < 20; round += 1) await ask('GET', '/readyz', {});
    const lines = cockpit.output.stderr.split('\n').filter((line) => line.includes('operator request refused'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(60);
  });
});
