import type { Config } from '#shared/config';
import { FRIDAY, isWeekend, SUNDAY, wallClock, WEEK_TURN, WEEK_ZONE, weekStart } from './sessions.ts';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from './zone.ts';

const MINUTE = 60_000;

/** A time without entries, and when it is over. */
export type QuietTime = {
  readonly kind: 'weekend' | 'holiday' | 'friday_close' | 'sunday_open' | 'rollover';
  readonly text: string;
  readonly endsAt: number;
};

type Rules = Pick<Config['calendar'], 'rolloverMinutes' | 'fridayCloseMinutes' | 'sundayOpenMinutes' | 'holidays'>;

/** The quiet time of a moment, the widest one first; null when there is none. All by New York's wall clock, where the week of FX turns. */
export function quietAt(nowMs: number, rules: Rules): QuietTime | null {
  if (isWeekend(nowMs)) return { kind: 'weekend', text: 'The market is closed for the weekend', endsAt: weekStart(nowMs) };
  const day = localDayStart(WEEK_ZONE, nowMs);
  const turn = localTimeOf(WEEK_ZONE, day, WEEK_TURN);
  const date = new Date(nowMs + zoneOffsetMs(WEEK_ZONE, nowMs)).toISOString().slice(0, 10);
  const { weekday } = wallClock(WEEK_ZONE, nowMs);
  if (rules.holidays.includes(date) || rules.holidays.includes(date.slice(5)))
    return { kind: 'holiday', text: `${date} is a holiday in New York`, endsAt: nextLocalMidnight(WEEK_ZONE, nowMs) };
  if (weekday === FRIDAY && turn - nowMs <= rules.fridayCloseMinutes * MINUTE)
    return { kind: 'friday_close', text: 'The week is about to close', endsAt: weekStart(turn) };
  if (weekday === SUNDAY && nowMs - turn < rules.sundayOpenMinutes * MINUTE)
    return { kind: 'sunday_open', text: 'The week has only just opened', endsAt: turn + rules.sundayOpenMinutes * MINUTE };
  if (Math.abs(nowMs - turn) < rules.rolloverMinutes * MINUTE)
    return {
      kind: 'rollover',
      text: 'The trading day turns at 17:00 in New York',
      endsAt: turn + rules.rolloverMinutes * MINUTE,
    };
  return null;
}

/** When the week ends: the next Friday 17:00 in New York. */
export function weekEnd(nowMs: number): number {
  for (let day = localDayStart(WEEK_ZONE, nowMs); ; day = nextLocalMidnight(WEEK_ZONE, day)) {
    const turn = localTimeOf(WEEK_ZONE, day, WEEK_TURN);
    if (turn > nowMs && isWeekend(turn) && !isWeekend(turn - 1)) return turn;
  }
}
