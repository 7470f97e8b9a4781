import { randomBytes } from 'node:crypto';
import type { Clock } from '#ports';

/** How long a ticket waits for its first stream, and for the next one after a stream has ended. */
export const TICKET_MS = 60_000;
/** More than streams there may be, so that one without a stream can always make room. */
const TICKETS_MAX = 64;

type Ticket = { readonly token: string; goodUntilMs: number; streams: number };

/**
 * Words that stand for a token in the address of a stream, for readers that cannot send headers (a browser's EventSource). Each
 * opens streams and nothing else, is of no use a minute after its last stream, and ends with the token that it was issued to.
 */
export class StreamTickets {
  readonly #clock: Pick<Clock, 'monoMs'>;
  readonly #tickets = new Map<string, Ticket>();

  constructor(clock: Pick<Clock, 'monoMs'>) {
    this.#clock = clock;
  }

  /** A new ticket of a token's holder. */
  issue(token: string): string {
    const nowMs = this.#clock.monoMs();
    for (const [text, { streams, goodUntilMs }] of this.#tickets) {
      const isOver = streams === 0 && (goodUntilMs < nowMs || this.#tickets.size >= TICKETS_MAX);
      if (isOver) this.#tickets.delete(text);
    }
    const ticket = `st_${randomBytes(32).toString('base64url')}`;
    this.#tickets.set(ticket, { token, goodUntilMs: nowMs + TICKET_MS, streams: 0 });
    return ticket;
  }

  /** The token that a ticket stands for; null: there is no such ticket, or not any more. */
  tokenOf(text: string): string | null {
    const ticket = this.#tickets.get(text);
    if (ticket === undefined) return null;
    if (ticket.streams > 0 || this.#clock.monoMs() <= ticket.goodUntilMs) return ticket.token;
    this.#tickets.delete(text);
    return null;
  }

  /** A stream was opened with it. Answers with what has to be done when the stream has ended. */
  use(text: string): () => void {
    const ticket = this.#tickets.get(text);
    if (ticket === undefined) return () => undefined;
    ticket.streams += 1;
    return () => {
      ticket.streams -= 1;
      ticket.goodUntilMs = this.#clock.monoMs() + TICKET_MS;
    };
  }
}
