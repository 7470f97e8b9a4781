import { identifierOf, type Facts, type FaultCode, type Position, type TerminalSnapshot } from '#shared/domain';
import type { Message } from '#shared/events';
import { signalOfSetup, type Effect } from '#engine';
import { digestOf, traceOf } from '#shared/lib';
import { approvalFor } from '#shared/projection';
import { AgentCare } from './agent-care.ts';
import type { AgentLines } from './agent-lines.ts';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom, timeReached } from './facts.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';
import { OrderSender } from './order-sender.ts';
import { SharedSnapshot } from './shared-snapshot.ts';
import { tradedFact } from './traded-fact.ts';

/** A trade server's clock is known to a second or so: what began a position may seem older than the question. */
const DEALS_BEFORE_MS = 60_000;

/** Carries out effects of durable records and brings the world's answers back as inputs. Decides nothing. */
export class Performer {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  readonly #meters: Meters;
  readonly #orders: OrderSender;
  readonly #care: AgentCare;
  readonly #looks: SharedSnapshot;
  readonly #trustClock: () => void;
  /** Effects whose answer has not come back yet. */
  inFlight = 0;

  constructor(loop: EngineLoop, options: RuntimeOptions, meters: Meters, lines: AgentLines, trustClock: () => void) {
    this.#trustClock = trustClock;
    this.#loop = loop;
    this.#options = options;
    this.#meters = meters;
    this.#care = new AgentCare({ loop, options, lines });
    this.#looks = new SharedSnapshot(options.clock, (ended) => {
      this.#background(this.observe().finally(ended));
    });
    this.#orders = new OrderSender({
      loop,
      options,
      meters,
      background: (work) => {
        this.#background(work);
      },
    });
  }

  perform(effect: Effect): void {
    switch (effect.kind) {
      case 'deliver':
        this.#deliver(effect.message);
        return;
      case 'send':
        this.#background(this.#send(effect));
        return;
      case 'probe':
        this.#background(this.#orders.probe(effect.clientOrderId));
        return;
      case 'refresh':
        this.#looks.ask(effect.afterMs);
        return;
      case 'propose':
        this.#propose(effect.setup);
        return;
      case 'trust-clock':
        this.#trustClock();
        return;
      case 'wake':
        this.wake();
        return;
      case 'check':
        this.#background(this.#care.check(effect.agent, effect.recoveryId));
        return;
      case 'restart':
        this.#background(this.#care.restart(effect.agent, effect.recoveryId));
        return;
      case 'notify':
        this.#care.notify(effect.title, effect.body);
    }
  }

  /** A judgement waits for the model's word, where there is a model, and no longer than its deadline. */
  #deliver(message: Message): void {
    const { terminal, model } = this.#options;
    const signal = this.#loop.engine.cockpit.signals.get(message.signalId)?.signal;
    const post = (score: Facts['model']): void => {
      this.#loop.post(message.priority, {
        actor: 'engine',
        correlationId: message.correlationId,
        causationId: message.causationId,
        make: () => ({
          type: 'message.delivered',
          payload: {
            message,
            facts: message.kind === 'review' ? null : withScore(factsFrom(terminal, signal?.symbol ?? null), score),
          },
        }),
      });
    };
    // An evaluation looks at a score only when it makes a card; the real run always does.
    const isAsked = signal !== undefined && approvalFor(this.#loop.engine.cockpit, signal.source) !== 'auto';
    const isScored = message.kind === 'execute' || (message.kind === 'evaluate' && isAsked);
    if (model === null || signal?.kind !== 'entry' || !isScored) post(undefined);
    else this.#background(this.#care.score(signal).then(post));
  }

  #propose(setup: Extract<Effect, { kind: 'propose' }>['setup']): void {
    const { clock, ids, terminal } = this.#options;
    const signal = signalOfSetup(setup, Math.floor(clock.nowMs()));
    const traceId = ids.next('trace');
    const arrival = { kind: 'signal', signal } as const;
    const fingerprint = digestOf({ detector: signal.signalId });
    this.#meters.agent('detector').seen(clock.nowMs());
    this.#loop.post('normal', {
      actor: 'detector',
      correlationId: traceId,
      causationId: null,
      make: () => ({
        type: 'signal.arrived',
        payload: {
          arrival,
          source: 'detector',
          traceId,
          fingerprint,
          nonce: null,
          ...tradedFact(this.#options.journal, arrival, fingerprint),
          facts: factsFrom(terminal, signal.symbol),
        },
      }),
    });
  }

  /** The engine's timer turn, now: something may have become due, or an alarm with it. */
  wake(): void {
    this.#loop.post('high', {
      actor: 'clock',
      correlationId: this.#options.run,
      causationId: null,
      make: () => timeReached(this.#loop.engine.cockpit, this.#options.terminal),
    });
  }

  /** Asks the terminal for a fresh snapshot and brings it before the engine. */
  refresh(): void {
    this.#looks.ask();
  }

  /** One observation. Deals are fetched from well before the oldest open position, so that a close is never without its deals. */
  async observe(): Promise<void> {
    const { terminal, clock } = this.#options;
    const began = clock.monoMs();
    const snapshot = await terminal.refresh();
    const changed = snapshot === null ? [] : this.#changed(snapshot);
    this.#orders.lookForMissing(snapshot);
    const since = Math.min(...changed.map((own) => own.openedAt)) - DEALS_BEFORE_MS;
    const deals = changed.length === 0 ? [] : await terminal.deals(since);
    const recentDeals = deals.filter((deal) => changed.some((own) => identifierOf(own) === deal.position));
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

  /** Positions of the ledger that the terminal holds no more, or holds another volume of, or the other way round: their deals say why. */
  #changed({ positions }: TerminalSnapshot): readonly Position[] {
    const shown = new Map(positions.map((held) => [identifierOf(held), held]));
    const isSame = (held: Position): boolean => {
      const there = shown.get(identifierOf(held));
      return there?.volume === held.volume && there.direction === held.direction;
    };
    return [...this.#loop.engine.cockpit.positions.values()].map(({ position }) => position).filter((held) => !isSame(held));
  }

  #fault(effect: 'read', kind: FaultCode, detail: string): void {
    this.#loop.post('high', {
      actor: 'terminal',
      correlationId: this.#options.run,
      causationId: null,
      make: () => ({ type: 'fault.seen', payload: { agent: 'terminal', effect, kind, detail } }),
    });
  }

  /** Whatever was changed at the terminal is looked at, and what did not go away is looked at again. */
  async #send(effect: Extract<Effect, { kind: 'send' }>): Promise<void> {
    const outcome = await this.#orders.send(effect);
    if (outcome?.kind === 'confirmed' || effect.effect === 'close') this.refresh();
  }

  /** Work that answers later. It must not fail silently: what goes wrong in it is a bug of ours or of an adapter. */
  #background(work: Promise<void>): void {
    this.inFlight += 1;
    work
      .catch((error: unknown) => {
        this.#options.log.write('error', 'Work at the terminal failed', {
          error: traceOf(error),
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

const withScore = (facts: Facts, model: Facts['model']): Facts => (model === undefined ? facts : { ...facts, model });
