import { PACE } from '../time/pace.ts';
import { tradingClock } from '../time/test-clock.ts';

/** A second of the far end and of the desk alike lasts longer on a slow machine: heartbeats and deadlines are then kept there too. */
const SPEED = 1 / Math.min(PACE, 3);

/** The one clock of these tests: venue, double, compiled Expert Advisor and desk all take their time from it. */
export const clock = tradingClock(SPEED);

/** The clock for a compiled Expert Advisor: a moment of it, the monotonic nanoseconds at that moment, and its speed. */
export const clockOfTheEa = (): Readonly<Record<string, string>> => ({
  CLOCK_AT_MS: String(clock.nowMs()),
  CLOCK_MONO_NS: String(process.hrtime.bigint()),
  CLOCK_SPEED: String(SPEED),
});

/** Resolves when so many milliseconds of this clock have passed. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
