import { directionOf, subjectOf, type ClosedTrade, type Deal, type OrderRequest, type Position } from '#shared/domain';
import type { Report } from './report.ts';

/** What was moved by hand in the terminal may have crossed a request that was on its way. */
const CROSSED_MS = 8_000;
/** No line holds a request for longer, also when a clock that was set back moves its deadline into tomorrow. */
const LINE_MS = 15_000;
/** Lots closer than this are the same, and money within this many account currency a deal. */
const LOTS_NOISE = 1e-6;
const MONEY_NOISE = 0.011;

type Asked = Extract<OrderRequest, { op: 'modify' | 'close' }>;
type AtBroker = { readonly held: Position | null; readonly deals: readonly Deal[] };

/** The broker has done it, whatever it answered: a change shows in the position, a close in a deal. */
const isDone = (
  { request, sentMs }: { readonly request: Asked; readonly sentMs: number },
  position: string,
  held: Position | null,
  deals: readonly Deal[],
): boolean =>
  request.op === 'modify'
    ? held?.stopLoss === request.stopLoss && held.takeProfit === request.takeProfit
    : deals.some((deal) => deal.position === position && deal.entry !== 'in' && deal.at >= sentMs);

/**
 * Open positions, as the broker sees what is asked about them: a stop never moves to where more can be lost (M1), a change or a
 * part is asked only while nothing else about the position is on its way (M2), and the parts of a trade add up to it (M3).
 */
export class ManagementWitness {
  readonly #report: Report;
  /** By position: the change or part that has no last word yet, and until when the terminal may still take it. */
  readonly #open = new Map<string, { readonly request: Asked; readonly sentMs: number; readonly untilMs: number }>();
  readonly #byHand = new Map<string, number>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** The trader changed a position in the terminal itself. */
  changedByHand(ticket: string, nowMs: number): void {
    this.#byHand.set(ticket, nowMs);
  }

  /** A request leaves the cockpit; `held` is the position it speaks of, as the broker has it now, `deals` all it has made. */
  sending(request: OrderRequest, { held, deals }: AtBroker, nowMs: number, untilMs: number): void {
    const subject = subjectOf(request);
    if (subject === null || (request.op !== 'modify' && request.op !== 'close')) return;
    if (request.op === 'modify' && held !== null) this.#moved(request, held, nowMs);
    const before = this.#open.get(subject);
    const isPart = request.op === 'close' && request.volume !== null;
    const isOpen = before !== undefined && nowMs <= before.untilMs && !isDone(before, subject, held, deals);
    if (isOpen && (isPart || request.op === 'modify'))
      this.#report(
        'M2',
        `The ${request.op} ${request.clientOrderId} left while ${before.request.clientOrderId} had no last word`,
      );
    this.#open.set(subject, { request, sentMs: nowMs, untilMs: Math.min(untilMs, nowMs + LINE_MS) });
  }

  /** The broker's last word on a request. */
  settled(clientOrderId: string): void {
    for (const [subject, open] of this.#open) if (open.request.clientOrderId === clientOrderId) this.#open.delete(subject);
  }

  #moved(request: Extract<OrderRequest, { op: 'modify' }>, held: Position, nowMs: number): void {
    const crossed = nowMs - (this.#byHand.get(held.ticket) ?? -Infinity) < CROSSED_MS;
    if (crossed || held.stopLoss === null) return;
    const isLooser = request.stopLoss === null || directionOf(held.direction) * (request.stopLoss - held.stopLoss) < 0;
    if (isLooser)
      this.#report(
        'M1',
        `The stop of ${held.ticket} goes from ${held.stopLoss} to ${request.stopLoss ?? 'none'}, where more is lost`,
      );
  }

  /** At a quiet end: every trade of the ledger is what the broker's deals of its position add up to. */
  trades(trades: readonly ClosedTrade[], deals: readonly Deal[]): void {
    for (const { ticket, volume, pnl } of trades) {
      if (trades.filter((other) => other.ticket === ticket).length > 1) continue; // Turned round: two trades share one identifier.
      const own = deals.filter(({ position }) => position === ticket);
      const lots = (entry: Deal['entry']): number => own.reduce((sum, deal) => sum + (deal.entry === entry ? deal.volume : 0), 0);
      const out = lots('out') + lots('out_by');
      if (Math.abs(lots('in') - out) > LOTS_NOISE || Math.abs(out - volume) > LOTS_NOISE)
        this.#report('M3', `Trade ${ticket} has ${volume} lots; the broker's deals bought in ${lots('in')} and let out ${out}`);
      const money = own.reduce((sum, { profit, commission, swap }) => sum + profit + commission + swap, 0);
      if (Math.abs(money - pnl) > MONEY_NOISE * Math.max(1, own.length))
        this.#report('M3', `Trade ${ticket} made ${pnl}; the broker's deals come to ${money}`);
    }
  }
}
