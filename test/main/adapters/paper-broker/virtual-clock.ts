import type { Clock } from '#ports';

/** Time that moves only when told to, running what falls due on the way. */
export class VirtualClock implements Clock {
  #now: number;
  #timers: { at: number; act: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  nowMs = (): number => this.#now;
  wallMs = (): number => this.#now;
  monoMs = (): number => this.#now;
  soon = (act: () => void): void => void this.after(0, act);

  after(delayMs: number, act: () => void): () => void {
    const timer = { at: this.#now + delayMs, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  moveTo(toMs: number): void {
    for (;;) {
      const [next] = this.#timers.filter((timer) => timer.at <= toMs).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = toMs;
  }

  move(byMs: number): void {
    this.moveTo(this.#now + byMs);
  }
}
