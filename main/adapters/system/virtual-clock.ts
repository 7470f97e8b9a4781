import { assert, present } from '#shared/lib';
import type { Clock } from '#ports';
import { dueQueue } from './due-queue.ts';
import { EvidentTime } from './time-keeper.ts';

/** Time that stands still until it is moved. Everything runs inside the call that moves it, in an order that never varies. */
export type VirtualClock = Clock & {
  /** Moves to a UTC time, running timers as they fall due and soon-work before and after each. Errors reach the caller. Returns how much ran. */
  advanceTo(ms: number): number;
  advanceBy(ms: number): number;
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
  /** The machine sleeps: its clock goes on and it counts the time, while timers and `monoMs` stand still. */
  sleep(ms: number): void;
};

/** Soon-work that keeps adding soon-work is a loop, not work. */
const SOON_MAX = 1_000_000;

type SoonQueue = { add(act: () => void): void; run(): number; isEmpty(): boolean };

/** Work for as soon as possible, and what that adds, first come first served. */
function soonQueue(): SoonQueue {
  let waiting: (() => void)[] = [];
  const run = (): number => {
    let ran = 0;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      for (const [i, act] of batch.entries()) {
        ran += 1;
        assert(ran <= SOON_MAX, 'soon-work comes to an end');
        try {
          act();
        } catch (error) {
          waiting = [...batch.slice(i + 1), ...waiting]; // The rest has not lost its turn.
          throw error;
        }
      }
    }
    return ran;
  };
  return { add: (act) => void waiting.push(act), run, isEmpty: () => waiting.length === 0 };
}

export function virtualClock(startMs: number): VirtualClock {
  const timers = dueQueue();
  const queue = soonQueue();
  let wallAtZero = startMs;
  let mono = 0;
  let slept = 0;

  const advanceBy = (ms: number): number => {
    assert(ms >= 0, 'time moves forward');
    const until = mono + ms;
    let ran = queue.run();
    for (let due = timers.nextDue(); due !== null && due <= until; due = timers.nextDue()) {
      mono = Math.max(mono, due);
      present(timers.take(), 'a timer is due').act();
      ran += 1 + queue.run();
    }
    mono = until;
    return ran;
  };
  const wallMs = (): number => wallAtZero + mono;
  const keeper = new EvidentTime({ wall: wallMs, mono: () => mono, up: () => mono + slept });

  return {
    nowMs: keeper.now,
    wallMs,
    keeper,
    monoMs: () => mono,
    after: (delayMs, act) => timers.add(mono + Math.max(delayMs, 0), act),
    soon: queue.add,
    advanceTo: (ms) => advanceBy(ms - wallMs()),
    advanceBy,
    runSoon: queue.run,
    nextDue: () => {
      const due = timers.nextDue();
      return due === null ? null : wallAtZero + due;
    },
    idle: () => queue.isEmpty() && timers.nextDue() === null,
    spend: (ms) => {
      assert(ms >= 0, 'time moves forward');
      mono += ms;
    },
    jump: (byMs) => {
      wallAtZero += byMs;
    },
    sleep: (ms) => {
      assert(ms >= 0, 'time moves forward');
      wallAtZero += ms;
      slept += ms;
    },
  };
}
