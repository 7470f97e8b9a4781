import type { ReadonlyCockpit } from '#shared/projection';
import { dealsSince } from './day-deals.ts';
import type { DealsThen } from './facts.ts';
import type { RuntimeOptions } from './options.ts';

/** How often the balance of the firm's midnight is worked out again from the deals since. */
const READ_EVERY_MS = 60_000;
/** For so long after a day's beginning the deals of all midnights before it that nobody saw are read; then only the day's own. */
const MISSED_FOR_MS = 15 * 60_000;

/**
 * The balance of the firm's midnight follows from the deals since: they are read once a day was anchored, and again every
 * minute, because a terminal that has only just come may answer before it has loaded its history.
 */
export class DayWatch {
  readonly #options: RuntimeOptions;
  readonly #took: (read: DealsThen) => void;
  #readAt = 0;
  /** The day that began in this life, and until when the midnights before it are looked at. */
  #begun: { readonly anchorAt: number; readonly until: number } | null = null;
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

  /** A day has begun, or its beginning was put right. */
  anchored({ day, pastDays }: ReadonlyCockpit): void {
    if (day === null) return;
    const { anchorAt } = day;
    if (anchorAt !== this.#begun?.anchorAt) this.#begun = { anchorAt, until: this.#options.clock.monoMs() + MISSED_FOR_MS };
    this.#read(Math.min(anchorAt, pastDays.at(-1)?.resetsAt ?? anchorAt));
  }

  pulse(cockpit: ReadonlyCockpit): void {
    const { clock, terminal } = this.#options;
    const { day } = cockpit;
    if (day === null || terminal.link().state !== 'up' || clock.monoMs() - this.#readAt < READ_EVERY_MS) return;
    if (clock.monoMs() < (this.#begun?.until ?? 0)) this.anchored(cockpit);
    else this.#read(day.anchorAt);
  }

  #read(since: number): void {
    this.inFlight += 1;
    this.#readAt = this.#options.clock.monoMs();
    void dealsSince(this.#options, since, (read) => {
      if (read !== null) this.#took(read);
    }).finally(() => {
      this.inFlight -= 1;
    });
  }
}
