import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { patience } from '../time/pace.ts';
import { tradingClock } from '../time/test-clock.ts';

const root = join(import.meta.dirname, '..', '..');
const READY_MS = patience(20_000);
const STOP_MS = patience(6_000);
/** Cockpits on paper start at a moment at which every market is open; a later start of the same file starts later. */
const clock = tradingClock();

export type Side = 'BUY' | 'SELL';
/** What `GET /signals/:id` says, as far as the tests look. */
export type SignalOnRecord = {
  readonly signalId: string;
  readonly state: string;
  readonly digest: string;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly signal: { readonly symbol: string; readonly side: Side };
  readonly decisions: readonly { readonly stage: string }[];
  readonly orders: readonly unknown[];
};
/** What `GET /system/status` says, as far as the tests look. */
export type Status = {
  readonly run: string;
  readonly now: number;
  readonly trading: 'active' | 'reducing' | 'halted';
  readonly journal: { readonly lastSeq: number };
  readonly terminal: {
    readonly balance: number;
    readonly positions: readonly { readonly ticket: string; readonly symbol: string }[];
  };
  readonly risk: { readonly title: string; readonly blocks: readonly { readonly block: string }[] };
  readonly approvals: { readonly mode: string; readonly pending: readonly { readonly signalId: string }[] };
  readonly alarms: Readonly<Record<'critical' | 'high' | 'advisory' | 'unacknowledged', number>>;
};
type Market = { readonly bid: number; readonly ask: number; readonly spec: { readonly digits: number; readonly point: number } };
type Plan = {
  readonly id: string;
  readonly symbol: string;
  readonly side?: Side;
  /** Distance of the stop in points, and of the target in multiples of it. */
  readonly stopPoints?: number;
  readonly rr?: number;
  readonly kind?: 'entry' | 'exit';
  readonly pattern?: 'M5_BOS' | 'M1_BREAK_RETEST';
};

/** Rules that a test's signals pass at any hour: every session, room for several positions, no gate on structure. */
export const PASSING = {
  approvals: { mode: 'confirm', ttlMs: 60_000 },
  strategies: {
    m5_bos: { sessions: ['any'], maxConcurrent: 10, riskPercent: 0.3 },
    m1_retest: { sessions: ['any'], maxConcurrent: 10, riskPercent: 0.3 },
  },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
  paper: { seed: 7 },
  detector: { enabled: false },
  limits: { maxSpreadOfStop: 0.2, maxQuoteAgeMs: 60_000, repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
} as const;

/** Where a cockpit differs from a test's own: a folder that outlives it, another reader of its log. */
export type CockpitPlace = {
  readonly folder?: string;
  /** Its data folder; otherwise one in the folder. */
  readonly data?: string;
  /** Listens to the log as it is written. */
  readonly onLog?: (text: string) => void;
  /** Serves the built window, which has to be there then. */
  readonly page?: boolean;
};

/** The real cockpit, headless, in a folder of its own; killed and started again on the same port and folder at will. */
export class Cockpit {
  readonly folder: string;
  readonly #place: CockpitPlace;
  readonly #data: string;
  readonly #config: string | null;
  #child: ChildProcess | null = null;
  #port = 0;
  /** The cockpit's clock against our own monotonic one. */
  #aheadMs = 0;
  #log = '';
  /** The address it printed, with the token behind the `#`. */
  address = '';
  http = '';

  readonly #args: readonly string[];
  /** Where Expert Advisors connect to. */
  bridge = '';

  /** `config` null: the cockpit's own, DATA/config.json or the defaults. */
  constructor(config: unknown = PASSING, args: readonly string[] = [], place: CockpitPlace = {}) {
    this.#args = args;
    this.#place = place;
    this.folder = place.folder ?? mkdtempSync(join(tmpdir(), 'cockpit-screen-'));
    this.#data = place.data ?? join(this.folder, 'data');
    this.#config = config === null ? null : join(this.folder, 'config-of-the-test.json');
    if (this.#config !== null) writeFileSync(this.#config, JSON.stringify(config));
  }

  async start(): Promise<void> {
    if (this.#place.page !== false && !existsSync(join(root, 'dist', 'renderer', 'index.html')))
      throw new Error('dist/renderer is not built: run `npm test`, or `npx vite build -c renderer/vite.config.ts` first');
    const args = [
      'main/headless.ts',
      '--data',
      this.#data,
      ...(this.#config === null ? [] : ['--config', this.#config]),
      '--http',
      `127.0.0.1:${this.#port}`,
      '--log-level',
      'warn',
      ...this.#ownTime(),
      ...this.#args,
    ];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.#log += chunk.toString();
      this.#place.onLog?.(chunk.toString());
    });
    const late = setTimeout(() => child.kill('SIGKILL'), READY_MS);
    const ended = once(child, 'exit').then(() => null);
    const line = await Promise.race([once(createInterface(child.stdout), 'line').then(([said]) => String(said)), ended]);
    clearTimeout(late);
    if (line === null) throw new Error(`the cockpit did not become ready:\n${this.#log}`);
    const said = JSON.parse(line) as { readonly http: string; readonly cockpit: string; readonly bridge?: string };
    this.http = said.http;
    this.bridge = said.bridge ?? '';
    this.address = said.cockpit;
    this.#port = Number(new URL(said.http).port);
    this.#aheadMs = (await this.status()).now - performance.now();
  }

  /** The time by the cockpit's own clock, UTC ms. */
  now(): number {
    return Math.floor(performance.now() + this.#aheadMs);
  }

  /** None over MetaTrader, which keeps real time, nor in a folder that others use after it. */
  #ownTime(): readonly string[] {
    const isReal = this.#args.includes('--terminal') || this.#place.folder !== undefined;
    return isReal ? [] : ['--now', new Date(clock.nowMs()).toISOString()];
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Ends it and waits; SIGKILL leaves the run unsealed, as a crash would. */
  async end(how: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    if (process.platform !== 'win32') child.kill('SIGCONT');
    child.kill(how);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(late);
  }

  async remove(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  secret(name: 'webhookSecret' | 'operatorToken' | 'bridgeToken' | 'tradingviewToken'): string {
    return (JSON.parse(readFileSync(join(this.#data, 'secrets.json'), 'utf8')) as Record<string, string>)[name] ?? '';
  }

  async get<T>(path: string): Promise<T> {
    return this.#ask<T>(path, { headers: this.#operator() });
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#ask<T>(path, { method: 'POST', headers: this.#operator(), body: JSON.stringify(body) });
  }

  readonly status = (): Promise<Status> => this.get<Status>('/system/status');
  readonly signalOf = (id: string): Promise<SignalOnRecord> => this.get<SignalOnRecord>(`/signals/${id}`);
  readonly stateOf = async (id: string): Promise<string> => (await this.signalOf(id)).state;

  /** Posts a signed signal at the present price. */
  async deliver({
    id,
    symbol,
    side = 'BUY',
    stopPoints = 400,
    rr = 2.5,
    kind = 'entry',
    pattern = 'M5_BOS',
  }: Plan): Promise<string> {
    const { bid, ask, spec } = await this.#quoted(symbol);
    const towards = side === 'BUY' ? 1 : -1;
    const entry = side === 'BUY' ? ask : bid;
    const stop = stopPoints * spec.point * (symbol === 'XAUUSD' ? 3 : 1);
    const price = (value: number): number => Number(value.toFixed(spec.digits));
    const body = JSON.stringify({
      signal_id: id,
      symbol,
      timeframe: pattern === 'M5_BOS' ? 'M5' : 'M1',
      pattern_type: pattern,
      direction: side,
      kind,
      price_levels: {
        entry: price(entry),
        stop_loss: price(entry - towards * stop),
        take_profit: price(entry + towards * stop * rr),
      },
      timestamp: new Date(this.now()).toISOString(),
    });
    const at = String(this.now());
    const nonce = randomBytes(16).toString('hex');
    const mac = createHmac('sha256', this.secret('webhookSecret')).update(`${at}.${nonce}.${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-mikrobot-timestamp': at,
      'x-mikrobot-nonce': nonce,
      'x-signature': `sha256=${mac}`,
    };
    await this.#ask('/webhook/signal', { method: 'POST', headers, body });
    return id;
  }

  /**
   * Delivers an entry that the market's mood does not refuse: a break is refused when volatility is low, a retest when it is
   * high, so one of the two always passes. Returns the id of the one that was judged otherwise than by volatility.
   */
  async deliverPassing(plan: Omit<Plan, 'kind' | 'pattern'>): Promise<string> {
    await this.deliver(plan);
    const life = await this.#judged(plan.id);
    if (life.reason?.code !== 'volatility') return plan.id;
    const other = await this.deliver({ ...plan, id: `${plan.id}-r`, pattern: 'M1_BREAK_RETEST' });
    await this.#judged(other);
    return other;
  }

  /** Delivers an entry, approves it as the operator would, and waits until the position is open. */
  async trade(plan: Omit<Plan, 'kind' | 'pattern'>): Promise<string> {
    const id = await this.deliverPassing(plan);
    const life = await this.signalOf(id);
    if (life.state === 'awaiting_approval') await this.post(`/signals/${id}/approve`, { digest: life.digest });
    await this.until(async () => (await this.stateOf(id)) === 'open', `${id} to be open`);
    return id;
  }

  /** A symbol has no price before its first quote. */
  async #quoted(symbol: string): Promise<Market> {
    const read = (): Promise<Market> => this.get<Market>(`/market/${symbol}`);
    await this.until(async () => (await read()).ask > 0, `a price of ${symbol}`);
    return read();
  }

  async until(isSo: () => Promise<boolean>, what: string, quietMs = 10_000): Promise<void> {
    const end = performance.now() + patience(quietMs);
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`waited ${patience(quietMs)} ms for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #judged(id: string): Promise<SignalOnRecord> {
    let life = await this.signalOf(id);
    await this.until(
      async () => !['received', 'evaluated'].includes((life = await this.signalOf(id)).state),
      `${id} to be judged`,
    );
    return life;
  }

  #operator(): Record<string, string> {
    return { authorization: `Bearer ${this.secret('operatorToken')}`, 'content-type': 'application/json' };
  }

  async #ask<T>(path: string, request: RequestInit): Promise<T> {
    const answer = await fetch(`${this.http}${path}`, { ...request, signal: AbortSignal.timeout(patience(5_000)) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${request.method ?? 'GET'} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
