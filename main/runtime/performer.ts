import type { Outcome, Position } from '../../shared/domain/index.ts';
import { effectOf, signalOfSetup, type Effect } from '../engine/index.ts';
import { digestOf } from '../../shared/lib/index.ts';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom } from './facts.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';

type Send = Extract<Effect, { kind: 'send' }>;
/** A lost order is looked for this often until it is found, or its deadline has passed and it is nowhere. */
const PROBE_EVERY_MS = 2_000;

/** Carries out effects of durable records and brings the world's answers back as inputs. Decides nothing. */
export class Performer {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  readonly #meters: Meters;
  /** Effects whose answer has not come back yet. */
  inFlight = 0;
  #refreshing = false;
  #refreshAgain = false;

  constructor(loop: EngineLoop, options: RuntimeOptions, meters: Meters) {
    this.#loop = loop;
    this.#options = options;
    this.#meters = meters;
  }

  perform(effect: Effect): void {
    switch (effect.kind) {
      case 'deliver': {
        const { message } = effect;
        const symbol = this.#loop.engine.cockpit.signals.get(message.signalId)?.signal.symbol ?? null;
        this.#loop.post(message.priority, {
          actor: 'engine',
          correlationId: message.correlationId,
          causationId: message.causationId,
          make: () => ({
            type: 'message.delivered',
            payload: { message, facts: message.kind === 'review' ? null : factsFrom(this.#options.terminal, symbol) },
          }),
        });
        return;
      }
      case 'send':
        this.#background(this.#send(effect));
        return;
      case 'probe':
        this.#background(this.#probe(effect.cid));
        return;
      case 'refresh':
        this.refresh();
        return;
      case 'propose': {
        const { clock, ids, terminal } = this.#options;
        const signal = signalOfSetup(effect.setup, Math.floor(clock.nowMs()));
        const traceId = ids.next('trace');
        this.#meters.agent('detector').seen(clock.nowMs());
        this.#loop.post('normal', {
          actor: 'detector',
          correlationId: traceId,
          causationId: null,
          make: () => ({
            type: 'signal.arrived',
            payload: {
              arrival: { kind: 'signal', signal },
              source: 'detector',
              traceId,
              fingerprint: digestOf({ detector: signal.signalId }),
              nonce: null,
              facts: factsFrom(terminal, signal.symbol),
            },
          }),
        });
        return;
      }
      case 'notify':
        this.#options.notifier.critical(effect.title, effect.body);
    }
  }

  /** Asks the terminal for a fresh snapshot and brings it before the engine. Calls that come while one is out share the next. */
  refresh(): void {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return;
    }
    this.#refreshing = true;
    this.#background(
      this.observe().finally(() => {
        this.#refreshing = false;
        if (!this.#refreshAgain) return;
        this.#refreshAgain = false;
        this.#options.clock.after(250, () => {
          this.refresh();
        });
      }),
    );
  }

  /** One observation. Deals are fetched from well before the oldest open position, so that a close is never without its deals. */
  async observe(): Promise<void> {
    const { terminal, clock } = this.#options;
    const began = clock.monoMs();
    const snapshot = await terminal.refresh();
    const held = [...this.#loop.engine.cockpit.positions.values()];
    const gone =
      snapshot === null ? [] : held.filter((own) => !snapshot.positions.some((there) => there.ticket === own.position.ticket));
    const since = Math.min(...gone.map((own) => own.position.openedAt)) - 1;
    const recentDeals =
      gone.length === 0
        ? []
        : (await terminal.deals(since)).filter((deal) => gone.some((own) => own.position.ticket === deal.position));
    this.#meters.agent('terminal').record(clock.monoMs() - began, snapshot === null, clock.nowMs());
    const link = terminal.link().state;
    this.#loop.post('low', {
      actor: 'terminal',
      correlationId: this.#options.run,
      causationId: null,
      make: () => ({ type: 'terminal.observed', payload: { snapshot, link, recentDeals: [...recentDeals] } }),
    });
    if (snapshot === null) this.#fault('read', 'no_snapshot', 'The terminal gave no snapshot');
  }

  #fault(effect: 'read', kind: string, detail: string): void {
    this.#loop.post('high', {
      actor: 'terminal',
      correlationId: this.#options.run,
      causationId: null,
      make: () => ({ type: 'fault.seen', payload: { agent: 'terminal', effect, kind, detail } }),
    });
  }

  async #send({ request }: Send): Promise<void> {
    const { terminal, clock } = this.#options;
    const began = clock.monoMs();
    const sentAt = Math.floor(clock.nowMs());
    let outcome: Outcome;
    let position: Position | null = null;
    try {
      outcome = await terminal.send(request);
      if (outcome.kind === 'confirmed' && request.op === 'open') {
        const { ticket } = outcome;
        position =
          (await terminal.refresh())?.positions.find((held) => held.ticket === ticket || held.cid === request.cid) ?? null;
      }
    } catch (error) {
      // An adapter that throws has not said "no": the order may be at the terminal.
      outcome = { kind: 'unknown', why: error instanceof Error ? error.message : String(error), at: Math.floor(clock.nowMs()) };
    }
    const ms = clock.monoMs() - began;
    this.#meters.agent('terminal').record(ms, outcome.kind === 'unknown', clock.nowMs());
    const order = this.#loop.engine.cockpit.orders.get(request.cid);
    const life =
      order === undefined || order.signalId === null ? undefined : this.#loop.engine.cockpit.signals.get(order.signalId);
    this.#loop.post('critical', {
      actor: 'terminal',
      correlationId: life?.traceId ?? this.#options.run,
      causationId: null,
      make: () => ({ type: 'terminal.answered', payload: { cid: request.cid, sentAt, outcome, position } }),
    });
    if (effectOf(request) === 'close') this.refresh();
  }

  async #probe(cid: string): Promise<void> {
    const { terminal, clock, run } = this.#options;
    const result = await terminal.probe(cid);
    this.#loop.post('critical', {
      actor: 'terminal',
      correlationId: run,
      causationId: null,
      make: () => ({ type: 'terminal.probed', payload: { cid, result } }),
      done: () => {
        const state = this.#loop.engine.cockpit.orders.get(cid)?.state;
        if (state === 'unknown' || state === 'intended')
          clock.after(PROBE_EVERY_MS, () => {
            this.#background(this.#probe(cid));
          });
      },
    });
  }

  /** Work that answers later. It must not fail silently: what goes wrong in it is a bug of ours or of an adapter. */
  #background(work: Promise<void>): void {
    this.inFlight += 1;
    work
      .catch((error: unknown) => {
        this.#options.log.write('error', 'Work at the terminal failed', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        this.#loop.post('high', {
          actor: 'engine',
          correlationId: this.#options.run,
          causationId: null,
          make: () => ({
            type: 'fault.seen',
            payload: {
              agent: 'terminal',
              effect: 'read',
              kind: 'adapter_error',
              detail: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
            },
          }),
        });
      })
      .finally(() => {
        this.inFlight -= 1;
      });
  }
}
