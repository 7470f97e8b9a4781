import type { RoomView } from '#shared/events';
import { pctText } from '../format/index.ts';

/** A line of equity at which something begins or ends; account currency. */
export type LevelLine = { readonly name: string; readonly at: number; readonly kind: 'anchor' | 'soft' | 'hard' | 'floor' };
/** Shares of a limit, in percent, at which entries end and at which everything is closed. */
export type Stops = { readonly softStopPct: number; readonly hardStopPct: number };

/**
 * Where trading ends today, as equity: the start of the day, the soft and the hard stop, the floors. The stops are where the engine
 * has them: of the day's limit, or of the room in all that the day began with, whichever is met first, and never within the part
 * of the limit that is kept above either floor for gaps.
 */
export function todayLevels(room: RoomView, stops: Stops): readonly LevelLine[] {
  const { dayFloor, dayLimit, totalFloor, beganWith } = room;
  const isTotal = room.hasNoDayLimit === true;
  const { softStopPct: soft, hardStopPct: hard } = stops;
  const left = (pct: number): number =>
    Math.max(
      isTotal ? -Infinity : dayFloor + dayLimit * (1 - pct / 100),
      beganWith === undefined ? -Infinity : totalFloor + beganWith * (1 - pct / 100),
    );
  const kept = dayLimit * (room.stopsOf ?? 1) * (1 - hard / 100);
  const nearest = Math.max(dayFloor, totalFloor);
  return [
    { name: isTotal ? 'Limit begins' : 'Start of day', at: dayFloor + dayLimit, kind: 'anchor' },
    { name: `Soft stop ${pctText(soft, 0)}`, at: left(soft), kind: 'soft' },
    { name: `Hard stop ${pctText(hard, 0)}`, at: Math.max(left(hard), nearest + kept), kind: 'hard' },
    { name: isTotal ? 'Total floor' : 'Daily floor', at: dayFloor, kind: 'floor' },
    // Below the day's it is far away today; above it, it is what ends the account first.
    ...(!isTotal && totalFloor > dayFloor ? [{ name: 'Total floor', at: totalFloor, kind: 'floor' } as const] : []),
  ];
}

/** The same of the next day, if it began as it is now; none where that is not known. */
export function tomorrowLevels(room: RoomView, { softStopPct, hardStopPct }: Stops): readonly LevelLine[] {
  const { tomorrow } = room;
  if (tomorrow?.limit === undefined) return [];
  const isTotal = room.hasNoDayLimit === true;
  // Without a daily limit the stops are shares of what the day begins with above the floor in all.
  const limit = isTotal ? Math.min(tomorrow.limit, Math.max(0, tomorrow.room)) : tomorrow.limit;
  const left = (pct: number): number => tomorrow.floor + limit * (1 - pct / 100);
  return [
    { name: 'Soft stop', at: left(softStopPct), kind: 'soft' },
    { name: 'Hard stop', at: left(hardStopPct), kind: 'hard' },
    { name: isTotal ? 'Total floor' : 'Daily floor', at: tomorrow.floor, kind: 'floor' },
  ];
}
