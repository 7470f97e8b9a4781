import type { Clock } from '#ports';
import { EvidentTime } from '../adapters/system/index.ts';

/** One life of the cockpit's process. A crash takes away everything that it knew and had not made durable. */
export type ProcessIncarnation = { alive: boolean };

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The PC's clock: it shows the true time only as long as nobody has set it wrong. */
export class PcClock {
  readonly #world: Clock;
  /** What it shows less true time, milliseconds. */
  offsetMs = 0;
  /** What the machine has counted in its sleep, and its monotonic clock has not. */
  sleptMs = 0;

  constructor(world: Clock) {
    this.#world = world;
  }

  wallMs(): number {
    return this.#world.wallMs() + this.offsetMs;
  }
}

/** Time as one life knows it: from the PC's clock, and nothing that was set before a crash runs after it. */
export function crashableClock(world: Clock, pc: PcClock, life: ProcessIncarnation): Clock {
  const wallMs = (): number => pc.wallMs();
  const monoMs = (): number => world.monoMs();
  const keeper = new EvidentTime({ wall: wallMs, mono: monoMs, up: () => world.monoMs() + pc.sleptMs });
  return {
    nowMs: keeper.now,
    wallMs,
    keeper,
    monoMs,
    after: (delayMs, act) => world.after(delayMs, () => life.alive && act()),
    soon: (act) => {
      world.soon(() => life.alive && act());
    },
  };
}
