import { randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { pause, signed } from './headless-process.ts';

export type Target = {
  readonly port: number;
  readonly secret: string;
  /** UTC ms by the target's clock. */
  now(): number;
};
/** How a delivery was answered; 0: the connection ended without an answer. */
type Told = { readonly status: number; readonly ms: number };
export type LoadReport = {
  /** Every sound signal that was sent, by its id, with each answer to it: the second one to the same request again. */
  readonly sound: ReadonlyMap<string, number[]>;
  readonly forged: readonly Told[];
  readonly oversize: readonly Told[];
  readonly slow: readonly Told[];
  /** Milliseconds of the first answers with 202. */
  readonly acceptedMs: readonly number[];
  readonly seconds: number;
};

const SLICE_MS = 10;
/** Of ten deliveries: seven sound (one of them sent twice), one forged, one too large, one slow. */
const KINDS = ['sound', 'sound', 'sound', 'sound', 'sound', 'sound', 'repeated', 'forged', 'oversize', 'slow'] as const;
const TOO_LARGE = 'x'.repeat(9 * 1024);

/** Sends so many deliveries a second for so long, of all kinds, and waits for every answer. */
export async function mixedLoad(
  target: Target,
  perSecond: number,
  seconds: number,
  bodyOf: (id: string) => string,
): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sound = new Map<string, number[]>();
  const acceptedMs: number[] = [];
  const [forged, oversize, slow]: [Told[], Told[], Told[]] = [[], [], []];
  const under: Promise<unknown>[] = [];
  const one = async (at: number): Promise<void> => {
    const id = `load-${String(at)}`;
    const body = bodyOf(id);
    switch (KINDS[at % KINDS.length]) {
      case 'forged':
        forged.push(await deliver(target, body, { headers: headersOf({ ...target, secret: 'another-secret' }, body) }));
        return;
      case 'oversize':
        oversize.push(await deliver(target, TOO_LARGE, {}));
        return;
      case 'slow':
        slow.push(await trickle(target.port));
        return;
      case 'repeated':
      case 'sound': {
        const answers: number[] = [];
        sound.set(id, answers);
        const headers = headersOf(target, body);
        const told = await deliver(target, body, { agent, headers });
        answers.push(told.status);
        if (told.status === 202) acceptedMs.push(told.ms);
        if (KINDS[at % KINDS.length] === 'repeated') answers.push((await deliver(target, body, { agent, headers })).status);
        return;
      }
      case undefined:
        return;
    }
  };
  const began = performance.now();
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.ceil(((performance.now() - began) / 1_000) * perSecond));
    for (; sent < due; sent += 1) under.push(one(sent));
    await pause(SLICE_MS);
  }
  const took = (performance.now() - began) / 1_000;
  await Promise.all(under);
  agent.destroy();
  return { sound, forged, oversize, slow, acceptedMs, seconds: took };
}

function headersOf({ secret, now }: Target, body: string): Record<string, string> {
  const [timestamp, nonce] = [String(now()), randomBytes(12).toString('hex')];
  return {
    ...{ 'x-mikrobot-timestamp': timestamp, 'x-mikrobot-nonce': nonce, 'content-length': String(Buffer.byteLength(body)) },
    'x-signature': signed(secret, timestamp, nonce, body),
  };
}

function deliver(
  target: Target,
  body: string,
  { agent, headers = headersOf(target, body) }: { readonly agent?: Agent; readonly headers?: Record<string, string> },
): Promise<Told> {
  const { port } = target;
  const began = performance.now();
  const where = { host: '127.0.0.1', port, method: 'POST', path: '/webhook/signal', headers, agent: agent ?? false };
  return new Promise((resolve) => {
    const done = (status: number): void => resolve({ status, ms: performance.now() - began });
    const asked = httpRequest(where, (response) => {
      response.resume().once('end', () => done(response.statusCode ?? 0));
      response.once('error', () => done(0));
    });
    asked.once('error', () => done(0)).end(body);
  });
}

/** A body that comes a byte at a time, for longer than anybody should wait for it. */
function trickle(port: number): Promise<Told> {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    socket.on('connect', () => {
      socket.write('POST /webhook/signal HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 30\r\n\r\n');
      timer = setInterval(() => socket.write('x'), 500);
    });
    socket.on('data', (part: Buffer) => void (text += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), ms: performance.now() - began });
    });
  });
}
