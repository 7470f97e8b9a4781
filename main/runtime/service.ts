import type { JournalRecord, OperatorAction, OrderAsk } from '#shared/events';
import type { LiveFrame, Refusal } from '#shared/ipc';
import { err, type Result } from '#shared/lib';
import type {
  ChannelTest,
  CockpitService,
  DeliveryStore,
  DeliveryTrial,
  DoorRefusal,
  Health,
  JournalQuery,
  LogBook,
  Mt5Setup,
  OwnDoor,
  RawSignal,
  SubmitAnswer,
} from '#ports';
import { BrokerSelfTest } from './broker-test.ts';
import { commandHandlers, type Handlers } from './commands.ts';
import { Custody } from './custody/index.ts';
import { RequestLog } from './request-log.ts';
import { EquityLine } from './equity.ts';
import { factsFrom } from './facts.ts';
import { KeptDoor } from './kept-door.ts';
import { liveFrame, type LoopLagView } from './live.ts';
import type { TurnResult } from './mailbox.ts';
import { metricsText } from './metrics/index.ts';
import { accountLine, People, type NotifyDesk, type NotifySettings, type Surroundings } from './notifications/index.ts';
import { readiness } from './readiness.ts';
import type { Runtime } from './runtime.ts';
import type { SourceStores } from './source-commands.ts';
import { StopDrill, type Rehearsal } from './stop-drill.ts';
import { trialOf } from './trial.ts';
import { certificatesView, marketView, signalView, statusView, webhookView } from './views/index.ts';

/** Live frames a second: often enough to look alive, seldom enough to cost nothing. */
const LIVE_EVERY_MS = 250;
export type RuntimeServiceOptions = SourceStores & {
  readonly runtime: Runtime;
  readonly loopLag: () => LoopLagView;
  /** Null: the terminal cannot be copied, so the stop cannot be rehearsed. */
  readonly rehearsal: Rehearsal | null;
  /** Null: this host cannot set MetaTrader up. */
  readonly setup: Mt5Setup | null;
  /** What keeps the machine from serving, in words; null while nothing does. Absent: nobody looks. */
  readonly strain?: () => string | null;
  /** Who is told of alarms besides the window; null or absent: nobody. */
  readonly notify?: NotifySettings | null;
  /** Shows and changes who is told; null or absent: nothing can be changed here. */
  readonly channels?: NotifyDesk | null;
  /** The door for signals; null until it listens. Absent: there is none. */
  readonly door?: () => OwnDoor | null;
  /** Where deliveries are kept; absent: nowhere. */
  readonly deliveries?: DeliveryStore;
  /** Every secret that may be in a delivery. Absent: none is known. */
  readonly secrets?: () => readonly string[];
  /** The log as it is kept; null or absent: it is not. */
  readonly logBook?: LogBook | null;
  /** HMAC of a text with the journal key, hex. */ sign(text: string): string;
};

/** The runtime as its doors see it. */
export class RuntimeService implements CockpitService {
  readonly #runtime: Runtime;
  readonly #options: RuntimeServiceOptions;
  readonly #handlers: Handlers;
  readonly #doorLog: RequestLog;
  readonly #equity = new EquityLine();
  readonly #door: KeptDoor;
  readonly #people: People;
  readonly #listeners = new Set<(frame: LiveFrame) => void>();
  #beat = 0;
  #cancel: (() => void) | null = null;

  constructor(options: RuntimeServiceOptions) {
    this.#options = options;
    this.#runtime = options.runtime;
    const custody = options.deliveries === undefined ? null : new Custody(options.deliveries, options.secrets ?? (() => []));
    this.#doorLog = new RequestLog(options.runtime, custody);
    this.#door = new KeptDoor(options.runtime, custody);
    this.#people = new People(this.#around(), options.channels ?? null, options.notify ?? null);
    this.#handlers = commandHandlers({
      runtime: options.runtime,
      setup: options.setup,
      door: options.door ?? (() => null),
      drill: new StopDrill(options.runtime, options.rehearsal),
      selfTest: new BrokerSelfTest(options.runtime, (action, actor) => this.#act(action, actor)),
      deliveries: options.deliveries ?? null,
      channels: this.#people,
      logBook: options.logBook ?? null,
      book: options.book,
      keys: options.keys,
      live: () => this.#frame(),
      equity: () => this.#equity.points,
      act: (action, actor) => this.#act(action, actor),
      byHand: {
        place: (ask, actor) => this.#door.place(ask, options.runtime.options.ids.next('order'), actor),
        reverse: (ask, actor) => this.#door.reverse(ask, options.runtime.options.ids.next('order'), actor),
      },
      sign: (text) => options.sign(text),
    });
    this.#tick();
  }

  submit(raw: RawSignal): Promise<SubmitAnswer> {
    return this.#door.submit(raw);
  }

  trial(raw: Pick<RawSignal, 'source' | 'body' | 'receivedAt'>): DeliveryTrial {
    return trialOf(this.#runtime, raw);
  }

  place(ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    return this.#door.place(ask, traceId, actor);
  }

  refuseAtDoor(refusal: DoorRefusal): void {
    this.#doorLog.add(refusal);
  }

  nonceSeen(nonce: string): boolean {
    return this.#runtime.loop.engine.intake.nonces.has(nonce);
  }

  command: CockpitService['command'] = async (name, request, actor) => this.#handlers[name](request, actor);

  status(): Readonly<Record<string, unknown>> {
    return { ...statusView(this.#runtime.cockpit, this.#frame()), notifications: this.#people.view() };
  }

  webhookStatus(): Readonly<Record<string, unknown>> {
    return webhookView(this.#runtime.cockpit);
  }

  signals({
    state,
    limit,
    after,
  }: {
    readonly state: string | null;
    readonly limit: number;
    readonly after: string | null;
  }): readonly unknown[] {
    const newestFirst = [...this.#runtime.cockpit.signals.values()].reverse();
    const from = after === null ? 0 : newestFirst.findIndex((life) => life.signalId === after) + 1;
    return newestFirst
      .slice(from)
      .filter((life) => state === null || life.state === state)
      .slice(0, limit)
      .map((life) => signalView(this.#runtime.cockpit, life));
  }

  signal(signalId: string): unknown {
    const life = this.#runtime.cockpit.signals.get(signalId);
    return life === undefined ? null : signalView(this.#runtime.cockpit, life);
  }

  market(symbol: string): unknown {
    return marketView(this.#runtime.options.terminal, this.#runtime.options.clock, symbol);
  }

  events(query: JournalQuery): readonly JournalRecord[] {
    return this.#runtime.options.journal.find(query);
  }

  certificates(): readonly unknown[] {
    return certificatesView(this.#runtime.cockpit);
  }

  health(): Health {
    return readiness(this.#runtime, this.#options.strain?.() ?? null);
  }

  metrics(): Promise<string> {
    return metricsText({
      cockpit: this.#runtime.cockpit,
      live: this.#frame(),
      notifications: this.#people.view(),
    });
  }

  async testChannels(): Promise<readonly ChannelTest[]> {
    return this.#people.test(null);
  }

  onFeed(listener: (batch: readonly JournalRecord[]) => void): () => void {
    return this.#runtime.onFeed(listener);
  }

  onLive(listener: (frame: LiveFrame) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#cancel?.();
    this.#people.close();
    this.#doorLog.flush();
    this.#options.deliveries?.close();
  }

  #around(): Surroundings {
    const runtime = this.#runtime;
    const { clock, log, terminal } = runtime.options;
    const account = (): string => accountLine(factsFrom(terminal, null).account);
    return { clock, log, cockpit: () => runtime.cockpit, account, isWell: () => this.health().ready };
  }

  #frame(): LiveFrame {
    return liveFrame(this.#runtime, this.#beat, this.#options.loopLag());
  }

  #tick(): void {
    const { clock, terminal } = this.#runtime.options;
    this.#beat += 1;
    this.#equity.sample(terminal, Math.floor(clock.nowMs()));
    if (this.#listeners.size > 0) {
      const frame = this.#frame();
      for (const listener of this.#listeners) listener(frame);
    }
    this.#cancel = clock.after(LIVE_EVERY_MS, () => {
      this.#tick();
    });
  }

  async #act(action: OperatorAction, actor: string): Promise<Result<{ seq: number }, Refusal>> {
    const result = await new Promise<TurnResult>((resolve) => {
      this.#runtime.act(action, actor, resolve);
    });
    if (result.kind === 'lost') return err({ kind: 'refused', code: result.code, detail: result.detail });
    if (result.answer?.kind === 'refused') return err(result.answer);
    return { ok: true, value: { seq: result.seq } };
  }
}
