/**
 * A time by this computer's clock as it is typed, `2026-12-01 14:30` or `14:30` for the next such moment after `now`; UTC ms. Null: it is
 * none.
 */
export function localTimeTyped(text: string, now: number): number | null {
  const [, year, month, day, hours, minutes] = /^\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T])?(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const clock = [Number(hours), Number(minutes)] as const;
  if (year === undefined) {
    const today = new Date(now);
    const at = new Date(today.getFullYear(), today.getMonth(), today.getDate(), ...clock).getTime();
    return at > now ? at : new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1, ...clock).getTime();
  }
  const at = new Date(Number(year), Number(month) - 1, Number(day), ...clock);
  // A day that a month does not have would be one of the next.
  return at.getMonth() === Number(month) - 1 && at.getDate() === Number(day) ? at.getTime() : null;
}
