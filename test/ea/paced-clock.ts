import type { Clock } from '#ports';

/** So far the clock goes on in one turn of the host's loop, milliseconds: what was due in it happens before it goes on. */
const STEP_MS = 20;
/** Real time from one turn to the next. */
const TURN_MS = 2;
/** So far the clock goes beyond the last sign of life of a process that lives by it. */
const AHEAD_MS = 100;

type Timer = { readonly at: number; readonly act: () => void };

/**
 * A clock for many desks in one process and the Expert Advisors beside it: it runs at most `speed` times as fast as real time, and only
 * as fast as everybody keeps up. A process that is not given the machine holds the time back for all, so that nobody is late, and what
 * is told does not depend on what else the machine does.
 */
export class PacedClock implements Clock {
  #now: number;
  readonly #from: number;
  readonly #speed: number;
  /** Sorted, the next one last. */
  readonly #timers: Timer[] = [];
  /** When each process was heard last. */
  readonly #alive = new Map<number, number>();
  readonly #excused = new Set<number>();
  #isRunning = false;

  constructor(startMs: number, speed: number) {
    [this.#now, this.#from, this.#speed] = [startMs, startMs, speed];
  }

  nowMs(): number {
    this.#run();
    return Math.floor(this.#now);
  }

  wallMs(): number {
    return this.nowMs();
  }

  monoMs(): number {
    this.#run();
    return this.#now - this.#from;
  }

  after(delayMs: number, act: () => void): () => void {
    this.#run();
    const timer = { at: this.#now + Math.max(0, delayMs), act };
    // Behind those that are due at the same moment and came first: nearer to the front of what is sorted backwards.
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.at ?? 0) > timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  soon(act: () => void): void {
    setImmediate(act);
  }

  /** This process lives by the clock and was heard now: the time waits for it until it is heard again, or has gone. */
  heard(process: number | undefined): void {
    if (process !== undefined && !this.#excused.has(process)) this.#alive.set(process, this.#now);
  }

  gone(process: number | undefined): void {
    if (process !== undefined) this.#alive.delete(process);
  }

  /** It hangs: the time goes on without it, until it is expected again. */
  excuse(process: number | undefined): void {
    this.gone(process);
    if (process !== undefined) this.#excused.add(process);
  }

  expect(process: number | undefined): void {
    if (process !== undefined) this.#excused.delete(process);
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#turns();
  }

  /** Ends when nothing is to come: a test that is over leaves nothing behind. */
  async #turns(): Promise<void> {
    let real = performance.now();
    for (let idle = 0; idle < 1_000; idle = this.#timers.length === 0 && this.#alive.size === 0 ? idle + 1 : 0) {
      await new Promise((resolve) => setTimeout(resolve, TURN_MS));
      const passed = performance.now() - real;
      real += passed;
      const slowest = Math.min(...this.#alive.values()) + AHEAD_MS;
      await this.#until(Math.max(this.#now, Math.min(this.#now + Math.min(STEP_MS, passed * this.#speed), slowest)));
    }
    this.#isRunning = false;
  }

  async #until(end: number): Promise<void> {
    for (let next = this.#timers.at(-1); next !== undefined && next.at <= end; next = this.#timers.at(-1)) {
      this.#timers.pop();
      this.#now = Math.max(this.#now, next.at);
      next.act();
      // What came in and what follows is done before the next one is due.
      await new Promise(setImmediate);
    }
    this.#now = Math.max(this.#now, end);
  }
}
