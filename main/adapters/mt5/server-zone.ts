import type { LineOf } from '#shared/bridge';
import { newYorkLagHours } from '#shared/instruments';
import type { ServerTime } from './server-time.ts';

const HOUR = 3_600_000;
/** A server's offset from UTC is a multiple of this, and lies between those of the world's zones. */
const STEP_MS = 900_000;
const MIN_MS = -12 * HOUR;
const MAX_MS = 14 * HOUR;
/** Most servers keep New York and seven hours, so that their day ends at 17:00 there: UTC+2, in New York's summer UTC+3. */
const withNewYork = (utcMs: number): number => (7 - newYorkLagHours(utcMs)) * HOUR;

/** The zone of a trade server's clock, from its heartbeats. */
export class ServerZone {
  /** What it is now; null: not known yet. */
  offsetMs: number | null = null;
  /** When that was learned. */
  #learnedAt = 0;

  forget(): void {
    this.offsetMs = null;
  }

  /** Before the terminal's first login the server's clock is 0: no zone of the world, and no clock. */
  learn({ serverMs, gmtMs }: LineOf<'hb'>, time: ServerTime | undefined): void {
    const known = time === undefined ? gmtMs : time.utcOf(gmtMs);
    const utc = known ?? (this.offsetMs === null ? gmtMs : null);
    if (utc === null) return;
    const offsetMs = Math.round((serverMs - utc) / STEP_MS) * STEP_MS;
    if (offsetMs < MIN_MS || offsetMs > MAX_MS) return;
    this.offsetMs = offsetMs;
    this.#learnedAt = utc;
  }

  /** UTC milliseconds of a moment on the server's clock; the same where no zone is known. */
  utc(serverMs: number): number {
    const offset = this.offsetMs === null ? 0 : offsetAt(serverMs, this.offsetMs, this.#learnedAt);
    return Math.max(0, Math.round(serverMs - offset));
  }
}

/**
 * A server's offset at a moment of its own clock, from what it is now. One whose offset is New York's and seven hours had the
 * other one before the last change of summer time there; any other is taken to keep its offset.
 */
function offsetAt(serverMs: number, offsetMs: number, nowMs: number): number {
  return offsetMs === withNewYork(nowMs) ? withNewYork(serverMs - offsetMs) : offsetMs;
}
