import { PACE } from '../time/pace.ts';
import { tradingClock } from '../time/test-clock.ts';

/**
 * A second of the far end and of the desk alike lasts longer on a slow machine: heartbeats and deadlines are then kept there too.
 * A long run by hand may let it be shorter instead (EA_CLOCK_SPEED): every end is hurried alike, and looks are then further apart.
 */
const SPEED = Number(process.env['EA_CLOCK_SPEED'] ?? 1 / Math.min(PACE, 3));

/** One clock for venue, double, compiled Expert Advisor and desk. Without a start it is an ordinary trading day. */
export function eaTime(startsAt?: string) {
  const clock = tradingClock(SPEED, startsAt);
  return {
    clock,
    /** For a compiled Expert Advisor: a moment of the clock, the monotonic nanoseconds at that moment, and its speed. */
    clockOfTheEa: (): Readonly<Record<string, string>> => ({
      CLOCK_AT_MS: String(clock.nowMs()),
      CLOCK_MONO_NS: String(process.hrtime.bigint()),
      CLOCK_SPEED: String(SPEED),
    }),
    /** Resolves when so many milliseconds of the clock have passed. */
    pause: (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve)),
  };
}
