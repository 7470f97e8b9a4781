import type { OrderRequest } from '#shared/domain';
import type { Report } from './report.ts';

/** I19: a PC's clock that is further off than this is known to be wrong within so long; until it is right again entries wait. */
const OFF_MS = 2_000;
const TOLD_MS = 5_000;

/** The cockpit's own time is as near to the true one while its terminal tells it. */
const NOW_OFF_MS = 7_000;
/** So long a clock has to be right for the cockpit to have seen that it is. */
const SEEN_MS = 2_000;

/**
 * Servers keep the summer time of one of these, and none says of which: when it has changed while the clock was wrong, a start
 * has no way to tell an hour more from an hour less. It knows that the clock is wrong, and may show the other hour.
 */
const SUMMER_TIMES = ['America/New_York', 'Europe/Athens', 'Europe/London', 'Europe/Prague'];
const HOUR_MS = 3_600_000;

const zoneName = (timeZone: string, ms: number): string | undefined =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value;

const hasSummerTimeChanged = (fromMs: number, toMs: number): boolean =>
  SUMMER_TIMES.some((zone) => zoneName(zone, fromMs) !== zoneName(zone, toMs));

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
  /** When the cockpit could last see that it is right; true time. */
  #rightAt: number | null = null;
  #rightSince: number | null = null;
  #lookedAt = 0;

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
    const off = Math.abs(shownMs - nowMs);
    this.#noteRight(nowMs, this.#since === null && off <= NOW_OFF_MS && ms > 0);
    this.#wrongMs = off <= NOW_OFF_MS || (isTold && this.#mayBeAnHourOff(off, nowMs)) ? 0 : this.#wrongMs + ms;
    if (this.#wrongMs > TOLD_MS) this.#report('I19', `The cockpit's time is ${shownMs - nowMs} ms off`);
  }

  /** Right for a moment between two faults is too short for the cockpit to have seen it. */
  #noteRight(nowMs: number, isRight: boolean): void {
    const goesOn = this.#rightSince !== null && nowMs - this.#lookedAt <= SEEN_MS;
    this.#rightSince = isRight ? (goesOn ? this.#rightSince : nowMs) : null;
    this.#lookedAt = nowMs;
    if (this.#rightSince !== null && nowMs - this.#rightSince >= SEEN_MS) this.#rightAt = nowMs;
  }

  #mayBeAnHourOff(off: number, nowMs: number): boolean {
    return Math.abs(off - HOUR_MS) <= NOW_OFF_MS && this.#rightAt !== null && hasSummerTimeChanged(this.#rightAt, nowMs);
  }

  sent({ op, clientOrderId }: OrderRequest, nowMs: number): void {
    if (op === 'open' && this.#since !== null && nowMs - this.#since > TOLD_MS)
      this.#report(
        'I19',
        `Entry ${clientOrderId} was sent ${Math.round((nowMs - this.#since) / 1_000)} s after the PC's clock went wrong`,
      );
  }
}
