import type { LiveFrame } from '#shared/ipc';
import type { Clock } from '#ports';

type Step = LiveFrame['startup']['steps'][number];
const NAMES = ['journal', 'run', 'terminal', 'candles', 'reconcile', 'resume'] as const;
export type StepName = (typeof NAMES)[number];

/** The start in visible steps. A step that fails stays marked and the error goes on up. */
export class Startup {
  readonly #clock: Clock;
  readonly #steps = new Map<StepName, Step>(NAMES.map((name) => [name, { name, state: 'waiting', ms: null }]));
  #phase = 'starting';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async step(name: StepName, act: () => void | Promise<void>): Promise<void> {
    const began = this.#clock.monoMs();
    this.#set(name, 'running', null);
    try {
      await act();
    } catch (error) {
      this.#set(name, 'failed', this.#clock.monoMs() - began);
      this.#phase = 'failed';
      throw error;
    }
    this.#set(name, 'done', this.#clock.monoMs() - began);
  }

  finish(): void {
    this.#phase = 'ready';
  }

  view(): LiveFrame['startup'] {
    return { phase: this.#phase, steps: [...this.#steps.values()] };
  }

  #set(name: StepName, state: Step['state'], ms: number | null): void {
    this.#steps.set(name, { name, state, ms: ms === null ? null : Math.round(ms) });
  }
}
