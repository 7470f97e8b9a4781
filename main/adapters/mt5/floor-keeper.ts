import type { Asked } from '../../../shared/bridge/index.ts';
import type { Clock, EquityFloor } from '../../ports/index.ts';

const ASK_MS = 10_000;
const CENT = 0.01;

/** Tells the Expert Advisor the equity at which it lets nothing new in by itself: when it changes, and at every session. */
export class FloorKeeper {
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

  /** A session has begun: what an earlier one was told may be forgotten. */
  begin(): void {
    this.#told = null;
    this.#tell();
  }

  #tell(): void {
    const [wanted, told] = [this.#wanted, this.#told];
    if (wanted === null) return;
    if (told?.untilMs === wanted.untilMs && Math.abs(told.equity - wanted.equity) < CENT) return;
    const equity = Number(wanted.equity.toFixed(2));
    const deadlineMs = Math.floor(this.#clock.wallMs()) + ASK_MS;
    if (this.#send({ op: 'floor', equity, untilMs: wanted.untilMs, deadlineMs })) this.#told = wanted;
  }
}
