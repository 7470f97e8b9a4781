/** Heartbeats between two tries at most: a minute. */
const PAUSE_MAX = 60;

/** When what failed is tried again, counted in heartbeats: 1 after it failed, then 2, 4 ... 60 later. */
export class BackOff {
  #pause = 1;
  #left = 1;

  /** A heartbeat came. True: it is time to try. */
  isDue(): boolean {
    this.#left -= 1;
    if (this.#left > 0) return false;
    this.#pause = Math.min(PAUSE_MAX, this.#pause * 2);
    this.#left = this.#pause;
    return true;
  }
}
