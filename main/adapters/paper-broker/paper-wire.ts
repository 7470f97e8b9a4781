import type { OrderRequest, Outcome } from '#shared/domain';
import type { Clock } from '#ports';
import { createChance, type Chance } from '../../paper-broker/index.ts';

/** Least and most milliseconds an order takes on its way, when it takes any. */
const LATENCY_MS = [2, 8] as const;

type Waiting = { readonly giveUp: (why: string) => void };

/**
 * The line between us and the paper broker: it takes a moment, and an answer can be lost on it. What has no answer by the
 * deadline is unknown. Without latency everything happens inside `carry`, for virtual time.
 */
export class PaperWire {
  readonly #clock: Clock;
  readonly #chance: Chance | null;
  readonly #waiting = new Set<Waiting>();
  readonly #latencySeed: number | null;

  constructor(clock: Clock, latencySeed: number | null) {
    this.#clock = clock;
    this.#latencySeed = latencySeed;
    this.#chance = latencySeed === null ? null : createChance(latencySeed);
  }

  /** A line of its own that takes as long. */
  copy(): PaperWire {
    return new PaperWire(this.#clock, this.#latencySeed);
  }

  /** `act` carries the request out at the broker; null from it is an answer that never comes. */
  carry(request: OrderRequest, act: () => Outcome | null): Promise<Outcome> {
    return new Promise((resolve) => {
      const offs: (() => void)[] = [];
      const settle = (outcome: Outcome): void => {
        this.#waiting.delete(entry);
        for (const off of offs) off();
        resolve(outcome);
      };
      const entry: Waiting = { giveUp: (why) => settle({ kind: 'unknown', why, at: this.#clock.nowMs() }) };
      this.#waiting.add(entry);
      const arrive = (): void => {
        const outcome = act();
        if (outcome !== null) settle(outcome);
      };
      if (this.#chance === null) arrive();
      else offs.push(this.#clock.after(latency(this.#chance), arrive));
      if (!this.#waiting.has(entry)) return;
      const left = Math.max(0, request.deadlineAt - this.#clock.nowMs());
      offs.push(this.#clock.after(left, () => entry.giveUp('no answer by the deadline')));
    });
  }

  /** Ends every wait: the line is cut. */
  cut(why: string): void {
    for (const entry of [...this.#waiting]) entry.giveUp(why);
  }
}

const latency = (chance: Chance): number => Math.round(LATENCY_MS[0] + (LATENCY_MS[1] - LATENCY_MS[0]) * chance());
