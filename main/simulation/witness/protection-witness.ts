import type { TerminalSnapshot } from '#shared/domain';
import { isOurs } from './ours.ts';
import type { Report } from './report.ts';

/**
 * I16: so long one of our positions may be at the broker without a stop: the 10 s after which the cockpit closes it, and what
 * refused requests and their pauses take.
 */
const WITHOUT_STOP_MS = 40_000;

/** No position of ours is at the broker without a stop for long, by whatever cause. */
export class ProtectionWitness {
  readonly #report: Report;
  readonly #since = new Map<string, number>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** One look. `ms`: how much of the time since the last look counts, because the cockpit could see and act. */
  look(
    ms: number,
    { positions, account }: Pick<TerminalSnapshot, 'positions'> & { readonly account: { readonly algoTrading: boolean } },
  ): void {
    const bare = positions.filter((held) => isOurs(held) && held.stopLoss === null).map(({ ticket }) => ticket);
    for (const ticket of this.#since.keys()) if (!bare.includes(ticket)) this.#since.delete(ticket);
    for (const ticket of bare) {
      const total = ms === 0 || !account.algoTrading ? 0 : (this.#since.get(ticket) ?? 0) + ms;
      this.#since.set(ticket, total);
      if (total > WITHOUT_STOP_MS) this.#report('I16', `Position ${ticket} is without a stop for ${Math.round(total)} ms`);
    }
  }

  died(): void {
    this.#since.clear();
  }
}
