import {
  directionOf,
  entryPrice,
  type OrderRequest,
  type PendingOrder,
  type Position,
  type Quote,
  type Side,
  type SymbolSpec,
} from '#shared/domain';
import { floorsOf, type Books, type Capital } from './firm-day.ts';
import type { Report } from './report.ts';

export type Entry = Extract<OrderRequest, { op: 'open' }>;
/** What a round turn costs: account currency a lot, slippage at the stop in points. */
export type Costs = { readonly commissionPerLot: number; readonly slippagePoints: number };
/** The broker at the moment an entry is sent. */
export type AtSending = {
  readonly nowMs: number;
  readonly books: Books;
  /** What is held there and the engine has seen at least once, and what works there and is shown now. */
  readonly positions: readonly Position[];
  readonly orders: readonly PendingOrder[];
  /** Entries of ours that were sent before and may still be filled. */
  readonly underWay: readonly Entry[];
  spec(symbol: string): SymbolSpec | null;
  quote(symbol: string): Quote | null;
  /** Percent of the balance that the plan lets this entry risk at most. */
  readonly riskPercent: number;
  /** Null: the plan's firm is not known, and no floor is judged. */
  readonly capital: Capital | null;
  readonly costs: Costs;
};

/** That a broker let the stop of an entry drop is known with the first look after its fill. */
const FIRST_LOOK_MS = 6_000;
const CENT = 0.01;
/** A thousandth of a step forgives the noise of numbers like 0.1; it is far from the next step. */
const STEP_NOISE = 1e-3;

/**
 * I5 and I6: an entry that is sent, worked out again from the plan and the broker's books. It has no step of volume more than
 * the plan's risk gives, and with every stop hit the account stays above each floor of the firm with the gap's share left.
 */
export function judgeEntry(entry: Entry, at: AtSending, report: Report): void {
  const spec = at.spec(entry.symbol);
  const perLot = perLotOf(entry, at);
  if (spec === null || perLot === null) {
    report('I6', `Entry ${entry.clientOrderId} was sent without a price or a specification of ${entry.symbol}`);
    return;
  }
  const allowed = (at.riskPercent / 100) * at.books.balance;
  const steps = Math.round(entry.volume / spec.volumeStep);
  const most = Math.floor(allowed / perLot / spec.volumeStep + STEP_NOISE);
  if (steps > most)
    report(
      'I6',
      `Entry ${entry.clientOrderId} has ${steps} steps of volume, ${allowed.toFixed(2)} at ${perLot.toFixed(2)} a lot allow ${most}`,
    );
  judgeFloors(entry, perLot * entry.volume, at, report);
}

function judgeFloors(entry: Entry, own: number, at: AtSending, report: Report): void {
  if (at.capital === null) return;
  let worst = at.books.equity - own;
  for (const held of at.positions) {
    const loss = lossAtStop(held.symbol, held.direction, held.volume, held.current, held.stopLoss, at);
    if (loss === null) {
      if (at.nowMs - held.openedAt >= FIRST_LOOK_MS)
        report('I5', `Entry ${entry.clientOrderId} was sent beside position ${held.ticket}, whose loss has no bound`);
    } else worst -= loss + (held.volume * at.costs.commissionPerLot) / 2;
  }
  for (const order of at.orders) {
    const loss = lossAtStop(order.symbol, order.direction, order.volume, order.stopLimit ?? order.price, order.stopLoss, at);
    if (loss === null)
      report('I5', `Entry ${entry.clientOrderId} was sent beside order ${order.ticket}, whose loss has no bound`);
    else worst -= loss;
  }
  for (const other of at.underWay) worst -= (perLotOf(other, at) ?? 0) * other.volume;
  const { day, total, tomorrow, gap } = floorsOf(at.books, at.nowMs, at.capital);
  const floor = Math.max(day, total, tomorrow) + gap;
  if (worst < floor - CENT)
    report(
      'I5',
      `Entry ${entry.clientOrderId} with every stop hit leaves ${worst.toFixed(2)}, the floor with its gap share is ${floor.toFixed(2)}`,
    );
}

/** What one lot loses from the price now, or from the price that it waits for, to its stop, with commission and slippage. */
function perLotOf({ symbol, side, stopLoss, pending }: Entry, at: AtSending): number | null {
  const [spec, quote] = [at.spec(symbol), at.quote(symbol)];
  if (spec === null || quote === null) return null;
  const points =
    Math.abs((pending === undefined ? entryPrice(side, quote) : (pending.stopLimit ?? pending.price)) - stopLoss) +
    at.costs.slippagePoints * spec.point;
  return (points / spec.tickSize) * spec.tickValueLoss + at.costs.commissionPerLot;
}

function lossAtStop(
  symbol: string,
  side: Side,
  volume: number,
  from: number,
  stop: number | null,
  at: Pick<AtSending, 'spec'>,
): number | null {
  const spec = at.spec(symbol);
  if (spec === null || stop === null) return null;
  return (Math.max(0, directionOf(side) * (from - stop)) / spec.tickSize) * spec.tickValueLoss * volume;
}
