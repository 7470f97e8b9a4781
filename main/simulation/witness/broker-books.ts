import type { Deal, Position, TerminalSnapshot } from '#shared/domain';
import type { PaperTerminal } from '../../adapters/paper-broker/index.ts';
import type { Books } from './firm-day.ts';
import type { Sending } from './sending-witness.ts';

/** The broker's books as they stand, with every deal it has ever made. */
export class BrokerBooks {
  readonly #broker: PaperTerminal;
  readonly #deals: Deal[] = [];

  constructor(broker: PaperTerminal) {
    this.#broker = broker;
    broker.onNews((news) => {
      if (news.kind === 'deal') this.#deals.push(news.deal);
    });
  }

  /** Every deal it has made, oldest first. */
  get deals(): readonly Deal[] {
    return this.#deals;
  }

  get snapshot(): TerminalSnapshot | null {
    return this.#broker.snapshot();
  }

  held(ticket: string): Position | null {
    return this.snapshot?.positions.find((held) => held.ticket === ticket) ?? null;
  }

  books({ account }: TerminalSnapshot): Books {
    const { balance, equity, operations = [] } = account;
    return { balance, equity, operations, deals: this.#deals };
  }

  /** What an entry is judged by when it is sent; null before the broker was ever there. */
  atSending(nowMs: number): Sending | null {
    const { snapshot } = this;
    if (snapshot === null) return null;
    const [spec, quote] = [(symbol: string) => this.#broker.spec(symbol), (symbol: string) => this.#broker.quote(symbol)];
    return { nowMs, snapshot, books: this.books(snapshot), spec, quote };
  }

  /** Whether it has an order, or had it; null while that cannot be said. */
  async has(clientOrderId: string): Promise<boolean | null> {
    const { kind } = await this.#broker.probe(clientOrderId);
    return kind === 'unreachable' ? null : kind !== 'absent';
  }
}
