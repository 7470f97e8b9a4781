import type { Clock } from '#ports';

/** When a clock starts (UTC ms; null: at the machine's time) and how many of its seconds pass in a real one. */
export type ClockStart = { readonly startMs: number | null; readonly speed: number };

/**
 * A clock that starts at a given moment and runs on from there `speed` times as fast as real time. It follows the machine's
 * monotonic time only: setting the PC's clock does not move it.
 */
export function movedClock(real: Clock, { startMs, speed }: ClockStart): Clock {
  const from = startMs ?? real.wallMs();
  const began = real.monoMs();
  const monoMs = (): number => (real.monoMs() - began) * speed;
  const wallMs = (): number => from + Math.floor(monoMs());
  return { nowMs: wallMs, wallMs, monoMs, after: (delayMs, act) => real.after(delayMs / speed, act), soon: real.soon };
}
