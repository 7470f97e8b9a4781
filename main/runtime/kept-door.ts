import type { DeliveryTrial, RawSignal, SubmitAnswer, TriedSignal } from '#ports';
import type { OrderAsk, ReverseAsk } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { Custody } from './custody/index.ts';
import type { Runtime } from './runtime.ts';
import { SignalDoor } from './signal-door.ts';
import { trialOf } from './trial.ts';

/** The way in, with what came in kept beside the answer it got. */
export class KeptDoor {
  readonly #runtime: Runtime;
  readonly #door: SignalDoor;
  readonly #custody: Custody | null;

  constructor(runtime: Runtime, custody: Custody | null, secrets: () => readonly string[]) {
    this.#runtime = runtime;
    this.#door = new SignalDoor(runtime, secrets);
    this.#custody = custody;
  }

  async submit(raw: RawSignal): Promise<SubmitAnswer> {
    const beganMs = this.#runtime.options.clock.monoMs();
    const answer = await this.#door.submit(raw);
    // What is too much at once is refused by the door too, which keeps it with the others of its kind.
    const isTooMuch = answer.kind === 'share_used' || (answer.kind === 'unavailable' && answer.code === 'overloaded');
    if (!isTooMuch) this.#keep(raw, answer, beganMs);
    return answer;
  }

  /** Read and judged, kept as a test, and no further. */
  trial(raw: TriedSignal, laterMs = 0): DeliveryTrial {
    const trial = trialOf(this.#runtime, raw, laterMs);
    const { source, body, origin } = raw;
    const { clock, ids } = this.#runtime.options;
    const ms = trial.read.ms + (trial.judged?.ms ?? 0);
    const kept = { at: Math.floor(clock.nowMs()), source, isProven: true, traceId: ids.next('test'), body, ms, ...origin };
    this.#custody?.tested(kept, trial);
    return trial;
  }

  place(ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    return this.#byHand(ask, traceId, () => this.#door.place(ask, traceId, actor));
  }

  reverse(ask: ReverseAsk, traceId: string, actor: string): Promise<SubmitAnswer> {
    return this.#byHand(ask, traceId, () => this.#door.reverse(ask, traceId, actor));
  }

  async #byHand(ask: OrderAsk | ReverseAsk, traceId: string, hand: () => Promise<SubmitAnswer>): Promise<SubmitAnswer> {
    const { clock } = this.#runtime.options;
    const [receivedAt, beganMs] = [clock.nowMs(), clock.monoMs()];
    const answer = await hand();
    this.#keep({ source: 'operator', body: canonicalJson(ask), receivedAt, traceId }, answer, beganMs);
    return answer;
  }

  #keep({ source, body, receivedAt, traceId, origin }: Omit<RawSignal, 'nonce'>, answer: SubmitAnswer, beganMs: number): void {
    const ms = Math.max(0, this.#runtime.options.clock.monoMs() - beganMs);
    this.#custody?.answered({ at: Math.floor(receivedAt), source, isProven: true, traceId, body, ms, ...origin }, answer);
  }
}
