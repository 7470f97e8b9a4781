import type { MachineNews } from '#shared/domain';
import type { Input, JournalRecord, OperatorAction } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { keepChoice } from './account-choice.ts';
import { nextDeadline, effectsOnRestart, type Effect, type Engine } from '#engine';
import { AgentLines } from './agent-lines.ts';
import { tellFloor } from './tell-floor.ts';
import type { DealsThen } from './facts.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { EngineLoop } from './engine-loop.ts';
import { JournalCare } from './journal-care.ts';
import { JournalGuard } from './journal-guard.ts';
import { StateKeeper } from './keep-state.ts';
import { bringMachineNews } from './machine-news.ts';
import type { TurnResult } from './mailbox.ts';
import { meterRecord } from './meter-record.ts';
import { Meters } from './meters.ts';
import { operatorMail } from './operator-mail.ts';
import type { RuntimeOptions } from './options.ts';
import { QuietTime } from './quiet-time.ts';
import { Performer } from './performer.ts';
import { soundTerminal } from './sound-terminal.ts';
import { sourcesRead } from './sources/index.ts';
import { Startup } from './startup.ts';
import { haltNow, type StopAsked, type Stopped } from './stop-road.ts';
import { tellCritical } from './tell-critical.ts';
import { TerminalWatch } from './terminal-watch.ts';
import { Watches } from './watches.ts';

type Listener<T> = (value: T) => void;

/** The engine in time: wakes it, performs its effects, and publishes to the windows. The same in desktop, headless, replay and simulation. */
export class Runtime {
  readonly options: RuntimeOptions;
  readonly loop: EngineLoop;
  readonly meters = new Meters();
  readonly startup: Startup;
  readonly startedAt: number;
  readonly #feed = new Set<Listener<readonly JournalRecord[]>>();
  readonly #performer: Performer;
  readonly #watch: TerminalWatch;
  readonly #journal: JournalCare;
  readonly #guard: JournalGuard;
  readonly #keeper = new StateKeeper(this);
  readonly #watches: Watches;
  readonly #deadline: DeadlineTimer;
  readonly #quiet: QuietTime;
  #stopPulse: (() => void) | null = null;
  ready = false;

  constructor(given: RuntimeOptions) {
    const options = { ...given, terminal: soundTerminal(given.terminal, given.log) };
    this.options = options;
    this.startup = new Startup(options.clock);
    this.#deadline = new DeadlineTimer(options.clock, () => this.beat());
    this.startedAt = options.clock.monoMs();
    this.loop = new EngineLoop({
      ...options,
      meters: this.meters,
      perform: (effect: Effect) => {
        this.#performer.perform(effect);
      },
      publish: (batch) => {
        this.#publish(batch);
      },
      onFault: (kind, error) => {
        this.#onFault(kind, error);
      },
    });
    this.#quiet = new QuietTime(this.loop, options);
    const lines = new AgentLines(options.clock, this.meters);
    this.#watches = new Watches({
      loop: this.loop,
      options,
      meters: this.meters,
      lines,
      beat: (read) => {
        this.beat(read);
      },
      look: () => {
        this.#performer.refresh();
      },
      candles: () => this.#watch.candles(),
    });
    this.#performer = new Performer(this.loop, options, this.meters, lines, () => {
      this.#watches.trustClock();
    });
    this.#watch = new TerminalWatch(this.loop, options, this.meters, this.#performer, () => this.beat());
    this.#guard = new JournalGuard(this.loop, options);
    this.#journal = new JournalCare({
      loop: this.loop,
      options,
      latch: () => {
        this.halt({ reason: 'The journal cannot be written', flatten: false }, 'engine');
      },
      beat: () => this.beat(),
    });
  }

  get cockpit(): ReadonlyCockpit {
    return this.loop.engine.cockpit;
  }

  get isIdle(): boolean {
    return this.loop.isIdle && this.#performer.inFlight + this.#watch.inFlight + this.#watches.inFlight === 0;
  }

  /** `past`: the records after those that `kept` has folded already. The explicit order of a start: journal, run, terminal, candles, reconciliation, then what the last run left open. */
  async start(past: Iterable<JournalRecord>, kept: Engine | null = null): Promise<void> {
    const { run, previous, config, mode, version, terminal } = this.options;
    await this.startup.step('journal', () => {
      this.loop.restore(past, kept);
      this.#watches.begin();
      if (previous !== null && !previous.sealed)
        this.#own({ type: 'run.sealed', payload: { how: 'recovered', reason: `Run ${previous.run} ended without a seal` } });
    });
    await this.startup.step('run', () => {
      const anchored = this.options.journalWatch === undefined ? {} : { anchored: true as const };
      const known = { version, mode, terminal: terminal.kind, market: terminal.source, config };
      this.#own({ type: 'run.started', payload: { ...known, ...anchored, ...this.#watches.doubt } });
      for (const sources of sourcesRead(this.cockpit, this.options)) this.#own(sources);
      this.#guard.start();
    });
    await this.startup.step('terminal', () => {
      keepChoice(terminal, this.cockpit.account);
      return terminal.start();
    });
    await this.startup.step('candles', async () => {
      await this.#watch.warmUp();
      if (!this.loop.isClosed) this.#watch.listen();
    });
    if (!this.loop.isClosed) await this.startup.step('reconcile', () => this.#watch.catchUp());
    // Sealed on the way: nothing goes on that would have to be ended again.
    if (this.loop.isClosed) return;
    await this.startup.step('resume', () => {
      const { lastSeq: seq, lastAt: at } = this.cockpit;
      for (const effect of effectsOnRestart(this.loop.engine, { seq, at, correlationId: run })) this.#performer.perform(effect);
    });
    this.#keeper.offer();
    await this.#watches.day(this.cockpit);
    this.#pulse();
    this.#watches.start();
    this.meters.clearWarmUp();
    this.startup.finish();
    this.ready = true;
  }

  /** Ends the run cleanly: no more turns after the seal's own. */
  seal(reason: string): void {
    this.ready = false;
    this.#stopPulse?.();
    this.#deadline.arm(null);
    this.#watch.stop();
    this.#watches.stop();
    this.#journal.stop();
    this.#guard.stop();
    if (this.loop.mend()) this.#own({ type: 'run.sealed', payload: { how: 'clean', reason } });
    this.loop.close();
    this.#keeper.offer();
    this.options.journal.seal();
  }

  /** The emergency stop: latched before this returns. */
  halt(asked: StopAsked, actor: string): Stopped {
    return haltNow(this.loop, this.options, asked, actor);
  }

  /** Something a person asks for: urgent, with the facts of the moment it is decided at. */
  act(action: OperatorAction, actor: string, done?: (result: TurnResult) => void): void {
    this.loop.post('critical', operatorMail(this.cockpit, this.options, action, actor, done));
  }

  /** What the PC does, as the desktop hears of it. After a sleep the clocks and the terminal are looked at, at once. */
  heardOfMachine(news: MachineNews): void {
    bringMachineNews(this.loop, this.options.run, news);
    if (news.what === 'resumed') this.#watches.woke();
  }

  onFeed(listener: Listener<readonly JournalRecord[]>): () => void {
    this.#feed.add(listener);
    return () => this.#feed.delete(listener);
  }

  /** Looks at clock and account once; the replay host calls it as often as it likes. */
  beat(read: DealsThen = null): void {
    this.meters.turned(this.options.clock.nowMs());
    this.#quiet.beat(read);
  }

  #pulse(): void {
    this.#guard.pulse();
    this.#keeper.pulse();
    tellFloor(this.cockpit, this.options);
    if (!this.#watches.clocks()) this.beat();
    this.#watches.pulse();
    this.#stopPulse = this.options.clock.after(this.options.pulseMs, () => this.#pulse());
  }

  /** An input of the runtime's own, decided and durable before this returns. */
  #own(input: Input): void {
    this.loop.urgent({ actor: 'engine', correlationId: this.options.run, causationId: null, make: () => input });
  }

  #publish(batch: readonly JournalRecord[]): void {
    for (const record of batch) meterRecord(this.meters, this.cockpit, record);
    this.#watches.heard(batch);
    this.#deadline.arm(nextDeadline(this.loop.engine));
    for (const listener of this.#feed) listener(batch);
  }

  #onFault(kind: 'journal' | 'bug', error: Error): void {
    if (kind === 'journal') {
      this.#journal.failed(error);
      return;
    }
    this.options.log.write('error', 'Invariant broken: trading is latched', { error: error.stack ?? error.message });
    tellCritical(this.options, 'Cockpit stopped trading', error.message);
    this.options.clock.soon(() => {
      this.options.onBug(error);
    });
  }
}
