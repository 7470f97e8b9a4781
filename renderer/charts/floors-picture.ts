import type { RoomView } from '#shared/events';
import type { EquityPoint } from '#shared/ipc';
import { grouped } from '../format/index.ts';
import { equityPicture, type Day, type EquityPicture } from './equity-picture.ts';
import { tomorrowLevels, type Stops } from './floor-levels.ts';

/** How much of the picture lies after the firm's midnight, as a share of the day. */
const AFTER = 0.16;

/**
 * The day's picture, and behind the firm's midnight the floors that the next day would begin with if this moment were its end: as the
 * engine forecasts them, with the swap that is charged until then.
 */
export function floorsPicture(points: readonly EquityPoint[], room: RoomView | null, day: Day, stops: Stops): EquityPicture {
  const today = equityPicture(points, room, day, stops);
  const tomorrow = room?.tomorrow;
  if (today.now === null || room === null || tomorrow === undefined) return today;
  const equity = today.now.equity + (tomorrow.swap ?? 0);
  const levels = tomorrowLevels(room, stops);
  const values = [...levels.map(({ at }) => at), equity];
  const air = (today.high - today.low) * 0.05;
  return {
    ...today,
    levels: today.levels.map((level) => ({ ...level, name: `${level.name} ${grouped(level.at, 0)}` })),
    low: Math.min(today.low, ...values.map((value) => value - air)),
    high: Math.max(today.high, ...values.map((value) => value + air)),
    to: today.to + (today.to - today.from) * AFTER,
    tomorrow: { from: today.to, equity, levels },
    said: `${today.said} If the day ended now, the next one would begin at ${grouped(equity, 2)} with its floor at ${grouped(tomorrow.floor, 2)}.`,
  };
}
