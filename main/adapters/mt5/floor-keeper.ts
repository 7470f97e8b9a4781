import type { Asked } from '#shared/bridge';
import type { Clock, EquityFloor, TerminalGuard } from '#ports';
import { askedUntil } from './questions.ts';

const CENT = 0.01;

/** Sends the Expert Advisor the equity floor below which it refuses entries by itself: on change, and at every session. */
export class FloorKeeper implements TerminalGuard {
  readonly #clock: Clock;
  readonly #send: (asked: Asked) => boolean;
  #wanted: EquityFloor | null = null;
  #told: EquityFloor | null = null;

  constructor(clock: Clock, send: (asked: Asked) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  keep(floor: EquityFloor): void {
    this.#wanted = floor;
    this.#tell();
  }

  /** A new session: the Expert Advisor may have forgotten the floor, so it is sent again. */
  begin(): void {
    this.#told = null;
    this.#tell();
  }

  #tell(): void {
    const [wanted, told] = [this.#wanted, this.#told];
    if (wanted === null) return;
    if (told?.untilMs === wanted.untilMs && Math.abs(told.equity - wanted.equity) < CENT) return;
    const equity = Number(wanted.equity.toFixed(2));
    // The Expert Advisor goes by the PC's clock, also where that is wrong.
    const untilMs = Math.max(0, Math.floor(wanted.untilMs + this.#clock.wallMs() - this.#clock.nowMs()));
    const asked = { op: 'floor', equity, untilMs, deadlineMs: askedUntil(this.#clock) } as const;
    if (this.#send(asked)) this.#told = wanted;
  }
}
