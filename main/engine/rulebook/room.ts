import type { Account, PendingOrder, Position, SymbolSpec } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { Rulebook } from '#shared/rulebooks';
import { dayWindow } from './day-window.ts';
import { anchorValue, dayFloorOf, dayLimitOf, totalFloorOf, totalLimitOf, type Peaks } from './floors.ts';
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
  const { rulebook, initialBalance, account, reserved, nowMs } = args;
  const transfers = args.transfers ?? NO_TRANSFERS;
  const { anchor, moved } = anchorOf(args, transfers);
  const dayFloor = dayFloorOf(rulebook, initialBalance, anchor) + moved;
  const totalFloor = totalFloorOf(rulebook, initialBalance, args.peaks ?? null) + transfers.total;
  const dayRoom = (rulebook.daily.includesFloating ? account.equity : account.balance) - dayFloor;
  const totalRoom = account.equity - totalFloor;
  const { stops, unbounded } = openRiskOf(args.positions, args.orders, args.specs);
  const exits = args.positions.reduce((sum, { volume }) => sum + volume, 0) * (args.exitCostPerLot ?? 0);
  const openRisk = unbounded.length === 0 ? stops + exits : Math.max(stops + exits, dayRoom, totalRoom);
  return {
    dayFloor,
    dayRoom,
    dayLimit: dayLimitOf(rulebook, initialBalance, anchor),
    totalFloor,
    totalRoom,
    totalLimit: totalLimitOf(rulebook, initialBalance),
    openRisk,
    reserved,
    resetsAt: dayWindow(nowMs, rulebook).resetsAt,
    tomorrow: { ...tomorrowOf(args), exits },
  };
}

/** What the next reset would make of this moment: profit that is booked lifts the floor, open loss stays where it is. */
function tomorrowOf({ rulebook, initialBalance, account, positions, nowMs }: RoomArgs): NonNullable<RoomView['tomorrow']> {
  const { includesFloating } = rulebook.daily;
  const anchor = anchorValue(rulebook, account.balance, account.equity);
  const floor = dayFloorOf(rulebook, initialBalance, anchor);
  return {
    floor,
    room: (includesFloating ? account.equity : account.balance) - floor,
    limit: dayLimitOf(rulebook, initialBalance, anchor),
    swap: includesFloating ? swapDue(positions, nowMs, dayWindow(nowMs, rulebook).resetsAt) : 0,
  };
}

/**
 * The day's anchor. While none was taken for this day (first start, or midnight has just passed), the highest of what it
 * can be: the initial capital, the last anchor, the balance. That is never laxer than the firm. `moved` is what came and went
 * since the anchor was taken.
 */
function anchorOf(
  { day, nowMs, initialBalance, account }: RoomArgs,
  { day: moved, total }: Transfers,
): { readonly anchor: number; readonly moved: number } {
  if (day !== null && nowMs < day.resetsAt) return { anchor: day.balance, moved };
  const last = day === null ? 0 : day.balance + moved;
  return { anchor: Math.max(initialBalance + total, account.balance, last), moved: 0 };
}
