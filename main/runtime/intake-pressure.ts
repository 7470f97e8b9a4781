/** How long an entry may take from the door to its durable answer while the cockpit keeps up. */
const ON_TIME_MS = 150;
/** Late answers for this long in a row, and what comes in is more than can be done; a burst is over sooner. */
const SUSTAINED_MS = 1_000;
/** After the last one turned away, how long the queue is still kept short. */
const CALM_MS = 1_000;
/** As many may always wait: work of milliseconds. */
const FREE = 16;
/** More never wait, however fast the cockpit was a moment ago. */
const MAX = 256;

/**
 * Whether entries come in faster than they can be decided and recorded. Then some are turned away at once, so that those
 * that are taken are answered in a fraction of a second, instead of all of them in many. Times are monotonic milliseconds.
 */
export class IntakePressure {
  #pending = 0;
  #lateSince: number | null = null;
  #turnedAwayAt: number | null = null;
  /** Answers since `#countedFrom`, and answers a second before that. */
  #count = 0;
  #countedFrom = 0;
  #perSecond = 0;

  /** True: take the next entry. */
  admits(nowMs: number): boolean {
    const isTaken = this.#pending < FREE || (this.#pending < MAX && (!this.#isHigh(nowMs) || this.#pending < this.#shortQueue));
    if (!isTaken) this.#turnedAwayAt = nowMs;
    return isTaken;
  }

  /** An entry was taken. */
  began(): void {
    this.#pending += 1;
  }

  /** It was answered. */
  ended(beganMs: number, nowMs: number): void {
    this.#pending -= 1;
    this.#count += 1;
    if (nowMs - this.#countedFrom >= SUSTAINED_MS) {
      this.#perSecond = (this.#count * 1_000) / (nowMs - this.#countedFrom);
      this.#count = 0;
      this.#countedFrom = nowMs;
    }
    const isLate = nowMs - beganMs > ON_TIME_MS && this.#pending > 0;
    this.#lateSince = isLate ? (this.#lateSince ?? nowMs) : null;
  }

  #isHigh(nowMs: number): boolean {
    const isLate = this.#lateSince !== null && nowMs - this.#lateSince >= SUSTAINED_MS;
    return isLate || (this.#turnedAwayAt !== null && nowMs - this.#turnedAwayAt < CALM_MS);
  }

  /** As many as are answered within the time that is still in time. */
  get #shortQueue(): number {
    return (this.#perSecond * ON_TIME_MS) / 1_000;
  }
}
