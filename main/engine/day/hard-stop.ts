import { ACCOUNT_SIZE, DAY_LOCK, type Facts } from '#shared/domain';
import type { Decision, RoomView } from '#shared/events';
import { resetOf, rulebookIn } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { firmMoment, levelAtReset, levelAtSwap, nearerFloor, roomOf, stopLevel, type StopShares } from '#engine/rulebook';
import { closeAll, seenAccount } from '#engine/stop';
import type { Turn } from '#engine/turn.ts';
import { moneyText } from '#engine/wording.ts';

/** So long before the reset an open loss is closed with which the new day would begin at its hard stop, or below its floor; before a swap too. */
const BEFORE_RESET_MS = 120_000;

const stopsAtReset = (room: RoomView, shares: StopShares, { positions }: Facts, nowMs: number): boolean =>
  positions.length > 0 && room.resetsAt - nowMs <= BEFORE_RESET_MS && levelAtReset(room, shares).isHard;

const stopsAtSwap = (room: RoomView, shares: StopShares, { positions }: Facts, nowMs: number): boolean =>
  positions.length > 0 && (room.tomorrow?.swapAt ?? Infinity) - nowMs <= BEFORE_RESET_MS && levelAtSwap(room, shares).isHard;

const swapStopWords = (room: RoomView, shares: StopShares, currency: string): string =>
  `Hard stop: ${moneyText(levelAtSwap(room, shares).left)} ${currency} left above the nearer floor after ` +
  `${moneyText(-(room.tomorrow?.swap ?? 0))} for the swap that is booked within two minutes`;

function resetStopWords(room: RoomView, shares: StopShares, currency: string, resetName: string): string {
  const { left, taken } = levelAtReset(room, shares);
  const paid = taken > 0 ? `, after ${moneyText(taken)} for swap and closing` : '';
  const floor = room.hasNoDayLimit === true ? 'the total floor' : "the day's floor";
  return `Hard stop: ${moneyText(left)} ${currency} left above ${floor} as it will be at ${resetName}${paid}`;
}

function hardStopWords(room: RoomView, currency: string): string {
  const isTotal = nearerFloor(room) === 'total';
  const [left, floor, name] = isTotal
    ? [room.totalRoom, room.totalFloor, 'the total floor']
    : [room.dayRoom, room.dayFloor, "the day's floor"];
  return `Hard stop: ${moneyText(left)} ${currency} left above ${name} of ${moneyText(floor)}`;
}

/** Close to the floor everything is closed, because the next tick may not ask; and nothing is opened before the next reset. */
export function hardStopDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const { config, blocks } = engine.cockpit;
  const seen = seenAccount(facts);
  if (seen === null || blocks.has(ACCOUNT_SIZE)) return [];
  const room = roomOf(engine.cockpit, seen, turn.at);
  if (room === null) return [];
  const isHard = stopLevel(room, config.rulebook) === 'hard';
  const now = firmMoment(engine.cockpit, turn.at);
  const isHardAtSwap = !isHard && stopsAtSwap(room, config.rulebook, seen, now);
  if (!isHard && !isHardAtSwap && !stopsAtReset(room, config.rulebook, seen, now)) return [];
  const book = rulebookIn(config.rulebook);
  const { currency } = seen.account;
  const reason = isHard
    ? hardStopWords(room, currency)
    : isHardAtSwap
      ? swapStopWords(room, config.rulebook, currency)
      : resetStopWords(room, config.rulebook, currency, resetOf(book).name);
  const closed = closeAll(engine, turn, seen, reason);
  if (closed.length === 0 || blocks.has(DAY_LOCK)) return closed;
  const text = `${reason} (${book.title}); no entry before the next reset.`;
  return [...closed, { type: 'block.raised', payload: { block: DAY_LOCK, reason: { code: DAY_LOCK, text } } }];
}
