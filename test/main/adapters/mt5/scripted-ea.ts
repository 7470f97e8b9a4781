import { createHash, createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Mt5Terminal } from '#main/adapters/mt5/index.ts';
import { MINOR, snapshotText } from '#shared/bridge';
import { TOKEN } from './bridge-in-hand.ts';
import { until } from './waiting.ts';

type Line = Record<string, unknown> & { readonly t: string };
/** The clock of its trade server is three hours ahead of UTC. */
export const SERVER_AHEAD_MS = 10_800_000;
/** How a symbol is described, whatever it is called. */
export const SYMBOL_LINE = {
  t: 'symbol',
  digits: 5,
  point: 0.00001,
  tickSize: 0.00001,
  tickProfit: 1,
  tickLoss: 1,
  contract: 100_000,
  volMin: 0.01,
  volMax: 50,
  volStep: 0.01,
  stops: 0,
  freeze: 0,
  base: 'EUR',
  quote: 'USD',
  margin: 'EUR',
  trade: 'full',
  bid: 1.1,
  ask: 1.10002,
} as const;

/** An Expert Advisor that a test writes itself, at the other end of a real socket. */
export class ScriptedEa {
  readonly heard: Line[] = [];
  readonly socket: Socket;
  seq = 0;
  session = '';
  isClosed = false;
  #beatAt = -Infinity;
  readonly #token: string;
  readonly #login: string;

  constructor(port: number, { token = TOKEN, login = '5012345' }: { readonly token?: string; readonly login?: string } = {}) {
    this.#token = token;
    this.#login = login;
    this.socket = connect({ host: '127.0.0.1', port });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.isClosed = true;
    });
    let rest = '';
    this.socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        this.#hear(JSON.parse(rest.slice(0, end)) as Line);
        rest = rest.slice(end + 1);
      }
    });
  }

  /** Connected, proven, and with a first snapshot: the link is up. */
  static async up(port: number, terminal: Mt5Terminal, who: { readonly login?: string } = {}): Promise<ScriptedEa> {
    const ea = new ScriptedEa(port, who);
    ea.answers = true;
    await ea.greet();
    if (!(await until(() => terminal.link().state === 'up'))) throw new Error('the link does not come up');
    return ea;
  }

  /** What it does about an order; it answers none by itself. */
  onOrder: (line: Line) => void = () => undefined;
  /** Waits with its proof until `prove` is called. */
  isSlow = false;
  /** Answers questions by itself. */
  answers = false;
  /** What the broker calls its symbols. */
  names: readonly string[] = ['EURUSD', 'GBPUSD'];
  positions: { ticket: string; vol: number }[] = [];

  async greet(changes: Record<string, unknown> = {}): Promise<void> {
    if (this.socket.connecting) await once(this.socket, 'connect');
    this.say({
      t: 'hello',
      proto: 1,
      nonce: 'cd'.repeat(16),
      login: this.#login,
      server: 'Demo',
      company: 'Broker',
      build: 5260,
      ea: '0.2.0',
      tradeMode: 'demo',
      marginMode: 'hedging',
      currency: 'USD',
      leverage: 100,
      minor: MINOR,
      chart: 'chart-1',
      ...changes,
    });
  }

  /** Answers the challenge. */
  prove(): void {
    const nonce = this.heard.find(({ t }) => t === 'challenge')?.['nonce'];
    const text = `C|1|${this.#login}|${String(nonce)}|${'cd'.repeat(16)}`;
    this.say({ t: 'auth', mac: createHmac('sha256', this.#token).update(text).digest('hex') });
  }

  say(fields: Record<string, unknown>): void {
    this.seq += 1;
    this.raw(`${JSON.stringify({ seq: this.seq, ...fields })}\n`);
  }

  raw(text: string | Buffer): void {
    if (this.socket.writable) this.socket.write(text);
  }

  beat(changes: Record<string, unknown> = {}): void {
    const now = Date.now();
    this.#beatAt = performance.now();
    this.say({
      t: 'hb',
      ack: 0,
      serverMs: now + SERVER_AHEAD_MS,
      gmtMs: now,
      connected: true,
      terminalTrade: true,
      eaTrade: true,
      accountTrade: true,
      accountExpert: true,
      pingUs: 1,
      balance: 1,
      equity: 1,
      margin: 0,
      positions: 0,
      orders: 0,
      loopMs: 1,
      ...changes,
    });
  }

  snapshot(q?: string, hash?: string): void {
    const question = q === undefined ? {} : { q };
    this.say({ t: 'account', balance: 100_000, equity: 100_000, margin: 0, freeMargin: 100_000, level: 0 });
    this.say({ t: 'names', names: this.names });
    this.say({ t: 'snapshot.begin', rev: this.seq, ms: Date.now(), ...question });
    const rev = this.seq;
    for (const { ticket, vol } of this.positions)
      this.say({
        t: 'position',
        ticket,
        id: ticket,
        sym: 'EURUSD',
        side: 'BUY',
        vol,
        open: 1.1,
        sl: 1,
        tp: 0,
        cur: 1.1,
        profit: 0,
        swap: 0,
        ms: Date.now() + SERVER_AHEAD_MS,
        magic: '0',
        comment: '',
      });
    this.say({
      t: 'snapshot.end',
      rev: rev - 1,
      positions: this.positions.length,
      orders: 0,
      hash: hash ?? createHash('sha256').update(snapshotText(this.positions)).digest('hex'),
      ...question,
    });
  }

  /** Cut off without a word. */
  cut(): void {
    this.socket.destroy();
  }

  saidTo(op: string): readonly Line[] {
    return this.heard.filter((line) => line['op'] === op);
  }

  #hear(line: Line): void {
    this.heard.push(line);
    if (line.t === 'challenge' && !this.isSlow) this.prove();
    if (line.t === 'welcome') {
      this.session = String(line['session']);
      this.beat();
    }
    // The cockpit's heartbeats acknowledge, too: the Expert Advisor beats by a timer of its own.
    if (line.t === 'hb' && this.answers && performance.now() - this.#beatAt > 500) this.beat();
    if (line.t === 'cmd' && this.answers) this.#answer(line);
  }

  #answer(line: Line): void {
    const { op, q, sym } = line;
    const question = String(q);
    if (op === 'snapshot') this.snapshot(question);
    else if (op === 'sub') this.say({ ...SYMBOL_LINE, sym, ms: Date.now() + SERVER_AHEAD_MS, q: question });
    else if (op === 'bars') this.say({ t: 'bars', q: question, sym, rows: [], more: false });
    else if (op === 'history') this.say({ t: 'history.end', q: question, count: 0 });
    else this.onOrder(line);
  }
}
