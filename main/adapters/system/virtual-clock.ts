import { assert, present } from '#shared/lib';
import type { Clock } from '#ports';
import { dueQueue } from './due-queue.ts';
import { steady } from './steady.ts';

/** Time that stands still until it is moved. Everything runs inside the call that moves it, in an order that never varies. */
export type VirtualClock = Clock & {
  /** Moves to a UTC time, running timers as they fall due and soon-work before and after each. Errors reach the caller. */
  advanceTo(ms: number): void;
  advanceBy(ms: number): void;
  /** Runs soon-work, and what that adds, first come first served. Returns how much there was. */
  runSoon(): number;
  /** UTC time of the next timer; null when none is set. */
  nextDue(): number | null;
  /** True when nothing waits: no timer, no soon-work. */
  idle(): boolean;
  /** Time that work takes: it passes, and what falls due meanwhile runs with the next move. */
  spend(ms: number): void;
  /** Sets the wall clock forward or back; timers and `monoMs` do not notice. */
  jump(byMs: number): void;
};

/** Soon-work that keeps adding soon-work is a loop, not work. */
const SOON_MAX = 1_000_000;

export function virtualClock(startMs: number): VirtualClock {
  const timers = dueQueue();
  let soonQueue: (() => void)[] = [];
  let wallAtZero = startMs;
  let mono = 0;

  const runSoon = (): number => {
    let ran = 0;
    while (soonQueue.length > 0) {
      const batch = soonQueue;
      soonQueue = [];
      for (const [i, act] of batch.entries()) {
        ran += 1;
        assert(ran <= SOON_MAX, 'soon-work comes to an end');
        try {
          act();
        } catch (error) {
          soonQueue = [...batch.slice(i + 1), ...soonQueue]; // The rest has not lost its turn.
          throw error;
        }
      }
    }
    return ran;
  };
  const advanceBy = (ms: number): void => {
    assert(ms >= 0, 'time moves forward');
    const until = mono + ms;
    runSoon();
    for (let due = timers.nextDue(); due !== null && due <= until; due = timers.nextDue()) {
      mono = Math.max(mono, due);
      present(timers.take(), 'a timer is due').act();
      runSoon();
    }
    mono = until;
  };
  const wallMs = (): number => wallAtZero + mono;
  const { now: nowMs, notBefore } = steady(wallMs, () => mono);

  return {
    nowMs,
    wallMs,
    notBefore,
    monoMs: () => mono,
    after: (delayMs, act) => timers.add(mono + Math.max(delayMs, 0), act),
    soon: (act) => void soonQueue.push(act),
    advanceTo: (ms) => advanceBy(ms - wallMs()),
    advanceBy,
    runSoon,
    nextDue: () => {
      const due = timers.nextDue();
      return due === null ? null : wallAtZero + due;
    },
    idle: () => soonQueue.length === 0 && timers.nextDue() === null,
    spend: (ms) => {
      assert(ms >= 0, 'time moves forward');
      mono += ms;
    },
    jump: (byMs) => {
      wallAtZero += byMs;
    },
  };
}
