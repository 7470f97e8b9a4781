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
