import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { patience } from '../time/pace.ts';
import type { WindowsProject } from './project.ts';
import type { WindowsProgram } from './session.ts';

/** A data folder as Windows names it, and where this system finds it. */
export type DataPlace = { readonly there: string; readonly here: string };
type Body = Record<string, unknown>;

/** Trades what comes in whatever the day; the demo market's own patterns are left out. */
export const TRADES_ANY = {
  strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 10 }, m1_retest: { sessions: ['any'], maxConcurrent: 10 } },
  cells: { u1: { minScore: 0 } },
  detector: { enabled: false },
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until it is there; throws with what was seen last. A request that fails is a look that saw nothing. */
export async function lookUntil<T>(look: () => Promise<T>, isThere: (seen: T) => boolean, quietMs: number): Promise<T> {
  const end = performance.now() + patience(quietMs);
  for (;;) {
    const seen = await look().catch((error: unknown) => error as T);
    if (!(seen instanceof Error) && isThere(seen)) return seen;
    if (performance.now() > end) throw new Error(`not there after ${quietMs} ms: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}

/** A headless cockpit that runs as a Windows process, one life after the other on one data folder. */
export class WindowsCockpit {
  readonly #project: WindowsProject;
  readonly place: DataPlace;
  #program: WindowsProgram | null = null;
  http = '';

  constructor(project: WindowsProject, place: DataPlace) {
    this.#project = project;
    this.place = place;
  }

  get program(): WindowsProgram {
    if (this.#program === null) throw new Error('it was not started');
    return this.#program;
  }

  /** Writes the configuration as Notepad does: with a byte order mark and CRLF. */
  configure(config: object): void {
    mkdirSync(this.place.here, { recursive: true });
    writeFileSync(join(this.place.here, 'config.json'), `\uFEFF${JSON.stringify(config, null, 2).replaceAll('\n', '\r\n')}`);
  }

  /** `crash`: the point at which this life ends itself (test/process/crash-point.ts). */
  async start(now: string, crash?: string): Promise<void> {
    const before = crash === undefined ? [] : ['--import', './test/process/crash-point.ts'];
    const args = [...before, 'main/headless.ts', '--data', this.place.there, '--http', '127.0.0.1:0', '--now', now];
    const program = this.#project.node(args, crash === undefined ? {} : { COCKPIT_TEST_CRASH: crash });
    this.#program = program;
    await lookUntil(async () => program.stdout.includes('\n') || !program.isRunning, Boolean, 120_000);
    if (!program.isRunning) throw new Error(`it ended: ${program.stderr.slice(-2_000)}`);
    this.http = (JSON.parse(program.stdout) as { http: string }).http;
  }

  get secrets(): Record<'operatorToken' | 'webhookSecret' | 'journalKey', string> {
    return JSON.parse(readFileSync(join(this.place.here, 'secrets.json'), 'utf8')) as never;
  }

  async answer(method: 'GET' | 'POST', path: string, body?: object): Promise<{ readonly status: number; readonly body: Body }> {
    const headers = {
      authorization: `Bearer ${this.secrets.operatorToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const given = await fetch(this.http + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: given.status, body: (await given.json()) as Body };
  }

  async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Body> {
    return (await this.answer(method, path, body)).body;
  }

  /** The answer of the webhook to a signed body. */
  async signed(body: object): Promise<number> {
    const text = JSON.stringify(body);
    const { now } = await this.ask('GET', '/system/status');
    const [timestamp, nonce] = [String(now), randomBytes(12).toString('hex')];
    const mac = createHmac('sha256', this.secrets.webhookSecret).update(`${timestamp}.${nonce}.${text}`).digest('hex');
    const headers = { 'x-mikrobot-timestamp': timestamp, 'x-mikrobot-nonce': nonce, 'x-signature': `sha256=${mac}` };
    return (await fetch(`${this.http}/webhook/signal`, { method: 'POST', headers, body: text })).status;
  }

  /** A buy of EURUSD at its price, 40 pips to the stop and 120 to the target. The answer of the webhook. */
  async buy(id: string): Promise<number> {
    const price = await lookUntil(
      () => this.ask('GET', '/market/EURUSD'),
      ({ ask }) => typeof ask === 'number',
      30_000,
    );
    const entry = price['ask'] as number;
    const { now } = (await this.ask('GET', '/system/status')) as { now: number };
    const levels = { entry, stop_loss: Number((entry - 0.004).toFixed(5)), take_profit: Number((entry + 0.012).toFixed(5)) };
    const signal = { signal_id: id, symbol: 'EURUSD', timeframe: 'M5', pattern_type: 'M5_BOS', direction: 'BUY' };
    return this.signed({ ...signal, timestamp: new Date(now).toISOString(), price_levels: levels });
  }

  /** A signal once it is in one of these states. */
  settled(id: string, states: readonly string[]): Promise<Body> {
    return lookUntil(
      () => this.ask('GET', `/signals/${id}`),
      ({ state }) => states.includes(String(state)),
      30_000,
    );
  }

  /** Ends it in order. Its exit code. */
  async shutDown(): Promise<number | null> {
    await this.ask('POST', '/system/shutdown', { typed: 'SHUTDOWN', reason: 'end of the day' });
    return (await this.program.ended).code;
  }
}
