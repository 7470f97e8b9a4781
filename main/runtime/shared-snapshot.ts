import type { Clock } from '#ports';

/** After a look that others waited for, the next one comes this much later. */
const AGAIN_MS = 250;

/** A timer goes off a moment early, and a look is noted in whole milliseconds: what is to be that much later is a little more. */
const EARLY_MS = 10;

/** Looks at the terminal, one at a time: those asked for while one is out share the next. */
export class SharedSnapshot {
  readonly #clock: Clock;
  readonly #look: (ended: () => void) => void;
  #isOut = false;
  #isAskedAgain = false;

  /** `look` begins one and calls `ended` when its answer is there, or will not come. */
  constructor(clock: Clock, look: (ended: () => void) => void) {
    this.#clock = clock;
    this.#look = look;
  }

  /** `afterMs`: not before that long from now; absent: now. */
  ask(afterMs?: number): void {
    if (afterMs !== undefined) {
      this.#clock.after(afterMs + EARLY_MS, () => {
        this.ask();
      });
      return;
    }
    if (this.#isOut) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isOut = true;
    this.#look(() => {
      this.#isOut = false;
      if (!this.#isAskedAgain) return;
      this.#isAskedAgain = false;
      this.ask(AGAIN_MS);
    });
  }
}
