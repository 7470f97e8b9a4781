import type { RoomView } from '#shared/events';
import type { EquityPoint } from '#shared/ipc';
import { grouped } from '../format/index.ts';
import { todayLevels, type LevelLine, type Stops } from './floor-levels.ts';

export type EquityPicture = {
  readonly times: readonly number[];
  readonly equity: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly levels: readonly LevelLine[];
  readonly now: { readonly at: number; readonly equity: number } | null;
  /** Equity if every open stop is hit. */
  readonly atStops: number | null;
  /** What the firm's next day would begin with, from its midnight on in seconds; absent: it is not looked at. */
  readonly tomorrow?: { readonly from: number; readonly equity: number; readonly levels: readonly LevelLine[] };
  readonly said: string;
};

export type Day = { readonly anchorAt: number; readonly resetsAt: number } | null;
const DAY_MS = 86_400_000;

/** Everything the equity chart draws, in seconds and account currency, and what it says in words. */
export function equityPicture(points: readonly EquityPoint[], room: RoomView | null, day: Day, stops: Stops): EquityPicture {
  const last = points.at(-1);
  const end = day?.resetsAt ?? (last?.at ?? 0) + DAY_MS / 8;
  const begin = day?.anchorAt ?? end - DAY_MS;
  const seen = points.filter(({ at }) => at >= begin && at <= end);
  const now = seen.at(-1) ?? null;
  const levels = room === null ? [] : todayLevels(room, stops);
  const atStops = room === null || now === null ? null : now.equity - room.openRisk - room.reserved;
  const values = [...seen.map(({ equity }) => equity), ...levels.map(({ at }) => at), ...(atStops === null ? [] : [atStops])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = Math.max((high - low) * 0.05, 1);
  return {
    times: seen.map(({ at }) => at / 1_000),
    equity: seen.map(({ equity }) => equity),
    from: begin / 1_000,
    to: end / 1_000,
    low: low - air,
    high: high + air,
    levels,
    now,
    atStops,
    said: wordsOf(now?.equity ?? null, room, atStops),
  };
}

function wordsOf(equity: number | null, room: RoomView | null, atStops: number | null): string {
  if (equity === null) return 'No point of the line is known yet for this day.';
  if (room === null) return `Equity ${grouped(equity, 2)}. The day’s floor is not known.`;
  const floor = room.hasNoDayLimit === true ? 'total floor' : 'day’s floor';
  const ifHit = atStops === null ? '' : ` If every stop is hit: ${grouped(atStops, 2)}.`;
  return `Equity ${grouped(equity, 2)}, ${grouped(room.dayRoom, 2)} above the ${floor} of ${grouped(room.dayFloor, 2)}.${ifHit}`;
}
