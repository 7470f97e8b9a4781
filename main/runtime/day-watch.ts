import type { ReadonlyCockpit } from '#shared/projection';
import { dealsSince, type DealsThen } from './day-deals.ts';
import type { RuntimeOptions } from './options.ts';

/** How often the balance of the firm's midnight is worked out again from the deals since. */
const READ_EVERY_MS = 60_000;

/**
 * The balance of the firm's midnight follows from the deals since: they are read once a day was anchored, and again every
 * minute, because a terminal that has only just come may answer before it has loaded its history.
 */
export class DayWatch {
  readonly #options: RuntimeOptions;
  readonly #took: (read: DealsThen) => void;
  #readAt = 0;
  /** Reads that have not ended. */
  inFlight = 0;

  constructor(options: RuntimeOptions, took: (read: DealsThen) => void) {
    this.#options = options;
    this.#took = took;
  }

  /** Before anything else of a run: a midnight may have passed while nobody was there to note its balance. */
  started({ day }: ReadonlyCockpit): Promise<void> {
    return dealsSince(this.#options, day?.resetsAt ?? null, this.#took);
  }

  anchored(anchorAt: number): void {
    this.inFlight += 1;
    this.#readAt = this.#options.clock.monoMs();
    void dealsSince(this.#options, anchorAt, (read) => {
      if (read !== null) this.#took(read);
    }).finally(() => {
      this.inFlight -= 1;
    });
  }

  pulse({ day }: ReadonlyCockpit): void {
    const { clock, terminal } = this.#options;
    if (day === null || terminal.link().state !== 'up' || clock.monoMs() - this.#readAt < READ_EVERY_MS) return;
    this.anchored(day.anchorAt);
  }
}
