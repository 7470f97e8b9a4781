import type { Clock } from '#ports';

/** One timer for whatever the engine says is due next; it is moved, never multiplied. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #due: () => void;
  #set: { readonly at: number; cancel(): void } | null = null;

  constructor(clock: Clock, due: () => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** Calls back at a moment (UTC ms), or not at all. */
  arm(at: number | null): void {
    if (at === (this.#set?.at ?? null)) return;
    this.#set?.cancel();
    this.#set = null;
    if (at === null) return;
    const cancel = this.#clock.after(Math.max(0, at - this.#clock.nowMs()), () => {
      this.#set = null;
      this.#due();
    });
    this.#set = { at, cancel };
  }
}
