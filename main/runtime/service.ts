import type { MachineNews } from '#shared/domain';
import type { JournalRecord, OperatorAction, OrderAsk } from '#shared/events';
import type { LiveFrame } from '#shared/ipc';
import type {
  BarsAsk,
  ChannelTest,
  CockpitService,
  DeliveryTrial,
  DoorRefusal,
  Health,
  Holder,
  JournalQuery,
  RawSignal,
  SignalsAsk,
  SubmitAnswer,
  TriedSignal,
} from '#ports';
import { notedAct } from './admin-commands.ts';
import { actOn } from './act-on.ts';
import { BrokerSelfTest } from './broker-test.ts';
import { commandHandlers, type Handlers } from './commands.ts';
import { Custody } from './custody/index.ts';
import { RequestLog } from './request-log.ts';
import { EquityLine } from './equity.ts';
import { holderOf } from './holder-of.ts';
import { KeptDoor } from './kept-door.ts';
import { liveFrame } from './live.ts';
import { metricsText } from './metrics/index.ts';
import { People, surroundingsOf } from './notifications/index.ts';
import { readiness } from './readiness.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeServiceOptions } from './service-options.ts';
import { StopDrill } from './stop-drill.ts';
import {
  barsView,
  certificatesView,
  heldOrders,
  heldPositions,
  marketView,
  signalsView,
  signalView,
  statusView,
  tokensView,
  webhookView,
} from './views/index.ts';

/** Live frames a second: often enough to look alive, seldom enough to cost nothing. */
const LIVE_EVERY_MS = 250;
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
  readonly #act = (action: OperatorAction, actor: string) => actOn(this.#runtime, action, actor);
  #beat = 0;
  #cancel: (() => void) | null = null;

  constructor(options: RuntimeServiceOptions) {
    this.#options = options;
    this.#runtime = options.runtime;
    const { deliveries, secrets = () => [] } = options;
    const custody = deliveries === undefined ? null : new Custody(deliveries, secrets);
    this.#doorLog = new RequestLog(options.runtime, custody, secrets);
    this.#door = new KeptDoor(options.runtime, custody, secrets);
    this.#people = new People(
      surroundingsOf(this.#runtime, () => this.health().ready),
      options.channels ?? null,
      options.notify ?? null,
    );
    this.#handlers = commandHandlers({
      runtime: options.runtime,
      setup: options.setup,
      door: options.door ?? (() => null),
      drops: options.drops ?? (() => null),
      tried: (raw, laterMs) => this.#door.trial(raw, laterMs),
      host: options,
      hostDesk: options.hostDesk ?? null,
      secrets,
      status: () => this.status(),
      drill: new StopDrill(options.runtime, options.rehearsal),
      selfTest: new BrokerSelfTest(options.runtime, this.#act),
      deliveries: options.deliveries ?? null,
      channels: this.#people,
      logBook: options.logBook ?? null,
      book: options.book,
      keys: options.keys,
      live: () => this.#frame(),
      equity: () => this.#equity.points,
      act: this.#act,
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

  trial = (raw: TriedSignal): DeliveryTrial => this.#door.trial(raw);

  place(ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    return this.#door.place(ask, traceId, actor);
  }

  refuseAtDoor(refusal: DoorRefusal): void {
    this.#doorLog.add(refusal);
  }

  nonceSeen(nonce: string): boolean {
    return this.#runtime.loop.engine.intake.nonces.has(nonce);
  }

  holder = (hash: string): Holder | null => holderOf(this.#runtime, hash);

  command: CockpitService['command'] = async (name, request, actor) => {
    const noted = notedAct(name, request);
    if (noted !== null) await this.#act(noted, actor);
    return this.#handlers[name](request, actor);
  };

  status(): Readonly<Record<string, unknown>> {
    return { ...statusView(this.#runtime.cockpit, this.#frame()), notifications: this.#people.view() };
  }

  webhookStatus = (): Readonly<Record<string, unknown>> => webhookView(this.#runtime.cockpit);

  signals(query: SignalsAsk): readonly unknown[] {
    return signalsView(this.#runtime.cockpit, query);
  }

  signal(signalId: string): unknown {
    const life = this.#runtime.cockpit.signals.get(signalId);
    return life === undefined ? null : signalView(this.#runtime.cockpit, life);
  }

  market = (symbol: string): unknown => marketView(this.#runtime.options.terminal, this.#runtime.options.clock, symbol);

  bars(symbol: string, ask: BarsAsk): unknown {
    const { terminal } = this.#runtime.options;
    return terminal.spec(symbol) === null ? null : barsView(this.#runtime.loop.engine.market, symbol, terminal.source, ask);
  }

  positions = (): unknown => heldPositions(this.#runtime.cockpit, this.#frame());

  orders = (): unknown => heldOrders(this.#runtime.cockpit, this.#frame());

  tokens = (): readonly unknown[] => tokensView(this.#runtime.cockpit, Math.floor(this.#runtime.options.clock.nowMs()));

  events(query: JournalQuery): readonly JournalRecord[] {
    return this.#runtime.options.journal.find(query);
  }

  certificates(): readonly unknown[] {
    return certificatesView(this.#runtime.cockpit);
  }

  heardOfMachine = (news: MachineNews): void => this.#runtime.heardOfMachine(news);

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

  async testChannels(actor: string): Promise<readonly ChannelTest[]> {
    await this.#act({ act: 'note-act', what: 'channels.test', detail: '' }, actor);
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
}
