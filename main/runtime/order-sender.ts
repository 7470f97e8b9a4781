import {
  identifierOf,
  retcodeClass,
  type Outcome,
  type Position,
  type ProbeResult,
  type Reason,
  type TerminalSnapshot,
} from '#shared/domain';
import type { Input } from '#shared/events';
import { messageOf } from '#shared/lib';
import { isResting } from '#shared/projection';
import { clockWords, missingEntries, reasonToWithhold, type Effect } from '#engine';
import type { EngineLoop } from './engine-loop.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';

/** An order that a restart cut off is looked for this often until it is found, or its deadline has passed and it is nowhere. */
const PROBE_EVERY_MS = 2_000;
/** An order that has no answer by then shows as sent; most are answered long before. */
const SENT_AFTER_MS = 250;

type Send = Extract<Effect, { kind: 'send' }>;

type Parts = {
  readonly loop: EngineLoop;
  readonly options: RuntimeOptions;
  readonly meters: Meters;
  /** Runs asynchronous work and reports its failure. */
  background(work: Promise<void>): void;
};

/** Orders at the terminal: sent once, and probed for as long as their outcome is unknown. */
export class OrderSender {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sends once, unless something forbids it by now, and brings the outcome before the engine. Null: it was not sent. */
  async send(effect: Send): Promise<Outcome | null> {
    const { loop, options, meters } = this.#parts;
    const { terminal, clock } = options;
    const { request } = effect;
    // Nothing may come between this question and the sending: no await, no other turn.
    const account = terminal.snapshot()?.account ?? null;
    const standing = clock.keeper?.standing();
    const clockDoubt = standing === undefined || standing.trusted ? null : clockWords(standing);
    const seen = { journalFault: loop.fault, clock: clockDoubt, account, obstacle: terminal.obstacle ?? null };
    const reason = reasonToWithhold(loop.engine.cockpit, effect, seen);
    if (reason !== null) {
      this.#withheld(request.clientOrderId, reason);
      return null;
    }
    const began = clock.monoMs();
    const sentAt = Math.floor(clock.nowMs());
    let outcome: Outcome;
    let position: Position | null = null;
    const stillOut = clock.after(SENT_AFTER_MS, () => {
      this.#progressed(request.clientOrderId, 'sent', sentAt);
    });
    try {
      outcome = await terminal.send(request, () => {
        this.#progressed(request.clientOrderId, 'acknowledged', sentAt);
      });
      if (outcome.kind === 'confirmed' && request.op === 'open') {
        const { ticket } = outcome;
        position =
          (await terminal.refresh())?.positions.find(
            (held) => identifierOf(held) === ticket || held.clientOrderId === request.clientOrderId,
          ) ?? null;
      }
    } catch (error) {
      // An adapter that throws has not said "no": the order may be at the terminal.
      outcome = { kind: 'unknown', why: messageOf(error), at: Math.floor(clock.nowMs()) };
    }
    stillOut();
    meters.agent('terminal').record(clock.monoMs() - began, outcome.kind === 'unknown', clock.nowMs());
    const order = loop.engine.cockpit.orders.get(request.clientOrderId);
    const life = order === undefined || order.signalId === null ? undefined : loop.engine.cockpit.signals.get(order.signalId);
    const isShut = outcome.kind === 'refused' && retcodeClass(outcome.retcode) === 'closed';
    const opensAt = isShut && order !== undefined ? terminal.opensAt(order.symbol) : null;
    this.#post('critical', life?.traceId ?? options.run, () => ({
      type: 'terminal.answered',
      payload: { clientOrderId: request.clientOrderId, sentAt, outcome, position, ...(opensAt === null ? {} : { opensAt }) },
    }));
    return outcome;
  }

  /** Resting entries that a look does not show are looked for. */
  lookForMissing(snapshot: TerminalSnapshot | null): void {
    const { loop, background } = this.#parts;
    const missing = snapshot === null ? [] : missingEntries(loop.engine, snapshot);
    for (const clientOrderId of missing) background(this.probe(clientOrderId));
  }

  /** Looks for an order, and again while its outcome is open: also where the look itself fails, or it would be open for ever. */
  async probe(clientOrderId: string): Promise<void> {
    const { loop, options, background } = this.#parts;
    const result = await options.terminal
      .probe(clientOrderId)
      .catch((error: unknown): ProbeResult => ({ kind: 'unreachable', why: messageOf(error) }));
    this.#post(
      'critical',
      options.run,
      () => ({ type: 'terminal.probed', payload: { clientOrderId, result } }),
      () => {
        // A recovery has a schedule of its own; this is for orders whose answer a restart cut off, and for those without one.
        const { openOrders, orders, recoveries } = loop.engine.cockpit;
        const order = orders.get(clientOrderId);
        // What rests at the broker is watched by the regular look.
        if (order === undefined || isResting(order)) return;
        if (openOrders.has(clientOrderId) && ![...recoveries.values()].some(({ subject }) => subject === clientOrderId))
          options.clock.after(PROBE_EVERY_MS, () => {
            background(this.probe(clientOrderId));
          });
      },
    );
  }

  #withheld(clientOrderId: string, reason: Reason): void {
    const { loop, options } = this.#parts;
    const { orders, signals } = loop.engine.cockpit;
    const story = signals.get(orders.get(clientOrderId)?.signalId ?? '')?.traceId ?? options.run;
    this.#post('critical', story, () => ({ type: 'order.withheld', payload: { clientOrderId, reason } }));
  }

  #progressed(clientOrderId: string, to: 'sent' | 'acknowledged', sentAt: number): void {
    this.#post('high', this.#parts.options.run, () => ({ type: 'terminal.progressed', payload: { clientOrderId, to, sentAt } }));
  }

  #post(lane: 'critical' | 'high', correlationId: string, make: () => Input, done?: () => void): void {
    const mail = { actor: 'terminal', correlationId, causationId: null, make };
    this.#parts.loop.post(lane, done === undefined ? mail : { ...mail, done });
  }
}
