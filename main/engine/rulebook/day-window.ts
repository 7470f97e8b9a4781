import { resetOf, type Rulebook } from '#shared/rulebooks';
import { localDayStart, localTimeOf, nextLocalMidnight } from '#engine/market';

/** The rulebook's day that contains a moment: from its last reset to its next one, by the firm's own clock (23 to 25 hours). */
export function dayWindow(nowMs: number, rulebook: Rulebook): { readonly anchorAt: number; readonly resetsAt: number } {
  const { zone, minuteOfDay } = resetOf(rulebook);
  const today = localDayStart(zone, nowMs);
  const reset = localTimeOf(zone, today, minuteOfDay);
  if (nowMs >= reset) return { anchorAt: reset, resetsAt: localTimeOf(zone, nextLocalMidnight(zone, nowMs), minuteOfDay) };
  return { anchorAt: localTimeOf(zone, localDayStart(zone, today - 1), minuteOfDay), resetsAt: reset };
}
