import type { Position } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { isOurs } from './ours.ts';
import type { Report } from './report.ts';

/** I16: so long one of our positions may be at the broker without a stop, or without anybody being told that its stop was taken away. */
const WITHOUT_STOP_MS = 5_000;

/** One look. `ms`: how much of the time since the last look counts, because the cockpit could see and act. */
export type ProtectionLook = {
  readonly ms: number;
  readonly broker: readonly Position[];
  /** Tickets whose stop was taken away by hand in the terminal. */
  readonly takenAway: ReadonlySet<string>;
  /** Alarms that stand, by id. */
  readonly alarms: ReadonlySet<string>;
};

/** Alarms that stand, by id, and by id and subject for each row of one that stands for many. */
export const standingAlarms = (alarms: ReadonlyCockpit['alarms']): ReadonlySet<string> =>
  new Set(
    [...alarms].flatMap(
      ([
        id,
        {
          state,
          alarm: { rows = [] },
        },
      ]) => (state === 'active' ? [id, ...rows.map(({ subject }) => `${id}:${subject}`)] : []),
    ),
  );

/** No position of ours is at the broker without a stop; where it was taken away by hand, an alarm names the position. */
export class ProtectionWitness {
  readonly #report: Report;
  readonly #since = new Map<string, number>();

  constructor(report: Report) {
    this.#report = report;
  }

  look({ ms, broker, takenAway, alarms }: ProtectionLook): void {
    const bare = broker.filter((held) => isOurs(held) && held.stopLoss === null).map(({ ticket }) => ticket);
    for (const ticket of this.#since.keys()) if (!bare.includes(ticket)) this.#since.delete(ticket);
    for (const ticket of bare) {
      const isTold = takenAway.has(ticket) && [...alarms].some((id) => id.includes(ticket));
      const total = isTold || ms === 0 ? 0 : (this.#since.get(ticket) ?? 0) + ms;
      this.#since.set(ticket, total);
      if (total > WITHOUT_STOP_MS)
        this.#report(
          'I16',
          `Position ${ticket} is without a stop for ${Math.round(total)} ms${takenAway.has(ticket) ? ', and no alarm says so' : ''}`,
        );
    }
  }

  died(): void {
    this.#since.clear();
  }
}
