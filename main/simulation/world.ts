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
import { diceOf } from './dice.ts';
import { Disk } from './disk.ts';
import { crashableClock, type ProcessIncarnation } from './incarnation.ts';
import { Mirror } from './mirror.ts';
import { same } from '../host/same.ts';
import { checkLog, SECRETS } from './secrecy.ts';
import { SYMBOLS, walkingMarket, type WalkingMarket } from './walking-market.ts';
import { Watcher } from './watcher.ts';
import { wireTo, type Reach } from './wire.ts';

/** A Monday in the overlap of London and New York. */
const MONDAY = Date.parse('2025-08-04T13:00:00Z');
/** The Friday before Europe's clocks go back: every tenth story crosses that night when its PC sleeps. */
const FRIDAY = Date.parse('2025-10-24T19:00:00Z');
const WEEKEND_MS = 2 * 86_400_000;
const ROUNDS_MAX = 100_000;
/** Every so many lives the window's first picture goes over the wire as text; else it is forked as a window forks its own. */
const WIRED_EVERY = 5;
const MARKET_STREAM = -2;

/** Comes back when every promise that can go on has gone on. Nothing here waits for the world, so no turn of the loop is needed. */
const rest = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** Everything outside the cockpit, and the cockpit in it, life after life: the production runtime on a simulated clock, disk and wire. */
export class World {
  readonly clock: VirtualClock;
  readonly market: WalkingMarket;
  readonly broker: PaperTerminal;
  readonly disk: Disk;
  readonly watcher: Watcher;
  /** Folded from what is durable and nothing else: what the engine must be, and what a window is served first. */
  readonly shadow: Engine = createEngine();
  readonly reach: Reach = { isCut: false, isBlind: false, faults: [] };
  /** For the broker's next requests, first come first served. */
  readonly strikes: Fault[] = [];
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
    this.clock = virtualClock(seed % 10 === 6 ? FRIDAY : MONDAY);
    this.#config = config;
    this.market = walkingMarket(diceOf(seed, MARKET_STREAM));
    this.broker = createPaperTerminal({
      config: this.#config.paper,
      clock: this.clock,
      market: { kind: 'file', market: this.market },
      dataFile: null,
      faults: { strike: () => this.strikes.shift() ?? null },
    });
    this.watcher = new Watcher(this.broker, () => this.runtime.cockpit);
    this.disk = new Disk((records) => {
      for (const record of records) fold(this.shadow, record);
      this.watcher.durable(records);
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
    }
    this.clock.advanceTo(until);
    await this.settle();
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
    this.watcher.died();
    await this.#begin(previous);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- The wait in between may have changed it.
    if (this.watcher.latch === 'halted' && this.life.alive && this.cockpit.trading.state !== 'halted')
      this.watcher.fail('I3', `The halt did not survive the restart: trading is ${this.cockpit.trading.state}`);
  }

  async #begin(previous: { readonly run: string; readonly sealed: boolean } | null): Promise<void> {
    if (this.lives > 0) this.#turnsBefore = this.turns;
    this.lives += 1;
    const life: ProcessIncarnation = { alive: true };
    this.life = life;
    const own = crashableClock(this.clock, life);
    const past = this.disk.records;
    const runtime = new Runtime({
      clock: own,
      ids: countingIds(`${this.lives}-`),
      journal: this.disk.open(life),
      terminal: wireTo(this.broker, { world: this.clock, own }, life, this.reach, {
        sending: (request) => {
          this.watcher.sending(request, this.disk.failed);
        },
        looked: (snapshot) => {
          this.watcher.looked(snapshot, this.reach.isBlind);
        },
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
      refreshMs: 5_000,
      warmUpBars: 0,
      onBug: (error) => {
        if (life.alive) this.watcher.fail('BUG', error.stack ?? error.message);
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
    this.gate = webhookGate(SECRETS.webhookSecret, own, this.service);
    await this.#started(life, runtime.start(past));
  }

  /** The PC sleeps over a weekend, and every price opens somewhere else. */
  async weekend(pips: number): Promise<void> {
    this.clock.jump(WEEKEND_MS);
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
      this.watcher.published(batch);
    });
  }

  async #started(life: ProcessIncarnation, start: Promise<void>): Promise<void> {
    const end: { done: boolean; error: Error | null } = { done: false, error: null };
    start.then(
      () => {
        end.done = true;
      },
      (error: unknown) => {
        end.done = true;
        end.error = error instanceof Error ? error : new Error(String(error));
      },
    );
    while (!end.done && life.alive) {
      await rest();
      if (this.clock.runSoon() === 0) this.clock.advanceBy(1);
    }
    if (end.error !== null && life.alive) this.watcher.fail('BUG', `The start failed: ${end.error.stack ?? end.error.message}`);
  }

  /** The broker's books and what a window shows, as one text. */
  standing(): string {
    return canonicalJson({ books: this.broker.snapshot(), window: this.mirror.glance() });
  }

  /** What is durable, folded, is the engine as it stands. */
  checkFolded(): void {
    if (this.isSound && !same(this.shadow, this.runtime.loop.engine))
      this.watcher.fail('I8', 'The journal folded again is not the engine as it stands');
  }
}
