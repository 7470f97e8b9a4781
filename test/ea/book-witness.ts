import { identifierOf, type Deal } from '#shared/domain';
import type { Line } from './cutting-wire.ts';
import { clock, every } from './ea-clock.ts';
import type { Venue } from './venue.ts';

const LOOK_MS = 20;
/** Half of the smallest step of lots. */
const NOISE = 0.005;

const sum = (deals: readonly Deal[]): number => deals.reduce((lots, { volume }) => lots + volume, 0);

/**
 * Reads the broker's own books and nothing else: neither the Expert Advisor nor the engine is asked. It knows how long a position
 * was without a stop while there was anybody who could set one, whether a stop went back, and what was dealt for each request.
 */
export class BookWitness {
  /** The longest time without a stop, in milliseconds. */
  longestBareMs = 0;
  readonly #venue: Venue;
  readonly #isGuarded: () => boolean;
  readonly #bareSince = new Map<string, number>();
  readonly #stops = new Map<string, number>();
  readonly #faults: string[] = [];
  readonly #allowedMs: number;
  readonly #endWatch: () => void;

  /** `isGuarded`: there is an end that could set a stop. `allowedMs`: how long it may be missing then. */
  constructor(venue: Venue, isGuarded: () => boolean, allowedMs: number) {
    this.#venue = venue;
    this.#isGuarded = isGuarded;
    this.#allowedMs = allowedMs;
    this.#endWatch = every(LOOK_MS, () => this.#look());
  }

  end(): void {
    this.#endWatch();
  }

  /** What is wrong with what was dealt since a moment, for the orders that were sent. Empty: nothing. */
  faults(orders: readonly Line[], sinceMs: number): readonly string[] {
    const deals = this.#venue.account.deals(sinceMs);
    const asked = new Map<string, number>();
    for (const { cid, op, vol } of orders)
      if (op === 'open' || op === 'place') asked.set(String(cid), Math.max(Number(vol), asked.get(String(cid)) ?? 0));
    const entries = Map.groupBy(
      deals.filter(({ entry }) => entry === 'in'),
      ({ position }) => position,
    );
    const perId = Map.groupBy(
      deals.filter(({ entry }) => entry === 'in'),
      ({ clientOrderId }) => clientOrderId ?? 'nobody',
    );
    const sent = Map.groupBy(orders, ({ cid }) => String(cid));
    return [
      ...this.#faults,
      ...[...sent].flatMap(([id, lines]) => (lines.length > 1 ? [`${id}: sent ${lines.length} times`] : [])),
      ...[...perId].flatMap(([id, made]) =>
        sum(made) <= (asked.get(id) ?? 0) + NOISE ? [] : [`${id}: ${sum(made)} lots opened, ${asked.get(id) ?? 0} asked for`],
      ),
      ...[...entries].flatMap(([position, made]) => {
        const out = sum(deals.filter((deal) => deal.position === position && deal.entry !== 'in'));
        return out <= sum(made) + NOISE ? [] : [`${position}: ${out} lots closed of ${sum(made)}`];
      }),
    ];
  }

  /** The share of a position's lots that were closed so far. */
  closedShare(position: string): number {
    const deals = this.#venue.account.deals(0).filter((deal) => deal.position === position);
    return sum(deals.filter(({ entry }) => entry !== 'in')) / sum(deals.filter(({ entry }) => entry === 'in'));
  }

  #look(): void {
    const now = clock.nowMs();
    const { positions } = this.#venue;
    const guarded = this.#isGuarded();
    for (const held of positions) {
      const ticket = identifierOf(held);
      const { stopLoss, direction } = held;
      if (stopLoss === null) {
        if (!guarded) this.#bareSince.delete(ticket);
        const since = this.#bareSince.get(ticket);
        if (since === undefined && guarded) this.#bareSince.set(ticket, now);
        const forMs = now - (since ?? now);
        this.longestBareMs = Math.max(this.longestBareMs, forMs);
        if (forMs > this.#allowedMs && since !== undefined) {
          this.#faults.push(`${ticket}: ${forMs} ms without a stop`);
          this.#bareSince.set(ticket, Infinity);
        }
        continue;
      }
      this.#bareSince.delete(ticket);
      const before = this.#stops.get(ticket);
      if (before !== undefined && (direction === 'BUY' ? 1 : -1) * (stopLoss - before) < -1e-9)
        this.#faults.push(`${ticket}: its stop went back from ${before} to ${stopLoss}`);
      this.#stops.set(ticket, stopLoss);
    }
    if (this.#bareSince.size > 0) {
      const there = new Set(positions.map(identifierOf));
      for (const ticket of this.#bareSince.keys()) if (!there.has(ticket)) this.#bareSince.delete(ticket);
    }
  }
}
