import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;

/** The clock of an IANA zone: how far ahead of UTC it is, by what it shows. */
export class ZoneClock {
  readonly #zone: string;
  /** Readings between which the offset stays, a day away from each change of the clock. */
  #from = Infinity;
  #until = -Infinity;
  #offset = 0;

  /** An unknown zone is a RangeError. */
  constructor(zone: string) {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    this.#zone = zone;
  }

  /** Milliseconds ahead of UTC when the clock shows a time, given as if it were UTC; of an hour that comes twice, the first. */
  offsetAt(asIfUtcMs: number): number {
    if (asIfUtcMs >= this.#from && asIfUtcMs < this.#until) return this.#offset;
    const shown = Temporal.Instant.fromEpochMilliseconds(asIfUtcMs).toZonedDateTimeISO('UTC').toPlainDateTime();
    const at = shown.toZonedDateTime(this.#zone);
    this.#offset = at.offsetNanoseconds / 1e6;
    // Near a change nothing is remembered: there each reading is asked for.
    const [before, after] = [at.getTimeZoneTransition('previous'), at.getTimeZoneTransition('next')];
    this.#from = (before?.epochMilliseconds ?? -Infinity) + this.#offset + DAY_MS;
    this.#until = (after?.epochMilliseconds ?? Infinity) + this.#offset - DAY_MS;
    return this.#offset;
  }

  /** Whether the clock is so far ahead of UTC when it shows a time: in an hour that comes twice it is by two offsets. */
  isAhead(asIfUtcMs: number, offsetMs: number): boolean {
    if (asIfUtcMs >= this.#from && asIfUtcMs < this.#until) return offsetMs === this.#offset;
    const at = Temporal.Instant.fromEpochMilliseconds(asIfUtcMs - offsetMs).toZonedDateTimeISO(this.#zone);
    return at.offsetNanoseconds / 1e6 === offsetMs;
  }
}
