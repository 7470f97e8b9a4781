import {
  directionOf,
  type Deal,
  type OrderRequest,
  type Outcome,
  type PendingOrder,
  type StopScope,
  type SymbolSpec,
  type TerminalSnapshot,
} from '#shared/domain';
import { isCovered, isOurs } from './ours.ts';
import type { Report } from './report.ts';

/** What of the cockpit's own books a waiting order is held against: its entry there, as long as that is open. */
export type Claim = {
  readonly clientOrderId: string;
  readonly ticket: string | null;
  readonly isWaiting: boolean;
  /** Lots that the cockpit takes to wait on, after a part was filled; null: nothing was. */
  readonly rest: number | null;
  readonly reserve: number;
};

export type PendingLook = {
  readonly nowMs: number;
  /** How much of the time since the last look counts: the cockpit could see and act, on a right clock. */
  readonly ms: number;
  /** Nothing is asked for by the cockpit at this moment, on purpose. */
  readonly isHeldBack: boolean;
  /** The broker's books. */
  readonly snapshot: Pick<TerminalSnapshot, 'orders' | 'positions'>;
  readonly deals: readonly Deal[];
  /** What is stopped, as the operator was answered. */
  readonly stops: readonly StopScope[];
  readonly claims: readonly Claim[];
  /** Client ids whose answer nobody has yet. */
  readonly inDoubt: ReadonlySet<string>;
  spec(symbol: string): SymbolSpec | null;
};

/** A server keeps the end of an order; where it does not, the cockpit waits so long before it takes the order away. */
const GRACE_MS = 2_000;
/** An order that could not be taken away after so many requests stays, and is told. */
const TRIES_MAX = 5;
/** A request and what is learned of its end take so long at most; then the next one is due. */
const REQUEST_MS = 25_000;
/** What a dying process asked for may have left or not: it is asked again once its deadline of ten seconds has passed. */
const LOST_ASK_MS = 10_000;
/** After the answer that a market is closed, without when it opens, the next request is due in a minute. */
const CLOSED_MS = 60_000;
const MARKET_CLOSED = 10_018;
/** The reserve was computed at the tick value of another moment. */
const RESERVE_NOISE = 0.95;
const LOTS_NOISE = 1e-8;

type Seen = Omit<PendingLook, 'isHeldBack'>;
type Known = { readonly oco: string | undefined; end: number | null };

/**
 * Orders of ours that wait for their price, as the broker's books have them. Each that has to go is asked to go within the stated
 * time: past its end, under a stop, beside a filled one of its group, left of a position that is over (P1). The cockpit counts each
 * with its lots and reserves what it loses at its stop (P2). One client id has one order (P3), and one that is taken for gone
 * without a deal has none (P4).
 */
export class PendingWitness {
  readonly #report: Report;
  readonly #periodMs: number;
  readonly #known = new Map<string, Known>();
  readonly #tickets = new Map<string, string>();
  /** By ticket: cancels that were sent, and how long nothing was under way since. */
  readonly #cancels = new Map<string, { count: number; idleMs: number; clientOrderId: string; restMs: number }>();
  readonly #since = new Map<string, number>();
  /** Ends that orders were given, by ticket; one that was taken away by hand holds all the same. */
  readonly #ends = new Map<string, number>();

  constructor(report: Report, periodMs: number) {
    this.#report = report;
    this.#periodMs = periodMs;
  }

  /** A request leaves the cockpit. */
  sending(request: OrderRequest): void {
    if (request.op === 'open' && request.pending !== undefined)
      this.#known.set(request.clientOrderId, { oco: request.pending.oco, end: request.pending.expiresAt });
    if (request.op !== 'cancel') return;
    const before = this.#cancels.get(request.ticket);
    this.#cancels.set(request.ticket, {
      ...{ count: (before?.count ?? 0) + 1, idleMs: 0 },
      ...{ clientOrderId: request.clientOrderId, restMs: REQUEST_MS },
    });
  }

  /** The broker's answer to a request, as the cockpit was given it. */
  answered(clientOrderId: string, outcome: Outcome): void {
    if (outcome.kind !== 'refused' || outcome.retcode !== MARKET_CLOSED) return;
    for (const cancel of this.#cancels.values())
      if (cancel.clientOrderId === clientOrderId) cancel.restMs = CLOSED_MS + REQUEST_MS;
  }

  /** The cockpit takes an order for gone without a deal. */
  ended(clientOrderId: string, deals: readonly Deal[]): void {
    const made = deals.find((deal) => deal.entry === 'in' && deal.clientOrderId === clientOrderId);
    if (made !== undefined)
      this.#report(
        'P4',
        `Order ${clientOrderId} was taken for gone without a deal, and ${made.ticket} of ${made.volume} lots was made of it`,
      );
  }

  look({ isHeldBack, ...look }: PendingLook): void {
    const ms = isHeldBack ? 0 : look.ms;
    const { orders } = look.snapshot;
    for (const cancel of this.#cancels.values()) cancel.idleMs += ms;
    const problems = new Map<string, string>();
    const first = firstOfGroups(look.deals, this.#known);
    for (const order of orders) {
      if (!isOurs(order) || order.type === undefined) continue;
      this.#isOne(order);
      const why = this.#hasToGo(order, look, first);
      if (why !== null && !this.#isAsked(order.ticket))
        problems.set(`go ${order.ticket}`, `Order ${order.ticket} ${why}, and nobody asks it to go`);
      const claimed = notCounted(order, look);
      if (claimed !== null) problems.set(`count ${order.ticket}`, `Order ${order.ticket} of ${order.volume} lots ${claimed}`);
    }
    for (const { clientOrderId, ticket, isWaiting } of look.claims)
      if (isWaiting && !orders.some((one) => one.clientOrderId === clientOrderId || one.ticket === ticket))
        problems.set(`gone ${clientOrderId}`, `Order ${clientOrderId} waits for the cockpit, and the broker does not have it`);
    this.#stand(problems, ms);
  }

  /** A new process begins to look from nothing. */
  died(): void {
    this.#since.clear();
  }

  #isOne({ clientOrderId, ticket, expiresAt = null }: PendingOrder): void {
    if (expiresAt !== null) this.#ends.set(ticket, expiresAt);
    if (clientOrderId === null) return;
    const before = this.#tickets.get(clientOrderId) ?? ticket;
    this.#tickets.set(clientOrderId, ticket);
    if (before !== ticket) this.#report('P3', `${clientOrderId} was placed twice, as ${before} and as ${ticket}`);
  }

  #hasToGo(
    order: PendingOrder,
    { nowMs, stops, deals, snapshot: { positions } }: Seen,
    first: ReadonlyMap<string, string>,
  ): string | null {
    const { ticket, clientOrderId } = order;
    const known = this.#known.get(clientOrderId ?? '');
    const end = this.#ends.get(ticket) ?? known?.end ?? Infinity;
    if (nowMs > end + GRACE_MS) return `is past its end`;
    if (stops.some((scope) => isCovered(scope, order))) return 'is under a stop';
    const filled = known?.oco === undefined ? undefined : first.get(known.oco);
    if (filled !== undefined && filled !== clientOrderId) return `is of the group that ${filled} was filled of`;
    const isPart = deals.some((deal) => deal.order === ticket && deal.entry === 'in');
    const isHeld = positions.some((held) => held.clientOrderId === clientOrderId || held.ticket === ticket);
    return isPart && !isHeld ? 'is left of a position that is over' : null;
  }

  #isAsked(ticket: string): boolean {
    const cancel = this.#cancels.get(ticket);
    return cancel !== undefined && (cancel.count >= TRIES_MAX || cancel.idleMs < cancel.restMs);
  }

  #stand(problems: ReadonlyMap<string, string>, ms: number): void {
    const standing = new Set(problems.values());
    for (const text of this.#since.keys()) if (!standing.has(text)) this.#since.delete(text);
    for (const [key, text] of problems) {
      const lasted = (this.#since.get(text) ?? 0) + ms;
      this.#since.set(text, lasted);
      const isToGo = key.startsWith('go ');
      if (lasted > this.#periodMs + (isToGo ? LOST_ASK_MS : 0))
        this.#report(isToGo ? 'P1' : 'P2', `${text}, for ${Math.round(lasted)} ms`);
    }
  }
}

/** The order of each group that the broker dealt first. */
function firstOfGroups(deals: readonly Deal[], known: ReadonlyMap<string, Known>): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { entry, clientOrderId } of deals) {
    const oco = known.get(clientOrderId ?? '')?.oco;
    if (entry === 'in' && oco !== undefined && clientOrderId !== null && !first.has(oco)) first.set(oco, clientOrderId);
  }
  return first;
}

/** Why the cockpit does not count a waiting order as it should; null: it does, or it cannot know yet. */
function notCounted(order: PendingOrder, { claims, deals, inDoubt, spec }: Seen): string | null {
  const { clientOrderId, ticket, volume, direction, stopLoss, symbol } = order;
  if (clientOrderId !== null && inDoubt.has(clientOrderId)) return null;
  const claim = claims.find((one) => one.clientOrderId === clientOrderId || one.ticket === ticket);
  if (claim === undefined) return 'is not counted by the cockpit';
  const isPart = deals.some((deal) => deal.order === ticket && deal.entry === 'in');
  if (isPart && (claim.rest === null || Math.abs(claim.rest - volume) > LOTS_NOISE))
    return `is taken for ${claim.rest ?? 'none'} by the cockpit, a part of it was filled`;
  const described = spec(symbol);
  if (described === null || stopLoss === null) return null;
  const from = order.stopLimit ?? order.price;
  const loss = (Math.max(0, directionOf(direction) * (from - stopLoss)) / described.tickSize) * described.tickValueLoss * volume;
  return claim.reserve >= loss * RESERVE_NOISE
    ? null
    : `loses ${loss.toFixed(2)} at its stop, ${claim.reserve.toFixed(2)} is reserved`;
}
