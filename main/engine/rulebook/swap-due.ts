import type { Position } from '#shared/domain';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from '#engine/market';

/** Swap is booked when the trading day turns: 17:00 in New York, from Monday to Friday, three nights' worth on Wednesday. */
const ZONE = 'America/New_York';
const TURN = 17 * 60;
const WEDNESDAY = 3;
const NIGHTS_MAX_MS = 60 * 86_400_000;

function nightsAt(at: number): number {
  const weekday = new Date(at + zoneOffsetMs(ZONE, at)).getUTCDay();
  if (weekday === 0 || weekday === 6) return 0;
  return weekday === WEDNESDAY ? 3 : 1;
}

/** Nights that are charged between two moments, the second included; at most two months back. */
function nightsBetween(fromMs: number, toMs: number): number {
  let nights = 0;
  const from = Math.max(fromMs, toMs - NIGHTS_MAX_MS);
  for (let day = localDayStart(ZONE, from); day <= toMs; day = nextLocalMidnight(ZONE, day)) {
    const turn = localTimeOf(ZONE, day, TURN);
    if (turn > from && turn <= toMs) nights += nightsAt(turn);
  }
  return nights;
}

/**
 * Swap that will be booked until a moment on what is open, in account currency, zero or below: for each position the average
 * of the nights it has paid. What a first night costs is not known and counts as nothing; what is earned counts as nothing too.
 */
export function swapDue(positions: readonly Position[], nowMs: number, untilMs: number): number {
  const paying = positions.filter(({ swap }) => swap < 0);
  const nights = paying.length === 0 ? 0 : nightsBetween(nowMs, untilMs);
  if (nights === 0) return 0;
  return paying.reduce((sum, { swap, openedAt }) => sum + (swap / Math.max(1, nightsBetween(openedAt, nowMs))) * nights, 0);
}
