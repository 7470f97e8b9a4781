import type { OrderRequest, Position, TerminalSnapshot } from '../../shared/domain/index.ts';
import { effectOf, signalOfSetup, type Effect } from '../engine/index.ts';
import { digestOf } from '../../shared/lib/index.ts';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom } from './facts.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';
import { OrderDesk } from './order-desk.ts';

/** Carries out effects of durable records and brings the world's answers back as inputs. Decides nothing. */
export class Performer {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  readonly #meters: Meters;
  readonly #orders: OrderDesk;
  /** Effects whose answer has not come back yet. */
  inFlight = 0;
  #refreshing = false;
  #refreshAgain = false;

  constructor(loop: EngineLoop, options: RuntimeOptions, meters: Meters) {
    this.#loop = loop;
    this.#options = options;
    this.#meters = meters;
    this.#orders = new OrderDesk({
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
        this.#background(this.#send(effect.request));
        return;
      case 'probe':
        this.#background(this.#orders.probe(effect.cid));
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
      case 'wake':
        this.#loop.post('high', {
          actor: 'clock',
          correlationId: this.#options.run,
          causationId: null,
          make: () => ({
            type: 'time.reached',
            payload: { facts: factsFrom(this.#options.terminal, null), recentDeals: null },
          }),
        });
        return;
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
    const changed = snapshot === null ? [] : this.#changed(snapshot);
    const since = Math.min(...changed.map((own) => own.openedAt)) - 1;
    const recentDeals =
      changed.length === 0
        ? []
        : (await terminal.deals(since)).filter((deal) => changed.some((own) => own.ticket === deal.position));
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

  /** Positions of the ledger that the terminal holds no more, or holds another volume of: their deals say why. */
  #changed({ positions }: TerminalSnapshot): readonly Position[] {
    const volumes = new Map(positions.map(({ ticket, volume }) => [ticket, volume]));
    return [...this.#loop.engine.cockpit.positions.values()]
      .map(({ position }) => position)
      .filter(({ ticket, volume }) => volumes.get(ticket) !== volume);
  }

  #fault(effect: 'read', kind: string, detail: string): void {
    this.#loop.post('high', {
      actor: 'terminal',
      correlationId: this.#options.run,
      causationId: null,
      make: () => ({ type: 'fault.seen', payload: { agent: 'terminal', effect, kind, detail } }),
    });
  }

  async #send(request: OrderRequest): Promise<void> {
    await this.#orders.send(request);
    if (effectOf(request) === 'close') this.refresh();
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
