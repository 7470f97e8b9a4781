import { MARKET_OPEN } from '../time/test-clock.ts';
import { PacedClock } from './paced-clock.ts';

/** A second of these tests lasts a fifth of a real one where the machine keeps up. A long run by hand may hurry more (EA_CLOCK_SPEED). */
const SPEED = Number(process.env['EA_CLOCK_SPEED'] ?? 5);
const LOOK_MS = 20;

/** One clock for venue, double, compiled Expert Advisor and desk, which waits for every end. Without a start it is an ordinary trading day. */
export function eaTime(startsAt = MARKET_OPEN) {
  const clock = new PacedClock(Date.parse(startsAt), SPEED);
  /** Resolves when so many milliseconds of the clock have passed. */
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  return {
    clock,
    pause,
    /** Does it every so many milliseconds of the clock. Returns how to end that. */
    every(ms: number, act: () => void): () => void {
      let isOver = false;
      const again = (): void => {
        if (isOver) return;
        act();
        clock.after(ms, again);
      };
      clock.after(ms, again);
      return () => void (isOver = true);
    },
    /** Looks until it is so; false when so many milliseconds of the clock were not enough. */
    async untilByClock(isSo: () => boolean, withinMs: number): Promise<boolean> {
      const end = clock.nowMs() + withinMs;
      while (!isSo()) {
        if (clock.nowMs() > end) return false;
        await pause(LOOK_MS);
      }
      return true;
    },
  };
}
