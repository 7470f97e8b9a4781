import type { RoomView } from '#shared/events';
import { todayLevels } from '../../charts/index.ts';
import { moneyText, pctText } from '../../format/index.ts';

/** Shares of a limit, in percent, at which entries end and at which everything is closed. */
type Stops = { readonly softStopPct: number; readonly hardStopPct: number };

export type RoomShares = {
  readonly room: number;
  readonly limit: number;
  readonly floor: number;
  readonly usedPct: number;
  readonly reservedPct: number;
  /** Amber from half of the limit left, red from a fifth; null above. */
  readonly band: 'high' | 'critical' | null;
};

const AMBER_LEFT = 50;
const RED_LEFT = 20;

/** How much of a limit is used, and how much more goes if every stop is hit. A gain uses nothing. */
export function roomShares(view: RoomView, which: 'day' | 'total'): RoomShares {
  const [room, limit, floor] =
    which === 'day' ? [view.dayRoom, view.dayLimit, view.dayFloor] : [view.totalRoom, view.totalLimit, view.totalFloor];
  const share = (money: number): number => (limit > 0 ? (money / limit) * 100 : 0);
  const left = limit > 0 ? share(room) : 100;
  return {
    room,
    limit,
    floor,
    usedPct: Math.max(0, share(limit - room)),
    reservedPct: Math.max(0, share(view.openRisk + view.reserved)),
    band: left <= RED_LEFT ? 'critical' : left <= AMBER_LEFT ? 'high' : null,
  };
}

/** How much more the day may lose until the next thing that ends trading: money above the soft stop, the hard stop and the floor. */
export type RoomLeft = { readonly entries: number; readonly all: number; readonly floor: number };

/** Of the day, as the engine has its stops; the floor is the one that equity meets first. */
export function roomLeft(room: RoomView, stops: Stops): RoomLeft {
  const equity = room.dayFloor + room.dayRoom;
  const levels = todayLevels(room, stops);
  const above = (kind: 'soft' | 'hard'): number => equity - (levels.find((level) => level.kind === kind)?.at ?? equity);
  return { entries: above('soft'), all: above('hard'), floor: Math.min(room.dayRoom, room.totalRoom) };
}

/** What stands where a firm without a daily limit would have a number. */
export const NO_DAY_LIMIT = 'no daily limit';

/** The limit bar in words. */
export const roomWords = (
  { room, limit, usedPct, reservedPct }: RoomShares,
  currency: string,
  soft: number,
  hard: number,
): string =>
  `${moneyText(room, currency)} of ${moneyText(limit, currency)} left: ${pctText(usedPct)} used, ` +
  `${pctText(usedPct + reservedPct)} if every stop is hit; soft stop at ${pctText(soft, 0)}, hard stop at ${pctText(hard, 0)}`;
