import { entrySignalOf, readSignals, type ReadSignal } from '#engine';
import type { RawSignal, SubmitAnswer } from '#ports';
import { identifierOf } from '#shared/domain';
import type { Arrival, OrderAsk, ReverseAsk } from '#shared/events';
import { canonicalJson, digestOf, present } from '#shared/lib';
import { positionNamed } from '#shared/projection';
import { BY_HAND } from '#shared/strategies';
import { excerptOf } from './excerpt.ts';
import { factsFrom } from './facts.ts';
import { intakeFacts } from './intake-facts.ts';
import type { TurnResult } from './mailbox.ts';
import { NOT_READY } from './readiness.ts';
import type { Runtime } from './runtime.ts';
import { submitAnswer } from './submit-answer.ts';
import { tradedFact } from './traded-fact.ts';

const OVERLOADED: SubmitAnswer = {
  kind: 'unavailable',
  code: 'overloaded',
  detail: 'More signals come in than can be decided: entries wait outside; exits and cancels are taken.',
};

/** A source that has used its share of the places has one again as soon as some of its entries are answered. */
const SHARE_MS = 1_000;

/** The way in for signals and for orders by hand: from here on they are the same. */
export class SignalDoor {
  readonly #runtime: Runtime;
  readonly #secrets: () => readonly string[];

  constructor(runtime: Runtime, secrets: () => readonly string[]) {
    this.#runtime = runtime;
    this.#secrets = secrets;
  }

  async submit(raw: RawSignal): Promise<SubmitAnswer> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const answers: SubmitAnswer[] = [];
    // One after the other, in their order: what a body asks for last is asked for after the rest is on record.
    for (const [index, read] of readSignals(
      raw.body,
      raw.source,
      raw.writtenAt ?? raw.receivedAt,
      intakeFacts(this.#runtime, raw.source),
    ).entries())
      answers.push(await this.#arrive(index === 0 ? raw : { ...raw, nonce: null }, read, raw.source));
    const isTaken = ({ kind }: SubmitAnswer): boolean => kind === 'accepted' || kind === 'duplicate';
    const told = answers.find((answer) => !isTaken(answer)) ?? answers.findLast(({ kind }) => kind === 'accepted') ?? answers[0];
    return present(told, 'a body is read as one message at least');
  }

  /** An order by hand, once for its client id. The price of a market order is the quote of this moment. */
  async place(ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const { clock, terminal } = this.#runtime.options;
    const receivedAt = Math.floor(clock.nowMs());
    const { clientId, ...wish } = ask;
    const read = entrySignalOf(this.#runtime.cockpit, wish, clientId, factsFrom(terminal, ask.symbol).quote, receivedAt);
    return this.#byHand(ask, read, { receivedAt, traceId, actor });
  }

  /** A position turned round by hand, once for its client id: an order on its other side that waits until it is closed. */
  async reverse(ask: ReverseAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const { cockpit, options } = this.#runtime;
    const { ticket, clientId, foreign = false, reason, ...terms } = ask;
    const held = positionNamed(cockpit, ticket);
    if (held === undefined && cockpit.signals.has(clientId)) return { kind: 'duplicate', signalId: clientId };
    if (held === undefined) return { kind: 'refused', code: 'unknown_position', detail: `There is no position ${ticket}` };
    const { symbol, direction } = held.position;
    const side = direction === 'BUY' ? 'SELL' : 'BUY';
    const receivedAt = Math.floor(options.clock.nowMs());
    const wish = { ...terms, symbol, side, strategy: BY_HAND } as const;
    const read = entrySignalOf(cockpit, wish, clientId, factsFrom(options.terminal, symbol).quote, receivedAt);
    const turns = { position: identifierOf(held.position), ...(foreign ? { foreign } : {}) };
    const metadata = reason === null || reason === '' ? {} : { reason };
    const turning = read.ok ? { ...read, signal: { ...read.signal, turns, metadata } } : read;
    return this.#byHand(ask, turning, { receivedAt, traceId, actor });
  }

  #byHand(
    ask: OrderAsk | ReverseAsk,
    read: ReturnType<typeof entrySignalOf>,
    { receivedAt, traceId, actor }: { readonly receivedAt: number; readonly traceId: string; readonly actor: string },
  ): Promise<SubmitAnswer> {
    const arrival: Arrival = read.ok
      ? { kind: 'signal', signal: read.signal }
      : { kind: 'invalid', issues: [...read.issues], signalId: ask.clientId };
    const raw = { source: 'operator', body: canonicalJson(ask), receivedAt, traceId, nonce: null } as const;
    return this.#arrive(raw, { arrival, fingerprint: digestOf({ source: 'operator', content: ask }) }, actor);
  }

  #closed(): SubmitAnswer | null {
    const { loop, ready } = this.#runtime;
    if (loop.fault !== null) return { kind: 'unavailable', code: 'journal_unavailable', detail: loop.fault };
    return ready ? null : { kind: 'unavailable', code: 'not_ready', detail: NOT_READY };
  }

  async #arrive(raw: RawSignal, { arrival, fingerprint }: ReadSignal, actor: string): Promise<SubmitAnswer> {
    const { clock, terminal, journal } = this.#runtime.options;
    const symbol = arrival.kind === 'signal' ? arrival.signal.symbol : null;
    // What takes risk away overtakes what adds it, from the door on.
    const lane = arrival.kind === 'signal' && arrival.signal.kind !== 'entry' ? 'critical' : 'normal';
    const beganMs = clock.monoMs();
    const { traceId, source, nonce } = raw;
    const pressure = this.#runtime.meters.intake;
    const admission = lane === 'normal' ? pressure.admits(source, beganMs) : 'taken';
    if (admission !== 'taken') return admission === 'overloaded' ? OVERLOADED : { kind: 'share_used', retryAfterMs: SHARE_MS };
    const receivedAt = Math.floor(raw.receivedAt);
    if (lane === 'normal') pressure.began(source);
    const result = await new Promise<TurnResult>((resolve) => {
      this.#runtime.loop.post(lane, {
        actor,
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
            ...(arrival.kind === 'signal' ? {} : { excerpt: excerptOf(raw.body, this.#secrets()) }),
            ...tradedFact(journal, arrival, fingerprint),
            facts: factsFrom(terminal, symbol),
          },
        }),
      });
    });
    if (lane === 'normal') pressure.ended(source, beganMs, clock.monoMs());
    return submitAnswer(result, raw);
  }
}
