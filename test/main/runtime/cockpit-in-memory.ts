import { createHmac } from 'node:crypto';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { openDeliveries } from '#main/adapters/deliveries/index.ts';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createPaperTerminal, type PaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { countingIds, virtualClock, type VirtualClock } from '#main/adapters/system/index.ts';
import type { Fault } from '#main/paper-broker/index.ts';
import type {
  Calendar,
  ConfigFile,
  HostDesk,
  Journal,
  JournalWatch,
  Model,
  Notifier,
  OwnDoor,
  RawSignal,
  SourceBook,
  SourceKeys,
  SubmitAnswer,
  TerminalGuard,
} from '#ports';
import { Runtime, RuntimeService, type DropWatch } from '#main/runtime/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { OrderRequest, Source } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import type { CommandName, Refusal, Reply, Request } from '#shared/ipc';
import type { Result } from '#shared/lib';
import { signalDigest, type SignalLife } from '#shared/projection';
import { fedMarket, type FedMarket } from './fed-market.ts';
import { crashableClock, wireTo, type Lifeline } from './wire.ts';

/** A Monday in the overlap of London and New York. */
export const MONDAY = Date.parse('2025-08-04T13:00:00Z');
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;
const PIPS: Readonly<Record<string, number>> = { EURUSD: 0.0001, GBPUSD: 0.0001, USDJPY: 0.01, XAUUSD: 0.1 };
const ANY_SESSION = { sessions: ['any'] };
const STEPS_MAX = 100_000;

/** A canonical signal that every rule lets pass at the prices of this moment; a test changes what it is about. */
export type SignalBody = Record<string, unknown> & { readonly signal_id: string };
export type OpenSent = Extract<OrderRequest, { op: 'open' }>;

export type StoryOptions = {
  /** Merged over the configuration's defaults, except that both strategies trade in any session. */
  readonly config?: Record<string, unknown>;
  readonly symbols?: readonly string[];
  readonly sources?: readonly Source[];
  /** Every secret that may be in a delivery. */
  readonly secrets?: () => readonly string[];
  /** Where sources, their secrets and the configuration are kept, and the door. */
  readonly stores?: {
    readonly book?: SourceBook;
    readonly keys?: SourceKeys;
    readonly configFile?: ConfigFile;
    door?(): OwnDoor;
    drops?(): DropWatch | null;
  };
  /** False: the terminal answers within the call. */
  readonly latency?: boolean;
  readonly journal?: (records: readonly JournalRecord[]) => Journal;
  readonly model?: Model;
  readonly calendar?: Calendar;
  readonly notifier?: Notifier;
  readonly journalWatch?: JournalWatch;
  /** This PC; absent: nothing is known of it. */
  readonly hostDesk?: HostDesk;
  /** The terminal has a guard of its own. */
  readonly guard?: TerminalGuard;
};

/**
 * The whole cockpit in memory and in virtual time: real runtime, desk, engine and paper broker, a market that a test moves.
 * The broker outlives a crash of the cockpit, as the real one does.
 */
export class CockpitInMemory {
  readonly clock: VirtualClock = virtualClock(MONDAY);
  readonly market: FedMarket;
  readonly broker: PaperTerminal;
  /** Faults for the next requests, first come first served; null lets one pass. */
  readonly faults: (Fault | null)[] = [];
  /** Shares of a waiting order that there are at the prices that reach it, in turn; then all of it. */
  readonly shares: number[] = [];
  /** Every request that left the cockpit, also those that were lost on the way. */
  readonly sent: OrderRequest[] = [];
  readonly bugs: Error[] = [];
  readonly notified: string[] = [];
  /** Everything published, over all lives. */
  readonly fed: (readonly JournalRecord[])[] = [];
  /** The next requests that leave the cockpit never arrive. */
  swallowSends = false;
  /** What keeps the machine from serving. */
  strain: string | null = null;
  life: Lifeline = { alive: true, cut: false, blind: false };
  journal!: Journal;
  runtime!: Runtime;
  desk!: RuntimeService;
  #lives = 0;
  #traces = 0;
  readonly #config: Config;
  readonly #options: StoryOptions;

  private constructor(options: StoryOptions) {
    this.#options = options;
    const given = { strategies: { m5_bos: ANY_SESSION, m1_retest: ANY_SESSION }, ...options.config };
    const parsed = parseConfig({
      ...given,
      paper: { symbols: options.symbols ?? SYMBOLS, ...(given['paper' as never] as object) },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    this.#config = parsed.value;
    this.market = fedMarket(options.symbols ?? SYMBOLS);
    this.broker = createPaperTerminal({
      config: this.#config.paper,
      clock: this.clock,
      market: { kind: 'file', market: this.market },
      dataFile: null,
      faults: { strike: () => this.faults.shift() ?? null, reached: () => this.shares.shift() ?? null },
      ...(options.latency === false ? { latency: false } : {}),
    });
  }

  static async open(options: StoryOptions = {}): Promise<CockpitInMemory> {
    const story = new CockpitInMemory(options);
    await story.#begin([], null);
    return story;
  }

  get cockpit(): Runtime['cockpit'] {
    return this.runtime.cockpit;
  }

  /** Everything durable, oldest first. */
  get records(): readonly JournalRecord[] {
    return this.journal.read(0, Number.MAX_SAFE_INTEGER);
  }

  recordsOf<T extends JournalRecord['type']>(type: T): readonly Payload<T>[] {
    return this.records.filter((record) => record.type === type).map((record) => record.payload as Payload<T>);
  }

  /** Entries that left the cockpit for the terminal. */
  get entriesSent(): readonly OpenSent[] {
    return this.sent.filter((request): request is OpenSent => request.op === 'open');
  }

  /** Runs what is due now, and what follows from it, without moving time. */
  async settle(): Promise<void> {
    let quiet = 0;
    for (let step = 0; quiet < 2; step += 1) {
      if (step > STEPS_MAX) throw new Error('The cockpit never comes to rest');
      await turnOfTheLoop();
      quiet = this.clock.runSoon() === 0 ? quiet + 1 : 0;
    }
  }

  /** Moves time on, timer by timer, so that promises in between are heard. */
  async advance(ms: number): Promise<void> {
    const until = this.clock.wallMs() + ms;
    await this.settle();
    for (let due = this.clock.nextDue(); due !== null && due <= until; due = this.clock.nextDue()) {
      this.clock.advanceTo(Math.max(due, this.clock.wallMs()));
      await this.settle();
    }
    this.clock.advanceTo(until);
    await this.settle();
  }

  signalBody(signalId: string, changes: Record<string, unknown> & { stopPips?: number; targetPips?: number } = {}): SignalBody {
    const { stopPips = 20, targetPips = 60, symbol = 'EURUSD', direction = 'BUY', price_levels, ...rest } = changes;
    const quote = this.broker.quote(String(symbol));
    const pip = PIPS[String(symbol)] ?? 0.0001;
    const up = direction === 'BUY' ? 1 : -1;
    const entry = (up === 1 ? quote?.ask : quote?.bid) ?? 1;
    const level = (pips: number): number => Number((entry + up * pips * pip).toFixed(5));
    return {
      signal_id: signalId,
      symbol,
      timeframe: 'M5',
      pattern_type: 'M5_BOS',
      direction,
      timestamp: new Date(this.clock.nowMs()).toISOString(),
      price_levels: { entry, stop_loss: level(-stopPips), take_profit: level(targetPips), ...(price_levels as object) },
      ...rest,
    };
  }

  async submitRaw(body: string, source: RawSignal['source'] = 'webhook'): Promise<SubmitAnswer> {
    this.#traces += 1;
    const answer = this.desk.submit({
      source,
      body,
      receivedAt: Math.floor(this.clock.nowMs()),
      traceId: `trace-${this.#traces}`,
      nonce: null,
    });
    await this.settle();
    return answer;
  }

  /** Submits a good signal with some of it changed, and lets everything happen that happens at once. */
  submit(signalId: string, changes: Parameters<CockpitInMemory['signalBody']>[1] = {}): Promise<SubmitAnswer> {
    return this.submitRaw(JSON.stringify(this.signalBody(signalId, changes)));
  }

  async act<N extends CommandName>(name: N, request: Request<N>): Promise<Result<Reply<N>, Refusal>> {
    const answer = this.desk.command(name, request, 'trader:test');
    await this.settle();
    return answer;
  }

  approve(signalId: string): Promise<Result<{ seq: number }, Refusal>> {
    return this.act('signal.approve', { signalId, digest: this.digest(signalId) });
  }

  digest(signalId: string): string {
    return signalDigest(this.cockpit, this.signal(signalId));
  }

  signal(signalId: string): SignalLife {
    const life = this.cockpit.signals.get(signalId);
    if (life === undefined) throw new Error(`There is no signal ${signalId}`);
    return life;
  }

  /** Where a signal stands, in two words. */
  standing(signalId: string): readonly [string, string | null] {
    const { state, reason } = this.signal(signalId);
    return [state, reason?.code ?? null];
  }

  /** A position of ours, opened the ordinary way. Only for automatic or already approved stories. */
  async opened(signalId: string, changes: Parameters<CockpitInMemory['signalBody']>[1] = {}): Promise<string> {
    await this.submit(signalId, changes);
    if (this.cockpit.pending.has(signalId)) await this.approve(signalId);
    await this.advance(50);
    const { ticket, reason } = this.signal(signalId);
    if (ticket === null) throw new Error(`${signalId} did not open: ${JSON.stringify(reason)}`);
    return ticket;
  }

  async price(symbol: string, bid: number): Promise<void> {
    this.market.move(symbol, bid);
    await this.advance(300);
  }

  /** The process dies here. What was not committed is gone; what was sent is with the broker. */
  crash(): void {
    this.life.alive = false;
  }

  /** Starts again on what is durable. Without a crash before it, the run is sealed first. */
  async restart(): Promise<void> {
    const crashed = !this.life.alive;
    const { run } = this.runtime.options;
    if (!crashed) {
      this.desk.close();
      this.runtime.seal('a test says so');
    }
    const past = this.records;
    this.life.alive = false;
    await this.#begin(past, { run, sealed: !crashed });
  }

  async #begin(
    past: readonly JournalRecord[],
    previous: { readonly run: string; readonly sealed: boolean } | null,
  ): Promise<void> {
    this.#lives += 1;
    const life: Lifeline = { alive: true, cut: false, blind: false };
    this.life = life;
    const clock = crashableClock(this.clock, life);
    this.journal = this.#options.journal?.(past) ?? memoryJournal({ records: past, hashed: false });
    const terminal = wireTo(this.broker, clock, life, (request) => {
      if (!life.alive) return false;
      this.sent.push(request);
      return !this.swallowSends;
    });
    const { guard } = this.#options;
    this.runtime = new Runtime({
      clock,
      ids: countingIds(`${this.#lives}-`),
      journal: this.journal,
      ...(this.#options.journalWatch === undefined ? {} : { journalWatch: this.#options.journalWatch }),
      terminal: guard === undefined ? terminal : { ...terminal, guard },
      log: { write: () => undefined },
      notifier: this.#options.notifier ?? { critical: (title) => void this.notified.push(title) },
      model: this.#options.model ?? null,
      calendar: this.#options.calendar ?? null,
      run: `run-${this.#lives}`,
      version: '0.0.0',
      mode: 'paper',
      config: this.#config,
      ...(this.#options.sources === undefined ? {} : { sources: this.#options.sources }),
      previous,
      pulseMs: 1_000,
      refreshMs: 5_000,
      warmUpBars: 0,
      onBug: (error) => void this.bugs.push(error),
    });
    this.runtime.onFeed((batch) => void this.fed.push(batch));
    this.desk = new RuntimeService({
      runtime: this.runtime,
      setup: null,
      rehearsal: (lastSeq) => ({ terminal: this.broker.copy(), journal: memoryJournal({ lastSeq, hashed: false }) }),
      loopLag: () => ({ p50: null, p99: null, max: null }),
      strain: () => this.strain,
      ...this.#options.stores,
      hostDesk: this.#options.hostDesk ?? null,
      ...(this.#options.secrets === undefined ? {} : { secrets: this.#options.secrets }),
      deliveries: openDeliveries({ file: null, clock: this.clock, log: { write: () => undefined } }),
      sign: (text) => createHmac('sha256', 'test').update(text).digest('hex'),
    });
    const started = this.runtime.start(past);
    const start = { done: false };
    void started.finally(() => {
      start.done = true;
    });
    while (!start.done) {
      await turnOfTheLoop();
      if (this.clock.runSoon() === 0) this.clock.advanceBy(1);
    }
    await started;
    await this.advance(300);
  }
}
