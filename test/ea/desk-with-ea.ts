import { createHmac } from 'node:crypto';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { confirmedInMemory, Mt5Terminal, pinInMemory, terminalCalendar, type Mt5Options } from '#main/adapters/mt5/index.ts';
import type { PaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { crashableClock, type Lifeline } from '../main/runtime/wire.ts';
import { countingIds } from '#main/adapters/system/index.ts';
import type { Terminal } from '#ports';
import { Runtime, RuntimeService } from '#main/runtime/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import type { TerminalSnapshot } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { compiledEa } from './compiled-ea.ts';
import { CommonFolder, EaProcess, TOKEN } from './ea-process.ts';
import { CidTable, TerminalDouble } from './terminal-double.ts';
import { paperOver } from './paper-over-venue.ts';
import type { CuttingWire } from './cutting-wire.ts';
import { Venue } from './venue.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { clock, pause } from './ea-clock.ts';

const ANY = { sessions: ['any'], maxConcurrent: 9 };
/**
 * Who trades at the venue: the shipped Expert Advisor or the quick double of a whole terminal, both over the bridge, or the
 * paper terminal inside the process.
 */
export type FarEnd = 'compiled' | 'double' | 'paper';
type Changes = {
  /** The venue as it is to be when the terminal comes. */
  readonly venue?: (venue: Venue) => void;
  readonly far?: FarEnd;
  /** What the terminal is connected by; without it, directly. */
  readonly wire?: CuttingWire;
  readonly suffix?: string;
  /** What the broker deals with, whatever the account shows. */
  readonly leverage?: number;
  readonly netting?: boolean;
  /** Lots that the broker takes in one direction, by symbol. */
  readonly volumeLimits?: Readonly<Record<string, number>>;
  /** Minutes of the past that the desk reads of every symbol at its start. */
  readonly warmUpBars?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly options?: Partial<Mt5Options>;
  readonly config?: Record<string, unknown>;
};

/** Venue, compiled Expert Advisor, real bridge, real runtime and engine: everything but MetaTrader itself. */
export class DeskWithEa {
  readonly venue: Venue;
  readonly folder = new CommonFolder();
  readonly logged: string[] = [];
  readonly bugs: Error[] = [];
  terminal!: Terminal;
  runtime!: Runtime;
  desk!: RuntimeService;
  journal = memoryJournal({ hashed: false });
  ea!: EaProcess;
  double: TerminalDouble | null = null;
  readonly #table = new CidTable();
  #mt5!: Mt5Terminal;
  #paper: PaperTerminal | null = null;
  readonly #far: FarEnd;
  readonly #wire: CuttingWire | null;
  readonly #config: Config;
  readonly #options: Partial<Mt5Options>;
  readonly #warmUpBars: number;
  #life: Lifeline = { alive: true, cut: false, blind: false };
  /** Resolves when the cockpit of now dies. */
  #death = Promise.withResolvers<'died'>();
  #lives = 0;
  #venuePort = 0;
  #count = 0;
  readonly #inputs: Readonly<Record<string, string>>;

  private constructor({
    far = 'compiled',
    wire,
    suffix = '',
    leverage = 100,
    netting = false,
    volumeLimits = {},
    warmUpBars = 200,
    inputs = {},
    options = {},
    config = {},
    venue = () => undefined,
  }: Changes) {
    this.#far = far;
    this.#wire = wire ?? null;
    this.#options = options;
    this.#warmUpBars = warmUpBars;
    this.venue = new Venue(suffix, leverage, netting ? 'netting' : 'hedging', volumeLimits);
    venue(this.venue);
    this.#inputs = inputs;
    const parsed = parseConfig({
      approvals: { mode: 'auto' },
      strategies: { m5_bos: ANY, m1_retest: ANY },
      cells: {
        u1: { minScore: 0 },
        u2: { minProbability: 0, minConfidence: 0 },
        u3: { maxOpenPositions: 9, onePositionPerSymbol: false, opposite: 'allow' },
      },
      detector: { enabled: false },
      ...config,
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    this.#config = parsed.value;
    this.#build(0, null);
  }

  /** One life of the cockpit: its side of the bridge, or the paper terminal, and the engine over it. */
  #build(port: number, previous: { readonly run: string; readonly sealed: boolean } | null): void {
    this.#lives += 1;
    this.#life = { alive: true, cut: false, blind: false };
    this.#death = Promise.withResolvers<'died'>();
    const own = crashableClock(clock, this.#life);
    const ids = countingIds(this.#lives === 1 ? 'ea-' : `ea${this.#lives}-`);
    const log = { write: (_level: string, text: string) => void this.logged.push(text) };
    const mt5 = new Mt5Terminal({
      host: '127.0.0.1',
      port,
      token: TOKEN,
      clock: own,
      ids,
      log,
      symbols: ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'],
      names: {},
      pips: {},
      confirmed: confirmedInMemory(),
      account: { login: null, allowLive: false },
      pin: pinInMemory(),
      caps: () => ({ maxLots: 50, maxPositions: 9 }),
      ...this.#options,
    });
    this.#mt5 = mt5;
    this.#paper = this.#far === 'paper' ? paperOver(this.venue, own) : null;
    this.terminal = this.#paper ?? mt5;
    this.runtime = new Runtime({
      clock: own,
      ids,
      journal: this.journal,
      terminal: this.terminal,
      log,
      notifier: { critical: () => undefined },
      model: null,
      calendar: this.#paper === null ? terminalCalendar(mt5, own) : null,
      run: `run-${this.#lives}`,
      version: '0.0.0',
      mode: 'demo',
      config: this.#config,
      previous,
      pulseMs: 200,
      refreshMs: 500,
      warmUpBars: this.#warmUpBars,
      onBug: (error) => void this.bugs.push(error),
    });
    this.desk = new RuntimeService({
      runtime: this.runtime,
      setup: null,
      rehearsal: null,
      loopLag: () => ({ p50: null, p99: null, max: null }),
      sign: (text) => createHmac('sha256', 'test').update(text).digest('hex'),
    });
  }

  /** The cockpit's process dies and starts again on what is durable, after so long; the far end lives on. */
  async restartCockpit(awayMs = 0): Promise<void> {
    const { run } = this.runtime.options;
    const past = this.journal.read(0, Number.MAX_SAFE_INTEGER);
    this.#life.alive = false;
    this.#death.resolve('died');
    this.journal = memoryJournal({ records: past, hashed: false });
    // Behind a wire it may listen anywhere: while nobody does, a number may be given to another desk.
    const port = this.#wire === null ? this.#bridgePort : 0;
    if (this.#wire !== null) this.#wire.target = 0;
    await this.terminal.stop();
    if (awayMs > 0) await pause(awayMs);
    this.#build(port, { run, sealed: false });
    await this.runtime.start(past);
    if (this.#wire !== null) this.#wire.target = this.#bridgePort;
    if (this.#paper !== null) void this.#paper.start();
  }

  get #bridgePort(): number {
    return this.#paper === null ? Number(this.terminal.bridge?.address?.split(':').at(-1)) : 0;
  }

  /** False from a cockpit's death until its next life has begun. */
  get isAlive(): boolean {
    return this.#life.alive;
  }

  /** The far side of the bridge; not there with the paper terminal. */
  get mt5(): Mt5Terminal {
    return this.#mt5;
  }

  static async open(changes: Changes = {}): Promise<DeskWithEa> {
    if ((changes.far ?? 'compiled') === 'compiled') compiledEa(); // Before anything runs that would miss its beats meanwhile.
    const desk = new DeskWithEa(changes);
    desk.#venuePort = await desk.venue.start();
    await desk.runtime.start([]);
    desk.attach();
    return desk;
  }

  /** Opens and waits until the link is up and the engine has seen it. */
  static async connected(changes: Changes = {}): Promise<DeskWithEa> {
    const desk = await DeskWithEa.open(changes);
    if (!(await desk.isUp())) throw new Error(`No link: ${desk.logged.join('\n')}\n${desk.double === null ? desk.ea.log : ''}`);
    // Looks that failed before there was a terminal may have opened the breaker: no entry is taken until it closes.
    await until(() => (desk.runtime.cockpit.breakers.get('terminal/read')?.state ?? 'CLOSED') === 'CLOSED', 60_000);
    // Prices have grown old meanwhile.
    for (const symbol of desk.terminal.symbols()) await desk.#priced(symbol);
    return desk;
  }

  attach(): void {
    if (this.#paper !== null) {
      void this.#paper.start();
      return;
    }
    const port = this.#wire?.port ?? this.#bridgePort;
    if (this.#wire !== null && this.#life.alive) this.#wire.target = this.#bridgePort;
    if (this.#far === 'double') this.double = new TerminalDouble(this.venue, port, this.#table);
    else this.ea = new EaProcess(this.#venuePort, port, this.folder, this.#inputs);
  }

  /** The terminal's process ends without a word, and is started again. */
  async restartTerminal(): Promise<void> {
    if (this.#paper !== null) this.#paper.cutFor(50);
    else if (this.double === null) await this.ea.kill();
    else this.double.end();
    await until(() => this.terminal.link().state === 'down');
    this.attach();
  }

  /** Both die at once. The terminal is back at once, and alone for so long. */
  async restartBoth(awayMs: number, isBack: () => void): Promise<void> {
    const cockpit = this.restartCockpit(awayMs);
    if (this.double === null) await this.ea.kill();
    else this.double.end();
    this.attach();
    isBack();
    await cockpit;
  }

  isUp(): Promise<boolean> {
    return until(() => this.terminal.link().state === 'up' && this.terminal.snapshot() !== null, 15_000);
  }

  /** A look at the terminal of now. */
  async looked(): Promise<TerminalSnapshot> {
    const seen = await this.terminal.refresh();
    if (seen === null) throw new Error(`The terminal cannot be looked at: ${this.logged.join('\n')}`);
    return seen;
  }

  /** A price of this moment, and it has come. */
  async #priced(symbol: string): Promise<void> {
    const bid = this.venue.account.quote(symbol)?.bid ?? 0;
    const now = clock.nowMs();
    this.venue.price(symbol, bid);
    // The server tells whole seconds.
    await until(() => (this.terminal.quote(symbol)?.at ?? 0) >= now - 1_000);
  }

  records<T extends JournalRecord['type']>(type: T): readonly Extract<JournalRecord, { type: T }>[] {
    return this.journal.read(0, 1e9).filter((record): record is Extract<JournalRecord, { type: T }> => record.type === type);
  }

  /** A sound signal at the price of this moment: what was answered, or `died` when the cockpit did before that. */
  async signal(
    signalId: string,
    {
      symbol = 'EURUSD',
      side = 'BUY',
      stopPips = 20,
      ...more
    }: { symbol?: string; side?: 'BUY' | 'SELL'; stopPips?: number; [more: string]: unknown } = {},
  ): Promise<string> {
    const quote = this.terminal.quote(symbol);
    const spec = this.terminal.spec(symbol);
    if (quote === null || spec === null) throw new Error(`no price of ${symbol}`);
    const up = side === 'BUY' ? 1 : -1;
    const entry = up === 1 ? quote.ask : quote.bid;
    const level = (pips: number): number => Number((entry + up * pips * spec.pip).toFixed(spec.digits));
    this.#count += 1;
    const body = JSON.stringify({
      signal_id: signalId,
      symbol,
      timeframe: 'M5',
      pattern_type: 'M5_BOS',
      direction: side,
      timestamp: new Date(clock.nowMs()).toISOString(),
      price_levels: { entry, stop_loss: level(-stopPips), take_profit: level(3 * stopPips) },
      ...more,
    });
    const answer = this.desk.submit({
      source: 'webhook',
      body,
      receivedAt: clock.nowMs(),
      traceId: `t${this.#count}`,
      nonce: null,
    });
    return Promise.race([answer.then(({ kind }) => kind), this.#death.promise]);
  }

  /** A command of the trader; a cockpit that dies before it answers is an error. */
  async ask(...[channel, asked]: [Parameters<RuntimeService['command']>[0], Parameters<RuntimeService['command']>[1]]) {
    const answer = await Promise.race([this.desk.command(channel, asked, 'trader:test'), this.#death.promise]);
    if (answer === 'died') throw new Error(`The cockpit died before it answered ${channel}`);
    return answer;
  }

  life(signalId: string): SignalLife | undefined {
    return this.runtime.cockpit.signals.get(signalId);
  }

  /** Waits until the signal is in one of those states; the state and the reason it is in. */
  async state(
    signalId: string,
    states: readonly string[],
    withinMs = 10_000,
  ): Promise<readonly [string | undefined, string | null | undefined]> {
    await until(() => states.includes(this.life(signalId)?.state ?? ''), withinMs);
    const life = this.life(signalId);
    return [life?.state, life?.reason?.text];
  }

  async close(): Promise<number | null> {
    this.double?.end();
    const code = this.double === null && this.#paper === null ? await this.ea.end() : 0;
    this.desk.close();
    await this.terminal.stop();
    this.runtime.seal('the test is over');
    this.venue.stop();
    this.folder.remove();
    return code;
  }
}
