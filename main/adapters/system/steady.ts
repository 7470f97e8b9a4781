/** Time as people read it, without ever going back. */
export type Steady = {
  now(): number;
  /** `nowMs` never returns an earlier time from here on. */
  notBefore(ms: number): void;
};

/** While the wall clock has been set back, time goes on a little slower than it passes, until both agree again. */
const PACE_WHEN_AHEAD = 0.95;

/**
 * UTC that a clock set back does not turn back: countdowns, deadlines and the order of records hold. Set forward, it is
 * followed at once.
 */
export function steady(wall: () => number, mono: () => number): Steady {
  let last = wall();
  let lastMono = mono();
  const now = (): number => {
    const at = mono();
    last = Math.max(wall(), last + (at - lastMono) * PACE_WHEN_AHEAD);
    lastMono = at;
    return Math.floor(last);
  };
  return {
    now,
    notBefore: (ms) => {
      last = Math.max(now(), ms);
    },
  };
}
