import { PACE } from '../time/pace.ts';
import { MARKET_OPEN, tradingClock } from '../time/test-clock.ts';
import { PacedClock } from './paced-clock.ts';

/**
 * A second of the far end and of the desk alike lasts longer on a slow machine: heartbeats and deadlines are then kept there too.
 * A long run by hand may let it be shorter instead (EA_CLOCK_SPEED, at most so many times): time then waits for every end alike.
 */
const SPEED = 1 / Math.min(PACE, 3);
const HURRIED = process.env['EA_CLOCK_SPEED'];

/** One clock for venue, double, compiled Expert Advisor and desk. Without a start it is an ordinary trading day. */
export function eaTime(startsAt?: string) {
  const paced = HURRIED === undefined ? null : new PacedClock(Date.parse(startsAt ?? MARKET_OPEN), Number(HURRIED));
  const clock = paced ?? tradingClock(SPEED, startsAt);
  return {
    clock,
    /** Where time waits for those who live by it: the Expert Advisors of a hurried run. */
    paced,
    /** For a compiled Expert Advisor: a moment of the clock, the monotonic nanoseconds at that moment, and its speed. */
    clockOfTheEa: (): Readonly<Record<string, string>> => ({
      ...(paced === null ? {} : { CLOCK_OF_VENUE: '1' }),
      CLOCK_AT_MS: String(clock.nowMs()),
      CLOCK_MONO_NS: String(process.hrtime.bigint()),
      CLOCK_SPEED: String(SPEED),
    }),
    /** Resolves when so many milliseconds of the clock have passed. */
    pause: (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve)),
  };
}
