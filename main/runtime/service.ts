import type { ProblemCode, SignalSource } from '#shared/domain';
import type { JournalRecord, OperatorAction } from '#shared/events';
import type { LiveFrame, Refusal } from '#shared/ipc';
import { err, type Result, present } from '#shared/lib';
import { readSignals, type ReadSignal } from '#engine';
import type { CockpitService, Health, JournalQuery, Mt5Setup, RawSignal, SubmitAnswer } from '#ports';
import { BrokerSelfTest } from './broker-test.ts';
import { commandHandlers, type Handlers } from './commands.ts';
import { RequestLog } from './request-log.ts';
import { EquityLine } from './equity.ts';
import { excerptOf } from './excerpt.ts';
import { factsFrom } from './facts.ts';
import { submitAnswer } from './submit-answer.ts';
import { tradedFact } from './traded-fact.ts';
import { intakeFacts } from './intake-facts.ts';
import { IntakePressure } from './intake-pressure.ts';
import { liveFrame, type LoopLagView } from './live.ts';
import type { TurnResult } from './mailbox.ts';
import { metricsText } from './metrics/index.ts';
import { NOT_READY, readiness } from './readiness.ts';
import type { Runtime } from './runtime.ts';
import { StopDrill, type Rehearsal } from './stop-drill.ts';
import { certificatesView, marketView, signalView, statusView, webhookView } from './views/index.ts';

/** Live frames a second: often enough to look alive, seldom enough to cost nothing. */
const LIVE_EVERY_MS = 250;
const OVERLOADED: SubmitAnswer = {
  kind: 'unavailable',
  code: 'overloaded',
  detail: 'More signals come in than can be decided: entries wait outside; exits and cancels are taken.',
};

export type RuntimeServiceOptions = {
  readonly runtime: Runtime;
  readonly loopLag: () => LoopLagView;
  /** Null: the terminal cannot be copied, so the stop cannot be rehearsed. */
  readonly rehearsal: Rehearsal | null;
  /** Null: this host cannot set MetaTrader up. */
  readonly setup: Mt5Setup | null;
  /** What keeps the machine from serving, in words; null while nothing does. Absent: nobody looks. */
  readonly strain?: () => string | null;
  /** HMAC of a text with the journal key, hex. */ sign(text: string): string;
};

/** The runtime as its doors see it. */
export class RuntimeService implements CockpitService {
  readonly #runtime: Runtime;
  readonly #options: RuntimeServiceOptions;
  readonly #handlers: Handlers;
  readonly #doorLog: RequestLog;
  readonly #equity = new EquityLine();
  readonly #pressure = new IntakePressure();
  readonly #listeners = new Set<(frame: LiveFrame) => void>();
  #beat = 0;
  #cancel: (() => void) | null = null;

  constructor(options: RuntimeServiceOptions) {
    this.#options = options;
    this.#runtime = options.runtime;
    this.#doorLog = new RequestLog(options.runtime);
    this.#handlers = commandHandlers({
      runtime: options.runtime,
      setup: options.setup,
      drill: new StopDrill(options.runtime, options.rehearsal),
      selfTest: new BrokerSelfTest(options.runtime, (action, actor) => this.#act(action, actor)),
      live: () => this.#frame(),
      equity: () => this.#equity.points,
      act: (action, actor) => this.#act(action, actor),
      sign: (text) => options.sign(text),
    });
    this.#tick();
  }

  async submit(raw: RawSignal): Promise<SubmitAnswer> {
    const { runtime } = this.#options;
    if (runtime.loop.fault !== null) return { kind: 'unavailable', code: 'journal_unavailable', detail: runtime.loop.fault };
    if (!runtime.ready) return { kind: 'unavailable', code: 'not_ready', detail: NOT_READY };
    const answers: SubmitAnswer[] = [];
    // One after the other, in their order: what a body asks for last is asked for after the rest is on record.
    for (const [index, read] of readSignals(raw.body, raw.source, raw.receivedAt, intakeFacts(runtime)).entries())
      answers.push(await this.#submitOne(read, index === 0 ? raw : { ...raw, nonce: null }));
    const isTaken = ({ kind }: SubmitAnswer): boolean => kind === 'accepted' || kind === 'duplicate';
    const told = answers.find((answer) => !isTaken(answer)) ?? answers.findLast(({ kind }) => kind === 'accepted') ?? answers[0];
    return present(told, 'a body is read as one message at least');
  }

  async #submitOne({ arrival, fingerprint }: ReadSignal, raw: RawSignal): Promise<SubmitAnswer> {
    const { runtime } = this.#options;
    const { terminal } = runtime.options;
    const symbol = arrival.kind === 'signal' ? arrival.signal.symbol : null;
    // What takes risk away overtakes what adds it, from the door on.
    const lane = arrival.kind === 'signal' && arrival.signal.kind !== 'entry' ? 'critical' : 'normal';
    const { clock } = runtime.options;
    const beganMs = clock.monoMs();
    if (lane === 'normal' && !this.#pressure.admits(beganMs)) return OVERLOADED;
    const { traceId, source, nonce } = raw;
    const receivedAt = Math.floor(raw.receivedAt);
    if (lane === 'normal') this.#pressure.began();
    const result = await new Promise<TurnResult>((resolve) => {
      runtime.loop.post(lane, {
        actor: source,
        correlationId: traceId,
        causationId: null,
        done: resolve,
        make: () => ({
          type: 'signal.arrived',
          payload: {
            arrival,
            source,
            traceId,
            fingerprint,
            nonce,
            receivedAt,
            ...(arrival.kind === 'signal' ? {} : { excerpt: excerptOf(raw.body) }),
            ...tradedFact(runtime.options.journal, arrival, fingerprint),
            facts: factsFrom(terminal, symbol),
          },
        }),
      });
    });
    if (lane === 'normal') this.#pressure.ended(beganMs, clock.monoMs());
    return submitAnswer(result, raw);
  }

  refuseAtDoor(refusal: {
    readonly code: ProblemCode;
    readonly source: SignalSource;
    readonly detail: string;
    readonly nonce: string | null;
    readonly body?: string;
  }): void {
    this.#doorLog.add(refusal);
  }

  nonceSeen(nonce: string): boolean {
    return this.#runtime.loop.engine.intake.nonces.has(nonce);
  }

  command: CockpitService['command'] = async (name, request, actor) => this.#handlers[name](request, actor);

  status(): Readonly<Record<string, unknown>> {
    return statusView(this.#runtime.cockpit, this.#frame());
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
    return metricsText({ cockpit: this.#runtime.cockpit, live: this.#frame() });
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
    this.#doorLog.flush();
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
