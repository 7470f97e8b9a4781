import { NOT_SENT, refusalOf, retcodeClass, type OrderRequest, type Outcome, type PendingTerms } from '#shared/domain';
import type { Asked, FromEa, LineOf } from '#shared/bridge';
import type { Clock } from '#ports';

/** Two looks at a clock may lie so far apart. */
const TWO_LOOKS_MS = 5;

type Waiting = { taken(): void; settle(outcome: Outcome): void };

/** Orders that were sent and have no answer yet. Each is sent once; what has no answer by its deadline is unknown. */
export class OrderBook {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(request: OrderRequest, write: () => boolean, taken: () => void): Promise<Outcome> {
    const { clientOrderId, deadlineAt } = request;
    // A second waiter would push the first one out, which would then never end.
    if (this.#waiting.has(clientOrderId)) return Promise.resolve(this.notSent('This order is already on its way'));
    return new Promise((resolve) => {
      const left = Math.max(0, deadlineAt - this.#clock.nowMs());
      const callOff = this.#clock.after(left, () => this.#settle(clientOrderId, this.#unknown('no answer by the deadline')));
      this.#waiting.set(clientOrderId, {
        taken,
        settle: (outcome) => {
          callOff();
          resolve(outcome);
        },
      });
      if (!write()) this.#settle(clientOrderId, this.notSent('The Expert Advisor is not connected: nothing was sent'));
    });
  }

  take(message: FromEa): void {
    switch (message.t) {
      case 'ack':
        this.#waiting.get(message.cid)?.taken();
        return;
      case 'result':
        this.#settle(message.cid, this.#outcomeOf(message));
        return;
      case 'nak':
        // It was turned away before it reached the terminal.
        if (message.cid !== undefined) this.#settle(message.cid, this.notSent(`${message.code}: ${message.detail}`));
        return;
      default:
    }
  }

  /** The session is over: whatever was on its way may have arrived. */
  lost(why: string): void {
    for (const clientOrderId of [...this.#waiting.keys()]) this.#settle(clientOrderId, this.#unknown(why));
  }

  notSent(text: string): Outcome {
    return { kind: 'refused', retcode: NOT_SENT, text: text.slice(0, 300), at: Math.floor(this.#clock.nowMs()) };
  }

  #outcomeOf({ retcode, position, deal, price, vol, why }: LineOf<'result'>): Outcome {
    const at = Math.floor(this.#clock.nowMs());
    const means = retcodeClass(retcode);
    // Taken, and no volume has changed hands yet: it may still fill, or fail. That is looked for, never taken for done.
    if (means === 'placed' && deal === '0') return this.#unknown('the server has taken the order and has not told its end');
    if (means !== 'done' && means !== 'placed') return refusalOf(retcode, why, at);
    return {
      kind: 'confirmed',
      retcode,
      ticket: position,
      deal: deal === '0' ? null : deal,
      price: price > 0 ? price : null,
      volume: vol > 0 ? vol : null,
      at,
    };
  }

  #unknown(why: string): Outcome {
    return { kind: 'unknown', why, at: Math.floor(this.#clock.nowMs()) };
  }

  #settle(clientOrderId: string, outcome: Outcome): void {
    const waiting = this.#waiting.get(clientOrderId);
    this.#waiting.delete(clientOrderId);
    waiting?.settle(outcome);
  }
}

/** On the PC's own clock, right or wrong: the Expert Advisor goes by it. */
export function deadlineOf({ deadlineAt }: OrderRequest, clock: Clock): number {
  const offMs = clock.wallMs() - clock.nowMs();
  return Math.abs(offMs) <= TWO_LOOKS_MS ? deadlineAt : Math.floor(deadlineAt + offMs);
}

type Command = Extract<Asked, { cid: string }>;

/** Terms of a pending order; its end is on the clock the Expert Advisor goes by, as the deadline is. */
const termsOf = ({ price, stopLimit, expiresAt }: PendingTerms, offMs: number) => ({
  price,
  limit: stopLimit ?? 0,
  untilMs: expiresAt === null ? 0 : Math.floor(expiresAt + offMs),
});

/** The request as a command; `broker` translates the symbol. Null: the broker does not have it. */
export function commandOf(request: OrderRequest, broker: (symbol: string) => string | null, deadlineMs: number): Command | null {
  const { clientOrderId } = request;
  const offMs = deadlineMs - request.deadlineAt;
  // An older Expert Advisor knows the ticket only.
  const id = 'position' in request && request.position !== undefined ? { id: request.position } : {};
  switch (request.op) {
    case 'open': {
      const sym = broker(request.symbol);
      if (sym === null) return null;
      const { side, volume: vol, stopLoss: sl, takeProfit, deviationPoints: deviation, magic, pending } = request;
      if (pending !== undefined)
        return {
          op: 'place',
          cid: clientOrderId,
          deadlineMs,
          sym,
          side,
          vol,
          kind: pending.type,
          ...termsOf(pending, offMs),
          sl,
          tp: takeProfit ?? 0,
          magic: String(magic),
        };
      return {
        op: 'open',
        cid: clientOrderId,
        deadlineMs,
        sym,
        side,
        vol,
        sl,
        tp: takeProfit ?? 0,
        deviation,
        magic: String(magic),
      };
    }
    case 'modify':
      return {
        op: 'modify',
        cid: clientOrderId,
        deadlineMs,
        ticket: request.ticket,
        ...id,
        sl: request.stopLoss ?? 0,
        tp: request.takeProfit ?? 0,
      };
    case 'close':
      return { op: 'close', cid: clientOrderId, deadlineMs, ticket: request.ticket, ...id, vol: request.volume ?? 0 };
    case 'replace': {
      const { ticket, pending, stopLoss: sl, takeProfit } = request;
      return { op: 'replace', cid: clientOrderId, deadlineMs, ticket, ...termsOf(pending, offMs), sl, tp: takeProfit ?? 0 };
    }
    case 'close_by': {
      const { ticket, by, byPosition } = request;
      return { op: 'closeby', cid: clientOrderId, deadlineMs, ticket, ...id, by, ...(byPosition && { byId: byPosition }) };
    }
    case 'cancel':
      return { op: 'cancel', cid: clientOrderId, deadlineMs, ticket: request.ticket };
  }
}
