import type { Config } from '#shared/config';
import type { Position, TerminalSnapshot } from '#shared/domain';
import { judgeEntry, type AtSending, type Entry } from './entry-witness.ts';
import type { Capital } from './firm-day.ts';
import { isOurs, strategyBehind } from './ours.ts';
import type { Report } from './report.ts';
import type { RiskWitness } from './risk-witness.ts';

/** The broker at the moment an entry is sent, of which the cockpit may not know all. */
export type Sending = Pick<AtSending, 'nowMs' | 'books' | 'spec' | 'quote'> & { readonly snapshot: TerminalSnapshot };

/** I5 and I6 at the moment of sending. It is counted what the cockpit can know of: its own, and what it has once been shown. */
export class SendingWitness {
  readonly #report: Report;
  readonly #config: Config;
  readonly #capital: Capital | null;
  readonly #risk: RiskWitness;
  /** Positions that the engine has seen in a look, and working orders that the cockpit is shown at the moment. */
  readonly #known = new Set<string>();
  #orders: ReadonlySet<string> = new Set();
  /** Entries of ours that may still be filled, with the moment after which no terminal takes them. */
  readonly #underWay = new Map<string, { readonly entry: Entry; readonly untilMs: number }>();
  /** Positions that the operator let go of by adopting a difference, until they are seen again. */
  readonly dropped = new Set<string>();

  constructor(report: Report, config: Config, capital: Capital | null, risk: RiskWitness) {
    this.#report = report;
    this.#config = config;
    this.#capital = capital;
    this.#risk = risk;
  }

  /** The engine has taken a look in. */
  observed(positions: readonly Position[]): void {
    for (const { ticket } of positions) {
      this.#known.add(ticket);
      this.dropped.delete(ticket);
    }
  }

  shown({ orders }: TerminalSnapshot): void {
    this.#orders = new Set(orders.map(({ ticket }) => ticket));
  }

  settled(clientOrderId: string): void {
    this.#underWay.delete(clientOrderId);
  }

  sending(entry: Entry, untilMs: number, { snapshot, ...at }: Sending): void {
    const { positions, orders } = snapshot;
    const { paper } = this.#config;
    const there = new Set([...positions, ...at.books.deals].map(({ clientOrderId }) => clientOrderId));
    const underWay = [...this.#underWay.values()].filter((one) => one.untilMs >= at.nowMs && !there.has(one.entry.clientOrderId));
    const isKnown = (held: Position): boolean => !this.dropped.has(held.ticket) && (isOurs(held) || this.#known.has(held.ticket));
    judgeEntry(
      entry,
      {
        ...at,
        positions: positions.filter(isKnown),
        orders: orders.filter(({ ticket }) => this.#orders.has(ticket)),
        underWay: underWay.map((one) => one.entry),
        riskPercent: isOurs(entry) ? this.#risk.percentOf(strategyBehind(entry.magic), this.#config) : 0,
        capital: this.#capital,
        costs: paper,
      },
      this.#report,
    );
    this.#underWay.set(entry.clientOrderId, { entry, untilMs });
  }
}
