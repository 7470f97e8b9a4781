import type { OrderRequest } from '#shared/domain';
import type { Report } from './report.ts';

/** I19: a PC's clock that is further off than this is known to be wrong within so long; until it is right again entries wait. */
const OFF_MS = 2_000;
const TOLD_MS = 5_000;

/** The cockpit's own time is as near to the true one while its terminal tells it. */
const NOW_OFF_MS = 7_000;

export type ClockView = {
  /** The PC's clock less true time. */
  readonly offsetMs: number;
  /** What the cockpit takes for the time, and whether it says that the PC's clock is wrong. */
  readonly shownMs: number;
  readonly isTold: boolean;
};

/** The PC's clock held against true time, which the broker's quotes, deals and server go by. */
export class ClockWitness {
  readonly #report: Report;
  /** When it went wrong, true time; null while it is right. */
  #since: number | null = null;
  #untoldMs = 0;
  #wrongMs = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /**
   * A wrong clock is told in time, and moves the cockpit's own time no longer than that. `ms`: how much of the time since the
   * last look counts, because the cockpit could see and act.
   */
  look(nowMs: number, { offsetMs, shownMs, isTold }: ClockView, ms = 0): void {
    this.#since = Math.abs(offsetMs) <= OFF_MS ? null : (this.#since ?? nowMs);
    this.#untoldMs = this.#since === null || isTold ? 0 : this.#untoldMs + ms;
    if (this.#untoldMs > TOLD_MS)
      this.#report('I19', `The PC's clock has been wrong for ${Math.round((nowMs - (this.#since ?? nowMs)) / 1_000)} s, untold`);
    this.#wrongMs = Math.abs(shownMs - nowMs) <= NOW_OFF_MS ? 0 : this.#wrongMs + ms;
    if (this.#wrongMs > TOLD_MS) this.#report('I19', `The cockpit's time is ${shownMs - nowMs} ms off`);
  }

  sent({ op, clientOrderId }: OrderRequest, nowMs: number): void {
    if (op === 'open' && this.#since !== null && nowMs - this.#since > TOLD_MS)
      this.#report(
        'I19',
        `Entry ${clientOrderId} was sent ${Math.round((nowMs - this.#since) / 1_000)} s after the PC's clock went wrong`,
      );
  }
}
