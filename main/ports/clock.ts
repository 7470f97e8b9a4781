import type { ClockStanding } from '#shared/domain';

/**
 * What another clock says: UTC, as of a moment of `monoMs`. `isIndependent`: it cannot have been moved by setting the PC's clock.
 */
export type ClockWord = { readonly utcMs: number; readonly monoMs: number; readonly isIndependent: boolean };

/** How the clocks stand from now on. `movedMs`: so far the time itself went on or back with it, beside what passed. Absent: it did not. */
export type ClockChange = ClockStanding & { readonly movedMs?: number };

/** Holds the PC's clock against all other evidence of the time. What it finds moves `nowMs` and nothing else. */
export interface TimeKeeper {
  /** Looks at the clocks, and says how they stand. */
  standing(): ClockStanding;
  /** A life of the cockpit begins: the newest moment on record that was trusted (UTC ms), or null. */
  begin(lastTrustedMs: number | null): void;
  /** The trade server's clock was heard; null: there is none at the moment. */
  heard(word: ClockWord | null): void;
  /** The trader vouches for the PC's clock. */
  confirm(): void;
  /** What changed since this was asked last, oldest first: also a step that is over again. At most the newest hundred. */
  changes(): readonly ClockChange[];
  /** Time that has passed, sleep included where the machine counts it; setting the clock does not move it. */
  passedMs(): number;
}

/** Time as a port. */
export interface Clock {
  /** UTC for records and deadlines: true time by evidence. It goes back only when a wrong time is put right. */
  nowMs(): number;
  /** The PC's wall clock, right or wrong: only for what other programs on this PC go by. */
  wallMs(): number;
  /** Never goes back; measures durations. */
  monoMs(): number;
  /** Absent: a clock that nobody can set wrong. */
  readonly keeper?: TimeKeeper;
  /** Runs `act` once, `delayMs` from now. Returns how to call it off. */
  after(delayMs: number, act: () => void): () => void;
  /** Runs `act` as soon as the current work is done (one turn of the host's loop). */
  soon(act: () => void): void;
}
