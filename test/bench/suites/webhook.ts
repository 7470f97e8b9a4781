import type { KeyObject } from 'node:crypto';
import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { startHeadless } from '../world/headless.ts';
import { HttpClient } from '../world/http-client.ts';
import { startProgram } from '../world/process.ts';
import { secretKey, signalBody, signedRequest } from '../world/signed-request.ts';

const WARM = 200;
const SERIAL = 600;
const CLIENTS = 10;
const PARALLEL_WARM = 400;
const PARALLEL = 1_600;

/** Everything is checked and taken on record; the product owner then refuses it, so that no book fills up. */
const CONFIG = {
  intake: { rateLimitPerMinute: 1_000_000 },
  strategies: { m5_bos: { enabled: false }, m1_retest: { enabled: false } },
  detector: { enabled: false },
};

function requests(key: KeyObject, from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const id = `bench-${String(from + i).padStart(12, '0')}`;
    return signedRequest(key, id, signalBody({ id, pattern: 'M5_BOS', price: 1.1 }));
  });
}

async function send(client: HttpClient, request: string, into: Latencies | null): Promise<void> {
  const began = nanoseconds();
  const { status, body } = await client.ask(request);
  if (status !== 202) throw new Error(`answered with ${status}: ${body}`);
  into?.add(nanoseconds() - began);
}

async function measure(port: number, key: KeyObject): Promise<Figures> {
  const alone = await HttpClient.open(port);
  const serial = new Latencies();
  for (const [i, request] of requests(key, 0, WARM + SERIAL).entries()) await send(alone, request, i < WARM ? null : serial);
  alone.close();
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => HttpClient.open(port)));
  const parallel = new Latencies();
  const crowd = async (from: number, count: number, into: Latencies | null): Promise<number> => {
    const ready = requests(key, from, count);
    let next = 0;
    const began = nanoseconds();
    const work = async (client: HttpClient): Promise<void> => {
      for (let request = ready[next]; request !== undefined; request = ready[next]) {
        next += 1;
        await send(client, request, into);
      }
    };
    await Promise.all(clients.map(work));
    return count / ((nanoseconds() - began) / 1e9);
  };
  await crowd(WARM + SERIAL, PARALLEL_WARM, null);
  const rate = await crowd(WARM + SERIAL + PARALLEL_WARM, PARALLEL, parallel);
  for (const client of clients) client.close();
  const { p50, p99 } = serial.us();
  return { p50, p99, rate, p99c10: parallel.us().p99 / 1e3 };
}

const floor = (...args: readonly string[]): Promise<Figures> => peer('../peers/floor-server.ts', args);

async function peer(program: string, args: readonly string[]): Promise<Figures> {
  const server = await startProgram(new URL(program, import.meta.url), args);
  try {
    return await measure(Number(server.ready), secretKey('floor'));
  } finally {
    await server.stop();
  }
}

async function ours(): Promise<Figures> {
  const headless = await startHeadless(CONFIG);
  try {
    const figures = await measure(headless.port, secretKey(headless.webhookSecret));
    const client = await HttpClient.open(headless.port);
    const status = await client.get('/webhook/status', headless.operatorToken);
    const { accepted } = JSON.parse(status.body) as { readonly accepted: number };
    client.close();
    const sent = WARM + SERIAL + PARALLEL_WARM + PARALLEL;
    if (accepted !== sent) throw new Error(`${sent} signals were answered with 202, on record are: ${status.body}`);
    return figures;
  } finally {
    await headless.stop();
  }
}

export const suite: Suite = {
  name: 'webhook',
  title: 'Webhook to 202, two processes, real HTTP',
  baseline: 'node:http + HMAC + zod (floor)',
  metrics: [
    { key: 'p50', label: 'serial p50', unit: 'us' },
    { key: 'p99', label: 'serial p99', unit: 'us' },
    { key: 'rate', label: '10 clients', unit: '/s' },
    { key: 'p99c10', label: '10 clients p99', unit: 'ms' },
  ],
  candidates: [
    { name: 'node:http + HMAC + zod (floor)', measure: () => floor('check') },
    { name: 'the same + a durable row (FULL, grouped)', measure: () => floor('FULL', 'grouped') },
    { name: 'bare fastify + HMAC + zod', measure: () => peer('../peers/fastify-server.ts', ['floor']) },
    { name: 'ours: every check, durable accept, judged', measure: ours },
  ],
  peers: ['zod', 'fastify'],
  notes: [
    'Ours is the headless product with its demo market: nonce, dedupe, rate limit (lifted), journal with chain in FULL, metrics;',
    'after its 202 each signal is also evaluated and refused on record, in the same process. Nothing may be lost: it is counted.',
  ],
};
