import type { Account, PendingOrder, Position, SymbolSpec } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { Rulebook } from '#shared/rulebooks';
import { dayWindow } from './day-window.ts';
import { anchorValue, dayLimitOf, totalFloorOf, totalLimitOf, type Peaks } from './floors.ts';
import { openRiskOf } from '#engine/exposure';
import { swapDue } from './swap-due.ts';
import { NO_TRANSFERS, type Transfers } from './transfers.ts';

/** What the rulebook's reset took down; `balance` is its anchor value. */
export type DayAnchor = { readonly anchorAt: number; readonly resetsAt: number; readonly balance: number };

export type RoomArgs = {
  readonly rulebook: Rulebook;
  readonly initialBalance: number;
  readonly day: DayAnchor | null;
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly orders: readonly PendingOrder[];
  readonly specs: readonly SymbolSpec[];
  /** Worst loss of entries whose outcome is open. */
  readonly reserved: number;
  readonly nowMs: number;
  /** Commission that the exit of a lot will still cost; absent: none. */
  readonly exitCostPerLot?: number;
  /** Only trailing floors need them. They are measured without what was deposited. */
  readonly peaks?: Peaks;
  /** Absent: no money came or went. */
  readonly transfers?: Transfers;
};

/**
 * Money left before each floor. `dayRoom` and `totalRoom` are equity minus floor and nothing else, as the firm measures;
 * `openRisk` and `reserved` stand beside them. The floors move with deposits, and the day's with withdrawals too, so that
 * neither is profit or loss. A position whose loss has no bound counts down to the nearer floor, so
 * that nothing is left for an entry.
 */
export function roomAt(args: RoomArgs): RoomView {
  const { rulebook, account, reserved } = args;
  const transfers = args.transfers ?? NO_TRANSFERS;
  const total = totalOf(args, args.peaks ?? null, transfers);
  const { anchor, moved } = anchorOf(args, transfers);
  const day = dayOf(args, anchor, moved) ?? total;
  const { stops, unbounded } = openRiskOf(args.positions, args.orders, args.specs);
  const { resetsAt } = dayWindow(args.nowMs, rulebook);
  const exits = args.positions.reduce((sum, { volume }) => sum + volume, 0) * (args.exitCostPerLot ?? 0);
  const openRisk = unbounded.length === 0 ? stops + exits : Math.max(stops + exits, day.room, total.room);
  return {
    dayFloor: day.floor,
    dayRoom: day.room,
    dayLimit: day.limit,
    totalFloor: total.floor,
    totalRoom: total.room,
    totalLimit: total.limit,
    openRisk,
    reserved,
    resetsAt,
    ...sharesOf(rulebook, total, Math.max(anchor + moved, account.balance)),
    tomorrow: { ...tomorrowOf(args, transfers, total, resetsAt), exits },
  };
}

type Floor = { readonly floor: number; readonly room: number; readonly limit: number };

function totalOf({ rulebook, initialBalance, account }: RoomArgs, peaks: Peaks | null, { total, hasPaidOut }: Transfers): Floor {
  const floor = totalFloorOf(rulebook, initialBalance, peaks, hasPaidOut) + total;
  return { floor, room: account.equity - floor, limit: totalLimitOf(rulebook, initialBalance, peaks) };
}

/** Null for a firm without a daily limit. */
function dayOf({ rulebook, initialBalance, account }: RoomArgs, anchor: number, moved: number): Floor | null {
  const limit = dayLimitOf(rulebook, initialBalance, anchor);
  if (rulebook.daily === null || limit === null) return null;
  const floor = anchor - limit + moved;
  return { floor, room: (rulebook.daily.includesFloating ? account.equity : account.balance) - floor, limit };
}

/**
 * What the shares of soft stop, hard stop and buffer are of. A firm may let a day lose more than the account in all: then
 * they are shares of as much of the day's limit as may be lost in all, measured in percent, so that they grow with the day's.
 */
function sharesOf({ daily, maxLoss }: Rulebook, total: Floor, begin: number): Partial<RoomView> {
  const beganWith = Math.min(total.limit, begin - total.floor);
  if (daily === null) return { hasNoDayLimit: true, beganWith };
  return maxLoss.limitPct < daily.limitPct ? { stopsOf: maxLoss.limitPct / daily.limitPct, beganWith } : {};
}

/** What the next reset would make of this moment: profit that is booked lifts the floors, open loss stays where it is. */
function tomorrowOf(args: RoomArgs, transfers: Transfers, today: Floor, resetsAt: number): NonNullable<RoomView['tomorrow']> {
  const { rulebook, account, positions, nowMs, peaks } = args;
  const risen = peaks && { ...peaks, resetBalance: Math.max(peaks.resetBalance, account.balance - transfers.total) };
  const total = totalOf(args, risen ?? null, transfers);
  const day = dayOf(args, anchorValue(rulebook, account.balance, account.equity), 0) ?? total;
  const isPaid = rulebook.daily?.includesFloating !== false;
  const due = isPaid ? swapDue(positions, args.specs, account.currency, nowMs, resetsAt) : null;
  return {
    ...day,
    ...(total.floor > today.floor ? { totalFloor: total.floor } : {}),
    swap: due?.money ?? 0,
    ...(due === null || due.money === 0 ? {} : { swapAt: due.at }),
  };
}

/** The day's highest equity where its floor follows it; else none. */
const dayPeakOf = ({ daily }: Rulebook, peaks: Peaks | undefined): number =>
  daily?.followsEquity === true ? (peaks?.dayEquity ?? -Infinity) : -Infinity;

/**
 * The day's anchor. While none was taken for this day (first start, midnight has just passed, a wrong clock began another), the
 * highest of what it can be: the initial capital, the last anchor, the balance. That is never laxer than the firm. `moved` is what came and went
 * since the anchor was taken.
 */
function anchorOf(
  { day, nowMs, initialBalance, account, rulebook, peaks }: RoomArgs,
  { day: moved, total }: Transfers,
): { readonly anchor: number; readonly moved: number } {
  if (day !== null && nowMs >= day.anchorAt && nowMs < day.resetsAt)
    return { anchor: Math.max(day.balance, dayPeakOf(rulebook, peaks)), moved };
  const last = day === null ? 0 : day.balance + moved;
  return { anchor: Math.max(initialBalance + total, account.balance, last), moved: 0 };
}
