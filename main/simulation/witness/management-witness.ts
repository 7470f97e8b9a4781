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
  readonly #dropped = new Set<string>();

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

  /** The operator let go of a position by adopting a difference: what it made from then on is no trade of the ledger's. */
  dropped(ticket: string): void {
    this.#dropped.add(ticket);
  }

  /** At a quiet end: every trade of the ledger is what the broker's deals of its position add up to. */
  trades(trades: readonly ClosedTrade[], deals: readonly Deal[]): void {
    for (const ticket of new Set(trades.map((trade) => trade.ticket))) {
      const own = deals.filter(({ position }) => position === ticket);
      if (own.some(({ entry }) => entry === 'inout')) continue; // Turned round: trades share a deal.
      const same = trades.filter((trade) => trade.ticket === ticket).sort((a, b) => a.closedAt - b.closedAt);
      const lives = endedLives(own);
      if (!isMadeOf(same, lives, this.#dropped.has(ticket)))
        this.#report(
          'M3',
          `Trade ${ticket} is ${same.map(sketch).join(' + ')}; the broker's deals are ${lives.map(sketch).join(' + ')}`,
        );
    }
  }
}

type Life = { readonly volume: number; readonly pnl: number; readonly deals: number };

const sketch = ({ volume, pnl }: Pick<Life, 'volume' | 'pnl'>): string => `${volume} lots for ${pnl}`;

/** What a position was each time from nothing to nothing: an order filled on after a close opens it again under its identifier. */
function endedLives(deals: readonly Deal[]): readonly Life[] {
  const lives: Life[] = [];
  let held = 0;
  let isOver = true;
  for (const { entry, volume, profit, commission, swap } of deals) {
    const isNew = isOver && entry === 'in';
    const before: Life = (isNew ? undefined : lives.pop()) ?? { volume: 0, pnl: 0, deals: 0 };
    held += entry === 'in' ? volume : -volume;
    isOver = Math.abs(held) <= LOTS_NOISE;
    const lots = before.volume + (entry === 'in' ? volume : 0);
    lives.push({ volume: lots, pnl: before.pnl + profit + commission + swap, deals: before.deals + 1 });
  }
  return isOver ? lives : lives.slice(0, -1);
}

/** Each trade is one life or several in a row, and all are taken; where the operator let go of a position some may be no trade. */
function isMadeOf(trades: readonly ClosedTrade[], lives: readonly Life[], mayBeLeft: boolean): boolean {
  const [trade, ...others] = trades;
  if (trade === undefined) return lives.length === 0 || mayBeLeft;
  for (let count = 1; count <= lives.length; count += 1)
    if (isSum(trade, lives.slice(0, count)) && isMadeOf(others, lives.slice(count), mayBeLeft)) return true;
  return mayBeLeft && lives.length > 0 && isMadeOf(trades, lives.slice(1), mayBeLeft);
}

function isSum({ volume, pnl }: ClosedTrade, lives: readonly Life[]): boolean {
  const sum = (field: keyof Life): number => lives.reduce((all, life) => all + life[field], 0);
  return Math.abs(sum('volume') - volume) <= LOTS_NOISE && Math.abs(sum('pnl') - pnl) <= MONEY_NOISE * Math.max(1, sum('deals'));
}
