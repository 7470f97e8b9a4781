import type { AgentId } from '#shared/domain';
import type { Clock } from '#ports';
import type { Meters } from './meters.ts';

/** No answer by the deadline. The question may still be worked on; an answer that comes later is dropped. */
export class TimedOut extends Error {}
/** More questions than the agent works on at once have waited for their whole deadline, or the line was full. */
export class Busy extends Error {}

/** Calls an agent may have open at once. A hung call keeps its slot, so that a dead agent is not flooded. */
const AT_ONCE: Readonly<Partial<Record<AgentId, number>>> = { model: 4 };
const AT_ONCE_DEFAULT = 1;
/** Questions that wait for a place, at most. */
const WAITING_MAX = 64;

type Waiting = { begin(): void };

/**
 * Request and response with one agent outside the engine: so many questions at once, the rest wait their turn, and each has a
 * deadline that counts from the asking. Measures every answer.
 */
export class AgentLine {
  readonly #agent: AgentId;
  readonly #clock: Clock;
  readonly #meters: Meters;
  readonly #waiting: Waiting[] = [];
  #out = 0;

  constructor(agent: AgentId, clock: Clock, meters: Meters) {
    this.#agent = agent;
    this.#clock = clock;
    this.#meters = meters;
  }

  /** The answer. Rejects with the agent's own error, with `TimedOut`, or with `Busy`. */
  async ask<T>(deadlineMs: number, question: () => Promise<T>): Promise<T> {
    const began = this.#clock.monoMs();
    const measured = (failed: boolean): void => {
      this.#meters.agent(this.#agent).record(this.#clock.monoMs() - began, failed, this.#clock.nowMs());
    };
    try {
      const answer = await this.#answered(deadlineMs, question);
      measured(false);
      return answer;
    } catch (error) {
      measured(true);
      throw error;
    }
  }

  /** The agent was restarted: its hung calls no longer count. */
  reset(): void {
    this.#out = 0;
    this.#next();
  }

  #answered<T>(deadlineMs: number, question: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= WAITING_MAX) {
        reject(new Busy(`${WAITING_MAX} questions wait already`));
        return;
      }
      let hasBegun = false;
      const entry: Waiting = {
        begin: () => {
          hasBegun = true;
          this.#out += 1;
          let isOpen = true;
          const ended = (): void => {
            if (!isOpen) return;
            isOpen = false;
            callOff();
            this.#out = Math.max(0, this.#out - 1);
            this.#next();
          };
          // An agent that throws at once has answered as well.
          Promise.resolve().then(question).then(resolve, reject).finally(ended);
        },
      };
      const callOff = this.#clock.after(deadlineMs, () => {
        const at = this.#waiting.indexOf(entry);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(hasBegun ? new TimedOut(`no answer within ${deadlineMs} ms`) : new Busy(`no free place within ${deadlineMs} ms`));
      });
      this.#waiting.push(entry);
      this.#next();
    });
  }

  #next(): void {
    while (this.#out < (AT_ONCE[this.#agent] ?? AT_ONCE_DEFAULT)) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next.begin();
    }
  }
}
