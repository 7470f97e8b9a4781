import type { OrderRequest, Position } from '#shared/domain';
import type { Payload } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Report } from './report.ts';
import { TurnWitness } from './turn-witness.ts';

/** Codes of the server that say that the price had moved, and how often an entry may be asked for again after them. */
const REQUOTES: ReadonlySet<number> = new Set([10_004, 10_020, 10_021]);
const REQUOTES_MAX = 3;

/** A position as the broker has it now; null: it has none of that number. */
type Held = (ticket: string) => Position | null;

export type Intended = Payload<'order.intended'>;

/** I1, I2, I7: what is sent was written down before, once, and one entry a signal for ever. */
export class OrderWitness {
  readonly turns: TurnWitness;
  readonly #report: Report;
  /** Orders on record by client id, over all lives. */
  readonly intended = new Map<string, Intended>();
  readonly sent = new Set<string>();
  /** Sent and without a known end, as records on disk have it. */
  readonly open = new Map<string, OrderRequest>();
  readonly #durable = new Set<string>();
  /** Sent with a durable intent. */
  readonly #onRecord = new Set<string>();
  /** The entries of each signal, oldest first. */
  readonly #entries = new Map<string, string[]>();
  /** Entries whose end on record is a requote. */
  readonly #requoted = new Set<string>();
  readonly #dealt = new Map<string, string>();

  constructor(report: Report) {
    this.#report = report;
    this.turns = new TurnWitness(report);
  }

  /** Client ids that nobody has an end for yet, and the symbols of the entries among them. */
  get doubts(): { readonly inDoubt: ReadonlySet<string>; readonly symbolsInDoubt: ReadonlySet<string> } {
    const entries = [...this.open.values()].flatMap((request) => (request.op === 'open' ? [request.symbol] : []));
    return { inDoubt: new Set(this.open.keys()), symbolsInDoubt: new Set(entries) };
  }

  /** The intent is on disk. */
  durable(order: Intended): void {
    this.#durable.add(order.clientOrderId);
    this.told(order);
  }

  /** The intent is told, or on disk. */
  told(order: Intended): void {
    this.intended.set(order.clientOrderId, order);
    const { signalId, request, clientOrderId } = order;
    if (request.op !== 'open' || signalId === null) return;
    const entries = this.#entries.get(signalId) ?? [];
    if (entries.includes(clientOrderId)) return;
    const other = entries.find((one) => !this.#requoted.has(one));
    if (other !== undefined) this.#report('I2', `Signal ${signalId} has two orders: ${other} and ${clientOrderId}`);
    if (entries.length > REQUOTES_MAX) this.#report('I2', `Signal ${signalId} was asked for ${entries.length + 1} times`);
    this.#entries.set(signalId, [...entries, clientOrderId]);
  }

  /** A request leaves the cockpit. With a broken disk only what adds no risk may. */
  sending(
    request: OrderRequest,
    { isAdding, isDiskBroken, held }: { readonly isAdding: boolean; readonly isDiskBroken: boolean; readonly held: Held },
  ): void {
    this.turns.sending(request, this.intended.get(request.clientOrderId)?.signalId, held);
    const { clientOrderId, op } = request;
    if (!this.#durable.has(clientOrderId) && (isAdding || !isDiskBroken))
      this.#report('I1', `${op} ${clientOrderId} was sent before its intent was durable`);
    // A close that could not be written down is not known after a restart: asked for again, its id keeps it from being done twice.
    if (this.#onRecord.has(clientOrderId)) this.#report('I7', `${op} ${clientOrderId} was sent twice`);
    this.sent.add(clientOrderId);
    this.open.set(clientOrderId, request);
    if (this.#durable.has(clientOrderId)) this.#onRecord.add(clientOrderId);
  }

  /** It is known where it is: at the broker, waiting for its price, or gone from there without a deal. */
  isKnown(clientOrderId: string): void {
    const request = this.open.get(clientOrderId);
    if (request?.op === 'open' && request.pending !== undefined) this.open.delete(clientOrderId);
  }

  /** An end is on record, whatever the broker has: an entry that was requoted may be asked for again. */
  ended({ clientOrderId, outcome }: Payload<'order.resolved'>): void {
    if (outcome.kind === 'refused' && REQUOTES.has(outcome.retcode)) this.#requoted.add(clientOrderId);
  }

  wasRequoted = (clientOrderId: string): boolean => this.#requoted.has(clientOrderId);

  /** An end is on record; `there`: whether the broker has the order, or had it. */
  resolved({ clientOrderId, outcome }: Payload<'order.resolved'>, there: boolean): void {
    if (outcome.kind !== 'unknown') this.open.delete(clientOrderId);
    if (there) this.#dealtOnce(clientOrderId);
    if (outcome.kind === 'refused' && there)
      this.#report('I7', `Order ${clientOrderId} was taken for refused, and the broker has it`);
    if (outcome.kind === 'confirmed' && !there)
      this.#report('I7', `Order ${clientOrderId} was taken for done, and the broker does not have it`);
  }

  /** I2: whatever was asked for again, one entry of a signal is dealt. */
  #dealtOnce(clientOrderId: string): void {
    const order = this.intended.get(clientOrderId);
    if (order === undefined || order.request.op !== 'open' || order.signalId === null) return;
    const before = this.#dealt.get(order.signalId);
    if (before !== undefined && before !== clientOrderId)
      this.#report('I2', `Signal ${order.signalId} was traded twice: ${before} and ${clientOrderId}`);
    this.#dealt.set(order.signalId, clientOrderId);
  }

  /** I10: an exit is over when nothing that it asked for is still under way. */
  moved(
    { signalId, state }: Payload<'signal.moved'>,
    { signals, openOrders, orders }: Pick<ReadonlyCockpit, 'signals' | 'openOrders' | 'orders'>,
  ): void {
    if (state !== 'closed' || signals.get(signalId)?.signal.kind !== 'exit') return;
    const open = [...openOrders].find((clientOrderId) => orders.get(clientOrderId)?.askedBy === signalId);
    if (open !== undefined) this.#report('I10', `Exit ${signalId} is over while its close ${open} is under way`);
  }
}
