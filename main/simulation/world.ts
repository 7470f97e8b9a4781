import { createHmac } from 'node:crypto';
import type { Config } from '#shared/config';
import { canonicalJson } from '#shared/lib';
import { webhookGate, type WebhookGate } from '../adapters/http/index.ts';
import { createPaperTerminal, type PaperTerminal } from '../adapters/paper-broker/index.ts';
import { countingIds, virtualClock, type VirtualClock } from '../adapters/system/index.ts';
import { createEngine, fold, type Engine } from '#engine';
import type { Fault } from '../paper-broker/index.ts';
import { Runtime, RuntimeService } from '../runtime/index.ts';
import { VERSION } from '../host/version.ts';
import { beginOf } from './config.ts';
import { diceOf } from './dice.ts';
import { Disk } from './disk.ts';
import { crashableClock, PcClock, type ProcessIncarnation } from './incarnation.ts';
import { Mirror } from './mirror.ts';
import { same } from '../host/same.ts';
import { checkLog, SECRETS } from './secrecy.ts';
import { SYMBOLS, walkingMarket, type WalkingMarket } from './walking-market.ts';
import { wireEvents, witnessesOf } from './watching.ts';
import type { Witnesses } from './witness/index.ts';
import { Reach } from './reach.ts';
import { rest, started } from './start.ts';
import { wireTo } from './wire.ts';

const WEEKEND_MS = 2 * 86_400_000;
const REFRESH_MS = 5_000;
const ROUNDS_MAX = 100_000;
/** Every so many lives the window's first picture goes over the wire as text; else it is forked as a window forks its own. */
const WIRED_EVERY = 5;
const MARKET_STREAM = -2;

/** Everything outside the cockpit, and the cockpit in it, life after life: the production runtime on a simulated clock, disk and wire. */
export class World {
  /** True time: the market's, the broker's, everybody's but the PC's. */
  readonly clock: VirtualClock;
  readonly pc: PcClock;
  readonly market: WalkingMarket;
  readonly broker: PaperTerminal;
  readonly disk: Disk;
  readonly witnesses: Witnesses;
  /** Folded from what is durable and nothing else: what the engine must be, and what a window is served first. */
  readonly shadow: Engine = createEngine();
  readonly reach = new Reach();
  /** For the broker's next requests, first come first served. */
  readonly strikes: Fault[] = [];
  /** Faults for the next entries alone. */
  readonly entryStrikes: Fault[] = [];
  /** Shares of a waiting order that there are at the prices that reach it, in turn; then all of it. */
  readonly shares: number[] = [];
  /** Record types told since the last look, for the timeline. */
  readonly told: string[] = [];
  life: ProcessIncarnation = { alive: false };
  runtime!: Runtime;
  service!: RuntimeService;
  /** The gate before signed deliveries: what it has seen ends with the process. */
  gate!: WebhookGate;
  mirror!: Mirror;
  lives = 0;
  records = 0;
  /** Turns of the engine in the lives that have ended. */
  #turnsBefore = 0;
  readonly #config: Config;

  constructor(seed: number, config: Config) {
    this.clock = virtualClock(beginOf(seed));
    this.#config = config;
    this.market = walkingMarket(diceOf(seed, MARKET_STREAM));
    this.broker = createPaperTerminal({
      config: this.#config.paper,
      clock: this.clock,
      market: { kind: 'file', market: this.market },
      dataFile: null,
      faults: {
        strike: ({ op }) => (op === 'open' ? this.entryStrikes.shift() : undefined) ?? this.strikes.shift() ?? null,
        reached: () => this.shares.shift() ?? null,
      },
    });
    this.pc = new PcClock(this.clock);
    this.witnesses = witnessesOf(this, this.#config, REFRESH_MS);
    this.disk = new Disk((records) => {
      for (const record of records) fold(this.shadow, record);
      this.witnesses.durable(records);
    });
  }

  get cockpit(): Runtime['cockpit'] {
    return this.runtime.cockpit;
  }

  /** Turns the engine has taken, over all lives. */
  get turns(): number {
    return this.#turnsBefore + this.runtime.meters.routedTotal;
  }

  get isSound(): boolean {
    return this.life.alive && this.runtime.loop.fault === null;
  }

  /** Runs what is due now, and what follows from it, without moving time. */
  async settle(): Promise<void> {
    for (let round = 0; ; round += 1) {
      if (round > ROUNDS_MAX) throw new Error('The cockpit never comes to rest');
      await rest();
      if (this.clock.runSoon() === 0) return;
    }
  }

  /** Moves time on, timer by timer, so that promises in between are heard. */
  async advance(ms: number): Promise<void> {
    const until = this.clock.wallMs() + ms;
    await this.settle();
    for (let due = this.clock.nextDue(); due !== null && due <= until; due = this.clock.nextDue()) {
      this.clock.advanceTo(Math.max(due, this.clock.wallMs()));
      await this.settle();
      this.witnesses.look();
    }
    this.clock.advanceTo(until);
    await this.settle();
    this.witnesses.look();
  }

  /** Starts again on what is durable. A process that still lives is ended first: with a seal when it can write one. */
  async restart(): Promise<void> {
    const wasSound = this.lives > 0 && this.isSound;
    const previous = this.lives === 0 ? null : { run: this.runtime.options.run, sealed: wasSound };
    if (this.lives > 0 && this.life.alive) {
      this.service.close();
      this.runtime.seal('the simulation says so');
    }
    this.life.alive = false;
    this.disk.next = null;
    this.reach.faults.length = 0;
    this.witnesses.died();
    await this.#begin(previous);
  }

  async #begin(previous: { readonly run: string; readonly sealed: boolean } | null): Promise<void> {
    if (this.lives > 0) this.#turnsBefore = this.turns;
    this.lives += 1;
    const life: ProcessIncarnation = { alive: true };
    this.life = life;
    const own = crashableClock(this.clock, this.pc, life);
    const past = this.disk.records;
    const runtime = new Runtime({
      clock: own,
      ids: countingIds(`${this.lives}-`),
      journal: this.disk.open(life),
      terminal: wireTo({
        broker: this.broker,
        world: this.clock,
        own,
        life,
        reach: this.reach,
        events: wireEvents(this.witnesses),
      }),
      log: {
        write: (level, message, fields) => {
          checkLog(this, level, message, fields);
        },
      },
      notifier: { critical: () => undefined },
      model: null,
      calendar: null,
      run: `run-${this.lives}`,
      version: VERSION,
      mode: 'paper',
      config: this.#config,
      previous,
      pulseMs: 1_000,
      refreshMs: REFRESH_MS,
      warmUpBars: 0,
      onBug: (error) => {
        if (life.alive) this.witnesses.fail('BUG', error.stack ?? error.message);
      },
    });
    this.runtime = runtime;
    this.#mirrored(life, runtime);
    this.service = new RuntimeService({
      runtime,
      setup: null,
      rehearsal: null,
      loopLag: () => ({ p50: null, p99: null, max: null }),
      sign: (text) => createHmac('sha256', 'simulated').update(text).digest('hex'),
    });
    this.gate = webhookGate(() => [SECRETS.webhookSecret], own, this.service);
    await started(this, life, runtime.start(past));
  }

  /** The PC sleeps over a weekend, and every price opens somewhere else. */
  async weekend(pips: number): Promise<void> {
    this.clock.sleep(WEEKEND_MS);
    this.pc.sleptMs += WEEKEND_MS;
    for (const symbol of SYMBOLS) this.market.gap(symbol, pips);
    await this.settle();
  }

  /** The window is closed, and a new one asks for the state and hears the feed from there. */
  reopenWindow(): string {
    if (this.isSound) this.mirror = new Mirror(this.cockpit, true);
    return '';
  }

  /** A window connects as soon as the past is folded, and hears everything from there on. */
  #mirrored(life: ProcessIncarnation, runtime: Runtime): void {
    this.mirror = new Mirror(this.shadow.cockpit, this.lives % WIRED_EVERY === 1);
    runtime.onFeed((batch) => {
      if (!life.alive) return;
      this.mirror.hear(batch);
      this.records += batch.length;
      for (const { type } of batch) this.told.push(type);
      this.witnesses.published(batch);
    });
  }

  /** The broker's books and what a window shows, as one text. */
  standing(): string {
    return canonicalJson({ books: this.broker.snapshot(), window: this.mirror.glance() });
  }

  /** What is durable, folded, is the engine as it stands. */
  checkFolded(): void {
    const { engine, holdsCandles } = this.runtime.loop;
    const isSame = holdsCandles ? same(this.shadow.cockpit, engine.cockpit) : same(this.shadow, engine);
    if (this.isSound && !isSame) this.witnesses.fail('I8', 'The journal folded again is not the engine as it stands');
  }
}
