import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patience } from '../time/pace.ts';
import { tradingClock } from '../time/test-clock.ts';

const HEADLESS = fileURLToPath(new URL('../../main/headless.ts', import.meta.url));
const READY_MS = patience(30_000);
/** Cockpits on paper start at a moment at which every market is open; a later one of the same file starts later. */
const clock = tradingClock();
const ownTime = (more: readonly string[]): readonly string[] =>
  ['--terminal', '--now', '--speed'].some((option) => more.includes(option))
    ? []
    : ['--now', new Date(clock.nowMs()).toISOString()];

export type Ready = {
  readonly ready: true;
  readonly http: string;
  readonly bridge: string | null;
  readonly cockpit: string;
  readonly run: string;
  readonly mode: string;
  readonly trading: string;
  readonly pid: number;
};
export type Answer = { readonly status: number; readonly body: Record<string, unknown> };
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A data folder of its own, with the configuration and the secrets that the processes on it use. */
export class DataFolder {
  readonly dir = mkdtempSync(join(tmpdir(), 'cockpit-process-'));
  /** Where the processes keep their data: the folder itself, or one in it. */
  data = this.dir;
  readonly #config: string;

  constructor(config: Record<string, unknown> = {}) {
    this.#config = join(this.dir, 'test-config.json');
    writeFileSync(this.#config, JSON.stringify(config));
  }

  get secrets(): Record<'webhookSecret' | 'operatorToken' | 'journalKey' | 'tradingviewToken', string> {
    return JSON.parse(readFileSync(join(this.data, 'secrets.json'), 'utf8')) as never;
  }

  arguments(more: readonly string[] = []): readonly string[] {
    return ['--data', this.data, '--config', this.#config, '--http', '127.0.0.1:0', ...more];
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const CRASH_POINT = new URL('crash-point.ts', import.meta.url).href;

/** `crash` names the point at which the process ends itself (crash-point.ts); `more` is added to its environment. */
const launched = (
  args: readonly string[],
  crash?: string,
  more: Readonly<Record<string, string | undefined>> = {},
): ChildProcess =>
  spawn(process.execPath, [...(crash === undefined ? [] : ['--import', CRASH_POINT]), HEADLESS, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(crash === undefined ? {} : { COCKPIT_TEST_CRASH: crash }), ...more },
  });

/** Runs to the end, for what is expected to end by itself. */
export async function ended(args: readonly string[]): Promise<Ended> {
  const child = launched(args);
  const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
  const timer = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** One real headless cockpit: spoken to over HTTP, ended by signals. */
export class Headless {
  readonly ready: Ready;
  /** The body of the newest signal that was sent. */
  lastSignal = '';
  readonly folder: DataFolder;
  readonly #child: ChildProcess;
  /** The cockpit's clock against our own monotonic one. */
  #aheadMs = 0;
  readonly #stdout: () => string;
  readonly #stderr: () => string;

  private constructor(folder: DataFolder, child: ChildProcess, ready: Ready, stdout: () => string, stderr: () => string) {
    this.folder = folder;
    this.#child = child;
    this.ready = ready;
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  static async start(
    folder: DataFolder,
    more: readonly string[] = [],
    crash?: string,
    environment: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Headless> {
    const child = launched(folder.arguments([...ownTime(more), ...more]), crash, environment);
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    const until = performance.now() + READY_MS;
    while (!stdout().includes('\n')) {
      if (child.exitCode !== null || performance.now() > until) {
        child.kill('SIGKILL');
        throw new Error(`The cockpit did not get ready (exit ${child.exitCode}): ${stderr().slice(-2_000)}`);
      }
      await pause(20);
    }
    const cockpit = new Headless(folder, child, JSON.parse(stdout()) as Ready, stdout, stderr);
    const { now } = await cockpit.get('/system/status');
    if (typeof now !== 'number') throw new Error('The cockpit does not tell its time');
    cockpit.#aheadMs = now - performance.now();
    return cockpit;
  }

  /** The time by the cockpit's own clock, UTC ms. */
  now(): number {
    return Math.floor(performance.now() + this.#aheadMs);
  }

  get output(): { readonly stdout: string; readonly stderr: string } {
    return { stdout: this.#stdout(), stderr: this.#stderr() };
  }

  /** Resolves when the process has ended by itself; throws when it does not. */
  async gone(): Promise<void> {
    const end = performance.now() + patience(15_000);
    while (this.#child.exitCode === null && this.#child.signalCode === null) {
      if (performance.now() > end) throw new Error(`The process has not ended: ${this.#stderr().slice(-1_000)}`);
      await pause(20);
    }
  }

  /** Power cut. Resolves when the process is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'close');
      this.#child.kill('SIGKILL');
      await gone;
    }
  }

  async terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended & { readonly ms: number }> {
    const began = performance.now();
    const gone = once(this.#child, 'close');
    // A signal would end a process of Windows without a word.
    if (process.platform === 'win32')
      await this.ask('POST', '/system/shutdown', { typed: 'SHUTDOWN', reason: 'the test is over' });
    else this.#child.kill(signal);
    const [code] = (await gone) as [number | null];
    return { code, ...this.output, ms: performance.now() - began };
  }

  async ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.folder.secrets.operatorToken}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    return answered(
      fetch(this.ready.http + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
  }

  get(path: string): Promise<Record<string, unknown>> {
    return this.ask('GET', path).then(({ body }) => body);
  }

  /** A signed delivery; `forged` changes what is signed, or how. */
  webhook(body: string, forged: Partial<Record<'timestamp' | 'nonce' | 'signature', string>> = {}): Promise<Answer> {
    return this.webhookWith(this.folder.secrets.webhookSecret, body, forged);
  }

  /** The same with a secret that was read before: its file may be gone. */
  webhookWith(
    secret: string,
    body: string,
    forged: Partial<Record<'timestamp' | 'nonce' | 'signature', string>> = {},
  ): Promise<Answer> {
    const { timestamp = String(this.now()), nonce = randomBytes(12).toString('hex') } = forged;
    const signature = forged.signature ?? signed(secret, timestamp, nonce, body);
    const headers = { 'x-mikrobot-timestamp': timestamp, 'x-mikrobot-nonce': nonce, 'x-signature': signature };
    return answered(fetch(`${this.ready.http}/webhook/signal`, { method: 'POST', headers, body }));
  }

  async signal(signalId: string, changes: SignalChanges = {}): Promise<Answer> {
    this.lastSignal = await this.signalText(signalId, changes);
    return this.webhook(this.lastSignal);
  }

  /** A canonical signal at the price of this moment, sound unless it is changed. */
  async signalText(
    signalId: string,
    { symbol = 'EURUSD', direction = 'BUY', stopPips = 20, targetPips = 60, ...changes }: SignalChanges = {},
  ): Promise<string> {
    // A symbol has no price before its first quote.
    const market = await until(
      () => this.get(`/market/${symbol}`),
      (seen) => seen['ask'] !== null,
      10_000,
    );
    const { bid, ask, spec } = market as { bid: number; ask: number; spec: { point: number } };
    const up = direction === 'BUY' ? 1 : -1;
    const entry = up === 1 ? ask : bid;
    const level = (pips: number): number => Number((entry + up * pips * spec.point * 10).toFixed(5));
    return JSON.stringify({
      signal_id: signalId,
      symbol,
      timeframe: 'M5',
      pattern_type: 'M5_BOS',
      direction,
      timestamp: new Date(this.now()).toISOString(),
      price_levels: { entry, stop_loss: level(-stopPips), take_profit: level(targetPips) },
      ...changes,
    });
  }

  /** Reads a signal until its state is one of those wanted; whatever it was last when that takes too long. */
  async signalIn(signalId: string, states: readonly string[], withinMs = 10_000): Promise<Record<string, unknown>> {
    return until(
      () => this.get(`/signals/${signalId}`),
      (life) => states.includes(String(life['state'])),
      withinMs,
    );
  }

  /** A signal judged to its end or to a question: the pattern follows what the market's volatility allows at this hour. */
  async judged(signalId: string, changes: SignalChanges = {}): Promise<Record<string, unknown>> {
    for (const pattern of ['M5_BOS', 'M1_BREAK_RETEST']) {
      const id = pattern === 'M5_BOS' ? signalId : `${signalId}-m1`;
      const timeframe = pattern === 'M5_BOS' ? 'M5' : 'M1';
      const { status } = await this.signal(id, { ...changes, pattern_type: pattern, timeframe });
      if (status !== 202) throw new Error(`${id} was answered with ${status}`);
      const life = await this.signalIn(id, ['open', 'awaiting_approval', 'rejected', 'failed']);
      if ((life['reason'] as { code?: string } | null)?.code !== 'volatility') return life;
    }
    throw new Error(`${signalId} found no volatility to trade in`);
  }

  /** A signal that is traded now. */
  async traded(signalId: string, changes: SignalChanges = {}): Promise<Record<string, unknown>> {
    const life = await this.judged(signalId, changes);
    if (life['state'] === 'open' || life['state'] === 'awaiting_approval') return life;
    throw new Error(`${signalId}: ${JSON.stringify(life['reason'])}`);
  }

  /** Every journal record so far. */
  async events(): Promise<readonly { readonly seq: number; readonly type: string; readonly payload: Record<string, unknown> }[]> {
    const all: { seq: number; type: string; payload: Record<string, unknown> }[] = [];
    for (;;) {
      const page = await this.get(`/events?since=${all.at(-1)?.seq ?? 0}&limit=1000`);
      const records = (Array.isArray(page) ? page : page['events']) as typeof all;
      all.push(...records);
      if (records.length < 1_000) return all;
    }
  }
}

export type SignalChanges = Record<string, unknown> & {
  readonly symbol?: string;
  readonly direction?: string;
  readonly stopPips?: number;
  readonly targetPips?: number;
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until it is there, or until it will not come (on a quiet machine: within `quietMs`). */
export async function until<T>(look: () => Promise<T>, isThere: (value: T) => boolean, quietMs: number): Promise<T> {
  const end = performance.now() + patience(quietMs);
  for (;;) {
    const value = await look();
    if (isThere(value) || performance.now() > end) return value;
    await pause(40);
  }
}

export const signed = (secret: string, timestamp: string, nonce: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${nonce}.${body}`).digest('hex')}`;

async function answered(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
  } catch {
    return { status: response.status, body: { text } };
  }
}

function gathered(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}
