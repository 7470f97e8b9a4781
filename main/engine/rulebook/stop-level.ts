import type { RoomView } from '#shared/events';

/** Shares of the daily limit (percent) at which entries stop and at which everything is closed. */
export type StopShares = { readonly softStopPct: number; readonly hardStopPct: number };

/** Percent of the daily limit that is used, on equity. A day in profit has used nothing. */
export const dayUsedPct = (room: RoomView): number => Math.max(0, (1 - room.dayRoom / room.dayLimit) * 100);

/**
 * Where the day stands: `soft` takes no new entry, `hard` closes everything. The firm's own floors are never used up:
 * reaching the total floor's last part is `hard` too.
 */
export function stopLevel(room: RoomView, shares: StopShares): 'clear' | 'soft' | 'hard' {
  const used = dayUsedPct(room);
  if (used >= shares.hardStopPct || room.totalRoom <= gapBuffer(room, shares)) return 'hard';
  return used >= shares.softStopPct ? 'soft' : 'clear';
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
  const left = Math.min(tomorrow.room, room.totalRoom) - taken;
  return { isHard: left <= buffer, left, taken, buffer };
}

/** The floor that equity meets first: the higher one. Where both are crossed it is the one that was breached. */
export const nearerFloor = ({ dayRoom, totalRoom }: Pick<RoomView, 'dayRoom' | 'totalRoom'>): 'day' | 'total' =>
  totalRoom < dayRoom ? 'total' : 'day';

/**
 * Money kept above both floors for gaps and slow fills: the part of the daily limit beyond the hard stop. Stops are
 * promises about a price, not about a fill.
 */
export const gapBuffer = (room: RoomView, shares: StopShares): number => ((100 - shares.hardStopPct) / 100) * room.dayLimit;

/**
 * Money a new order may lose at its stop: what keeps the worst case (every open stop and every open entry lost) above
 * the hard stop of the day, and the same buffer above the total floor. Negative when the worst case is already below.
 * A position may be held over the reset, where booked profit lifts the floor: the day's room is never more than what the
 * next day would leave, so that a good morning buys no larger bets.
 */
export function entryRoom(
  room: RoomView,
  shares: StopShares,
): { readonly day: number; readonly total: number; readonly isNextDay: boolean } {
  const spoken = room.openRisk + room.reserved + gapBuffer(room, shares);
  const tomorrow = room.tomorrow === undefined ? Infinity : room.tomorrow.room + (room.tomorrow.swap ?? 0);
  return { day: Math.min(room.dayRoom, tomorrow) - spoken, total: room.totalRoom - spoken, isNextDay: tomorrow < room.dayRoom };
}
