import type { DaySlot } from './odds/index.ts';

/** A point of the curve every so often; lows, highs, falls and floors are taken at every price. */
const POINT_EVERY_MS = 15 * 60_000;

export type EquityPoint = { readonly at: number; readonly equity: number };
export type FloorRule = 'daily' | 'total';
/** How near a floor the account came; `room` below zero is a breach. Account currency. */
export type Approach = { readonly at: number; readonly floor: number; readonly room: number };
/** The firm's floors. A day's floor may be one for the balance only; null: the firm has none for the day. */
export type Floors = { readonly daily: number | null; readonly isDailyOfBalance: boolean; readonly total: number };

/** The account over a replay, price by price. Account currency. */
export class EquityTrack {
  readonly points: EquityPoint[] = [];
  /** Each change of the floors, with the moment it was seen. */
  readonly floors: (Floors & { readonly at: number })[] = [];
  readonly nearest: Partial<Record<FloorRule, Approach>> = {};
  /** The account in each quarter of an hour with prices. */
  readonly slots: DaySlot[] = [];
  low: EquityPoint | null = null;
  high: EquityPoint | null = null;
  /** The largest fall from a height before it. */
  fall: { readonly from: EquityPoint; readonly to: EquityPoint } | null = null;
  breach: (Approach & { readonly rule: FloorRule }) | null = null;
  #peak: EquityPoint | null = null;
  #floors: Floors | null = null;

  /** The firm's floors from here on; null while they are not known. */
  floorsAre(floors: Floors | null, at: number): void {
    this.#floors = floors;
    const last = this.floors.at(-1);
    if (floors !== null && (last?.daily !== floors.daily || last.total !== floors.total)) this.floors.push({ ...floors, at });
  }

  take(at: number, equity: number, balance: number): void {
    const point = { at, equity };
    this.#slot(at, equity);
    if (this.low === null || equity < this.low.equity) this.low = point;
    if (this.high === null || equity > this.high.equity) this.high = point;
    if (this.#peak === null || equity > this.#peak.equity) this.#peak = point;
    if (this.fall === null || this.#peak.equity - equity > this.fall.from.equity - this.fall.to.equity)
      this.fall = { from: this.#peak, to: point };
    if (at - (this.points.at(-1)?.at ?? -Infinity) >= POINT_EVERY_MS) this.points.push(point);
    if (this.#floors === null) return;
    const { daily, isDailyOfBalance, total } = this.#floors;
    if (daily !== null) this.#approach('daily', at, isDailyOfBalance ? balance : equity, daily);
    this.#approach('total', at, equity, total);
  }

  #slot(at: number, equity: number): void {
    const from = at - (at % POINT_EVERY_MS);
    const last = this.slots.at(-1);
    if (last?.at !== from) this.slots.push({ at: from, low: equity, high: equity, end: equity });
    else {
      last.low = Math.min(last.low, equity);
      last.high = Math.max(last.high, equity);
      last.end = equity;
    }
  }

  /** The last price: the curve ends there. */
  end(at: number, equity: number): void {
    this.#slot(at, equity);
    if (at > (this.points.at(-1)?.at ?? -Infinity)) this.points.push({ at, equity });
  }

  #approach(rule: FloorRule, at: number, value: number, floor: number): void {
    const room = value - floor;
    const before = this.nearest[rule];
    if (before === undefined || room < before.room) this.nearest[rule] = { at, floor, room };
    if (room < 0) this.breach ??= { rule, at, floor, room };
  }
}
