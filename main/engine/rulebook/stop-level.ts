import type { RoomView } from '#shared/events';

/** Shares of the daily limit (percent) at which entries stop and at which everything is closed. */
export type StopShares = { readonly softStopPct: number; readonly hardStopPct: number };

/** How much of what a day may lose is used, on equity: 0 for a day in profit. `limit` is the money that it is a share of. */
export type LimitUse = { readonly pct: number; readonly of: 'day' | 'all'; readonly limit: number };

/**
 * Use of the daily limit. Where the firm has none, or lets the account lose less in all, it is the room in all that the day
 * began with: a loss of earlier days is gone, and ends no entries for ever.
 */
export function limitUse({ dayRoom, dayLimit, totalRoom, hasNoDayLimit, beganWith }: RoomView): LimitUse {
  const share = (left: number, limit: number): number => (limit > 0 ? Math.max(0, (1 - left / limit) * 100) : 100);
  const day: LimitUse = { pct: share(dayRoom, dayLimit), of: 'day', limit: dayLimit };
  if (beganWith === undefined) return day;
  const all: LimitUse = { pct: share(totalRoom, beganWith), of: 'all', limit: beganWith };
  return hasNoDayLimit === true || all.pct >= day.pct ? all : day;
}

/**
 * Where the day stands: `soft` takes no new entry, `hard` closes everything. The firm's own floors are never used up:
 * reaching the total floor's last part is `hard` too.
 */
export function stopLevel(room: RoomView, shares: StopShares): 'clear' | 'soft' | 'hard' {
  const { pct } = limitUse(room);
  if (pct >= shares.hardStopPct || Math.min(room.dayRoom, room.totalRoom) <= gapBuffer(room, shares)) return 'hard';
  return pct >= shares.softStopPct ? 'soft' : 'clear';
}

/**
 * Whether the next day would begin at its hard stop: what the reset will take counts before it, so that nothing is closed a
 * second after. `left` is the money above the nearer floor of that day once swap and closing are paid, `taken` what those are.
 */
export function levelAtReset(
  room: RoomView,
  shares: StopShares,
): { readonly isHard: boolean; readonly left: number; readonly taken: number; readonly buffer: number } {
  const { tomorrow } = room;
  const buffer = gapBuffer({ ...room, dayLimit: tomorrow?.limit ?? room.dayLimit }, shares);
  if (tomorrow === undefined) return { isHard: false, left: Infinity, taken: 0, buffer };
  const taken = (tomorrow.exits ?? 0) - (tomorrow.swap ?? 0);
  const left = Math.min(tomorrow.room, totalAtReset(room)) - taken;
  return { isHard: left <= buffer, left, taken, buffer };
}

/**
 * Whether the swap that is booked before the reset would take the day to its hard stop. `left` is the money above the nearer floor
 * once it is paid.
 */
export function levelAtSwap(room: RoomView, shares: StopShares): { readonly isHard: boolean; readonly left: number } {
  const left = Math.min(room.dayRoom, room.totalRoom) + (room.tomorrow?.swap ?? 0);
  return { isHard: left <= gapBuffer(room, shares), left };
}

/** Money above the floor in all as the reset will leave it: a floor that follows balances rises there. */
const totalAtReset = ({ totalRoom, totalFloor, tomorrow }: RoomView): number =>
  totalRoom + totalFloor - Math.max(totalFloor, tomorrow?.totalFloor ?? totalFloor);

/** The floor that equity meets first: the higher one. Where both are crossed it is the one that was breached. */
export const nearerFloor = ({
  dayRoom,
  totalRoom,
  hasNoDayLimit,
}: Pick<RoomView, 'dayRoom' | 'totalRoom' | 'hasNoDayLimit'>): 'day' | 'total' =>
  hasNoDayLimit === true || totalRoom < dayRoom ? 'total' : 'day';

/**
 * Money kept above both floors for gaps and slow fills: the part beyond the hard stop of the daily limit, or of as much of it
 * as may be lost in all. Stops are promises about a price, not about a fill.
 */
export const gapBuffer = ({ dayLimit, stopsOf }: Pick<RoomView, 'dayLimit' | 'stopsOf'>, { hardStopPct }: StopShares): number =>
  ((100 - hardStopPct) / 100) * dayLimit * (stopsOf ?? 1);

/** Money a new order may lose at its stop before each floor. `day` is null for a firm without a daily limit. */
export type EntryRoom = {
  readonly day: number | null;
  readonly total: number;
  /** The next day, in which booked profit has lifted the floor, leaves less than this one. */
  readonly isNextDay: boolean;
  readonly isNextTotal: boolean;
};

/**
 * What keeps the worst case (every open stop and every open entry lost) above the hard stop of the day, and the same buffer
 * above the total floor, once the swap until the reset is paid. Negative when the worst case is already below. A position may be
 * held over the reset, where booked profit lifts the floors: the room is never more than what the next day would leave, so that a
 * good morning buys no larger bets.
 */
export function entryRoom(room: RoomView, shares: StopShares): EntryRoom {
  const spoken = room.openRisk + room.reserved + gapBuffer(room, shares) - (room.tomorrow?.swap ?? 0);
  const nextDay = room.tomorrow?.room ?? Infinity;
  const nextTotal = totalAtReset(room);
  return {
    day: room.hasNoDayLimit === true ? null : Math.min(room.dayRoom, nextDay) - spoken,
    total: Math.min(room.totalRoom, nextTotal) - spoken,
    isNextDay: nextDay < room.dayRoom,
    isNextTotal: nextTotal < room.totalRoom,
  };
}
