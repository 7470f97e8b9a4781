import type { OrderRequest, Outcome, TerminalSnapshot } from '#shared/domain';
import { isOurs } from './ours.ts';
import type { Report } from './report.ts';

/**
 * I16: so long one of our positions may be at the broker without a stop: the 10 s after which the cockpit closes it, and what
 * refused requests and their pauses take.
 */
const WITHOUT_STOP_MS = 40_000;
/** After the answer that a market is closed, without when it opens, the next request is due in a minute. */
const CLOSED_MS = 60_000;
const MARKET_CLOSED = 10_018;

/** No position of ours is at the broker without a stop for long, by whatever cause. */
export class ProtectionWitness {
  readonly #report: Report;
  readonly #since = new Map<string, number>();
  /** Tickets by the client id of what was asked about them, and those whose market was said to be closed. */
  readonly #asked = new Map<string, string>();
  readonly #closed = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** A request leaves the cockpit. */
  sending(request: OrderRequest): void {
    if ('ticket' in request) this.#asked.set(request.clientOrderId, request.ticket);
  }

  /** The broker's answer to a request, as the cockpit was given it. */
  answered(clientOrderId: string, outcome: Outcome): void {
    const ticket = this.#asked.get(clientOrderId);
    if (ticket !== undefined && outcome.kind === 'refused' && outcome.retcode === MARKET_CLOSED) this.#closed.add(ticket);
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
      const most = WITHOUT_STOP_MS + (this.#closed.has(ticket) ? CLOSED_MS : 0);
      if (total > most) this.#report('I16', `Position ${ticket} is without a stop for ${Math.round(total)} ms`);
    }
  }

  died(): void {
    this.#since.clear();
  }
}
