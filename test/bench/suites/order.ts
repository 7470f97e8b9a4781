import { Latencies } from '../measure/latencies.ts';
import { messageOf } from '#shared/lib';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { Feed } from '../world/feed.ts';
import { startHeadless, type Headless } from '../world/headless.ts';
import { HttpClient } from '../world/http-client.ts';
import { startProgram } from '../world/process.ts';
import { secretKey, signalBody, signedRequest, type Plan } from '../world/signed-request.ts';

type Kind = Pick<Plan, 'pattern' | 'side'>;

const WARM = 150;
/** A strategy may hold 50 positions at most. */
const ORDERS = 44;
const STARTS = 1;
/** Below the smallest lot: such a signal passes owner, U1 and U2 and is refused by U3, so it warms up all but the order. */
const TOO_SMALL = 0.001;
/** What the market's volatility or trend of this moment may refuse, and one of them is let through. */
const KINDS = [
  { pattern: 'M5_BOS', side: 'BUY' },
  { pattern: 'M1_BREAK_RETEST', side: 'BUY' },
  { pattern: 'M5_BOS', side: 'SELL' },
  { pattern: 'M1_BREAK_RETEST', side: 'SELL' },
] as const satisfies readonly Kind[];

const STRATEGY = { sessions: ['any'], riskPercent: 0.02, maxConcurrent: 50 };
const CONFIG = {
  approvals: { mode: 'auto' },
  intake: { rateLimitPerMinute: 1_000_000 },
  strategies: { m5_bos: STRATEGY, m1_retest: STRATEGY },
  limits: {
    repeatedEntries: 1_000,
    maxEntriesPerMinute: 10_000,
    maxRequestsPerDay: 100_000,
    maxLotsPerDay: 100_000,
    maxLeveragePerDay: 100_000,
  },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 100, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
};

type Times = { readonly ordered: Latencies; readonly accepted: Latencies; readonly first: Latencies; readonly last: Latencies };

/** The answer of the paper broker takes up to 8 ms and must not fall into the next measurement; all candidates wait alike. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 12));

class Trader {
  readonly #headless: Headless;
  readonly #client: HttpClient;
  readonly #feed: Feed;
  #count = 0;

  constructor(headless: Headless, client: HttpClient, feed: Feed) {
    this.#headless = headless;
    this.#client = client;
    this.#feed = feed;
  }

  async price({ side }: Kind): Promise<number> {
    const { body } = await this.#client.get('/market/EURUSD', this.#headless.operatorToken);
    const { bid, ask } = JSON.parse(body) as { readonly bid: number; readonly ask: number };
    return side === 'SELL' ? bid : ask;
  }

  /** Nanoseconds from the first byte sent to the 202, and to the order on the feed. */
  async send(plan: Omit<Plan, 'id'>): Promise<{ readonly accepted: number; readonly ordered: number }> {
    this.#count += 1;
    const id = `bench-${String(this.#count).padStart(12, '0')}`;
    const request = signedRequest(secretKey(this.#headless.webhookSecret), id, signalBody({ id, ...plan }));
    const began = nanoseconds();
    const onFeed = this.#feed.ordered(id).then(
      () => ({ at: nanoseconds(), refusal: null }),
      (refusal: unknown) => ({ at: nanoseconds(), refusal }),
    );
    const { status, body } = await this.#client.ask(request);
    const accepted = nanoseconds() - began;
    if (status !== 202) throw new Error(`answered with ${status}: ${body}`);
    const { at, refusal } = await onFeed;
    if (refusal !== null) throw refusal as Error;
    return { accepted, ordered: at - began };
  }
}

/** What the demo market's volatility and trend of this moment let through. */
async function kindFor(trader: Trader): Promise<Kind> {
  const reasons: string[] = [];
  for (const kind of KINDS) {
    try {
      await trader.send({ ...kind, price: await trader.price(kind) });
      return kind;
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  throw new Error(`no signal became an order: ${reasons.join('; ')}`);
}

async function once({ ordered, accepted, first, last }: Times): Promise<void> {
  const headless = await startHeadless(CONFIG);
  const client = await HttpClient.open(headless.port);
  const feed = await Feed.open(headless.port, headless.operatorToken);
  try {
    const trader = new Trader(headless, client, feed);
    const kind = await kindFor(trader);
    for (let i = 0; i < WARM; i += 1)
      await trader.send({ ...kind, price: await trader.price(kind), volume: TOO_SMALL }).then(
        () => Promise.reject(new Error('a signal that is too small became an order')),
        () => undefined,
      );
    for (let i = 0; i < ORDERS; i += 1) {
      const took = await trader.send({ ...kind, price: await trader.price(kind) });
      ordered.add(took.ordered);
      accepted.add(took.accepted);
      if (i < ORDERS / 4) first.add(took.ordered);
      if (i >= (ORDERS * 3) / 4) last.add(took.ordered);
      await pause();
    }
  } finally {
    feed.close();
    client.close();
    await headless.stop();
  }
}

async function ours(): Promise<Figures> {
  const times: Times = { ordered: new Latencies(), accepted: new Latencies(), first: new Latencies(), last: new Latencies() };
  for (let start = 0; start < STARTS; start += 1) await once(times);
  const { p50, p99 } = times.ordered.us();
  return { p50, p99, p202: times.accepted.us().p50, first: times.first.us().p50, last: times.last.us().p50 };
}

async function floor(...mode: readonly string[]): Promise<Figures> {
  const terminal = await startProgram(new URL('../peers/echo-terminal.ts', import.meta.url), []);
  const server = await startProgram(new URL('../peers/floor-server.ts', import.meta.url), [...mode, 'order', terminal.ready]);
  const client = await HttpClient.open(Number(server.ready));
  const latencies = new Latencies();
  for (let i = 0; i < WARM + STARTS * ORDERS; i += 1) {
    const id = `bench-${String(i).padStart(12, '0')}`;
    const request = signedRequest(secretKey('floor'), id, signalBody({ id, pattern: 'M5_BOS', price: 1.1 }));
    const began = nanoseconds();
    const { status } = await client.ask(request);
    if (status !== 202) throw new Error(`answered with ${status}`);
    if (i < WARM) continue;
    latencies.add(nanoseconds() - began);
    await pause();
  }
  client.close();
  await Promise.all([server.stop(), terminal.stop()]);
  const { p50, p99 } = latencies.us();
  return { p50, p99, p202: p50 };
}

export const suite: Suite = {
  name: 'order',
  title: 'Signal to order, serial, real processes: POST to the order at the terminal',
  baseline: 'floor program, FULL',
  metrics: [
    { key: 'p50', label: 'order p50', unit: 'us' },
    { key: 'p99', label: 'order p99', unit: 'us' },
    { key: 'p202', label: '202 p50', unit: 'us' },
    { key: 'first', label: 'first 11 orders p50', unit: 'us' },
    { key: 'last', label: 'last 11 orders p50', unit: 'us' },
  ],
  candidates: [
    { name: 'floor program, FULL', measure: () => floor('FULL') },
    { name: 'floor program, NORMAL', measure: () => floor('NORMAL') },
    { name: 'ours: headless, auto, FULL', measure: ours },
  ],
  peers: ['zod', 'ws'],
  notes: [
    'Floor program: POST, HMAC, zod, row, order over TCP to an echo, its answer, row, 202. It has no risk checks and no chain.',
    `Ours: until the intended order is on the cockpit's feed, which is after it was handed to the terminal; ${STARTS * ORDERS} orders a round,`,
    `so its p99 is the worst of a round. First and last: with few and with over 30 positions open.`,
  ],
};
