import type { Clock } from '#ports';

/** One life of the cockpit's process. A crash takes away everything that it knew and had not made durable. */
export type ProcessIncarnation = { alive: boolean };

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The clock as one life knows it: nothing that was set before a crash runs after it. */
export const crashableClock = (clock: Clock, life: ProcessIncarnation): Clock => ({
  nowMs: () => clock.nowMs(),
  wallMs: () => clock.wallMs(),
  notBefore: (ms) => {
    clock.notBefore(ms);
  },
  monoMs: () => clock.monoMs(),
  after: (delayMs, act) => clock.after(delayMs, () => life.alive && act()),
  soon: (act) => {
    clock.soon(() => life.alive && act());
  },
});
