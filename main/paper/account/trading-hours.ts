const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Hours New York is behind UTC: 4 from the second Sunday of March (02:00 local) to the first of November, else 5. */
export function newYorkLagHours(atMs: number): 4 | 5 {
  const year = new Date(atMs).getUTCFullYear();
  const summer = sundayOf(year, 2, 2) + 7 * HOUR;
  const winter = sundayOf(year, 10, 1) + 6 * HOUR;
  return atMs >= summer && atMs < winter ? 4 : 5;
}

/** Midnight UTC of the n-th Sunday of a month (January = 0). */
function sundayOf(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * DAY + (nth - 1) * 7 * DAY;
}

/** The week of spot FX: Sunday 17:00 to Friday 17:00 New York. Metals also rest from 17:00 to 18:00 every day. */
export function isTradingTime(hours: 'fx' | 'metal', atMs: number): boolean {
  const local = new Date(atMs - newYorkLagHours(atMs) * HOUR);
  const day = local.getUTCDay();
  const hour = local.getUTCHours();
  if (day === 6 || (day === 0 && hour < 17) || (day === 5 && hour >= 17)) return false;
  return hours === 'fx' || hour !== 17;
}

const HALF_HOUR = HOUR / 2;

/** The next moment the market opens after a closed one; null while it is open. Sessions begin on the half hour at the finest. */
export function opensNext(hours: 'fx' | 'metal', atMs: number): number | null {
  if (isTradingTime(hours, atMs)) return null;
  let next = Math.floor(atMs / HALF_HOUR) * HALF_HOUR;
  do next += HALF_HOUR;
  while (!isTradingTime(hours, next));
  return next;
}
