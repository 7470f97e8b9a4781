import { MARKET_CENTRES, WEEK_TURN, type MarketCentre } from './market-centres.ts';

/** Weekday (0 is Sunday) and minutes past midnight on a zone's wall clock. */
export type WallTime = { readonly weekday: number; readonly minutes: number };
/** Reads a zone's wall clock at an instant. The engine and the window each have their own, this rule they share. */
export type ReadClock = (zone: string, atMs: number) => WallTime;

const DAY = 24 * 60;
const [SUNDAY, FRIDAY, SATURDAY] = [0, 5, 6];

/** A wall clock's minutes since 1970 as weekday and time. 1970 began on a Thursday. */
export const wallTimeOf = (minutes: number): WallTime => ({
  weekday: (Math.floor(minutes / DAY) + 4) % 7,
  minutes: minutes % DAY,
});

/** True from Friday 17:00 to Sunday 17:00 in New York. */
export function isWeekShut(atMs: number, read: ReadClock): boolean {
  const { weekday, minutes } = read(WEEK_TURN.zone, atMs);
  return (
    weekday === SATURDAY ||
    (weekday === FRIDAY && minutes >= WEEK_TURN.minutes) ||
    (weekday === SUNDAY && minutes < WEEK_TURN.minutes)
  );
}

/** True in a centre's hours, Monday to Friday by its own clock. */
export function isOfficeHour({ zone, opens, closes }: MarketCentre, atMs: number, read: ReadClock): boolean {
  const { weekday, minutes } = read(zone, atMs);
  return weekday !== SUNDAY && weekday !== SATURDAY && minutes >= opens && minutes < closes;
}

/** The sessions open at an instant, in Sydney-to-New York order: two where they overlap, none at the weekend and in the quiet hours. */
export function sessionsOpen(atMs: number, read: ReadClock): MarketCentre['session'][] {
  const open: MarketCentre['session'][] = [];
  if (isWeekShut(atMs, read)) return open;
  for (const centre of MARKET_CENTRES) if (isOfficeHour(centre, atMs, read)) open.push(centre.session);
  return open;
}
