import type { OrderRequest } from '#shared/domain';
import type { Report } from './report.ts';

/** I19: a PC's clock that is further off than this is known to be wrong within so long; until it is right again entries wait. */
const OFF_MS = 2_000;
const TOLD_MS = 5_000;

/** The PC's clock held against true time, which the broker's quotes, deals and server go by. */
export class ClockWitness {
  readonly #report: Report;
  /** When it went wrong, true time; null while it is right. */
  #since: number | null = null;

  constructor(report: Report) {
    this.#report = report;
  }

  /** `offsetMs`: the PC's clock less true time. */
  look(nowMs: number, offsetMs: number): void {
    this.#since = Math.abs(offsetMs) <= OFF_MS ? null : (this.#since ?? nowMs);
  }

  sent({ op, clientOrderId }: OrderRequest, nowMs: number): void {
    if (op === 'open' && this.#since !== null && nowMs - this.#since > TOLD_MS)
      this.#report(
        'I19',
        `Entry ${clientOrderId} was sent ${Math.round((nowMs - this.#since) / 1_000)} s after the PC's clock went wrong`,
      );
  }
}
