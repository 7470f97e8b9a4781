import type { Position, Side, SymbolSpec } from '#shared/domain';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from '#engine/market';
import { nightCost } from './night-cost.ts';

/** Swap is booked when the server's day turns: at 17:00 in New York, as nearly all MetaTrader servers have it. */
const ZONE = 'America/New_York';
const TURN = 17 * 60;
const WEDNESDAY = 3;
const SUNDAY = 0;
const SATURDAY = 6;
const SATURDAY_MINUTE = SATURDAY * 1_440;
const NIGHTS_MAX_MS = 60 * 86_400_000;

/** A turn of the server's day, with the weekday that ends. */
type DayTurn = { readonly at: number; readonly weekday: number };

/** Turns between two moments, the second included; at most two months back. */
function turnsBetween(fromMs: number, toMs: number): DayTurn[] {
  const turns: DayTurn[] = [];
  const from = Math.max(fromMs, toMs - NIGHTS_MAX_MS);
  for (let day = localDayStart(ZONE, from); day <= toMs; day = nextLocalMidnight(ZONE, day)) {
    const at = localTimeOf(ZONE, day, TURN);
    if (at > from && at <= toMs) turns.push({ at, weekday: new Date(at + zoneOffsetMs(ZONE, at)).getUTCDay() });
  }
  return turns;
}

/** Nights that turns are charged as: three on the symbol's day for that, none at the weekend unless it is traded then. */
function nightsOf(turns: readonly DayTurn[], spec: SymbolSpec | undefined): number {
  const triple = spec?.swap?.triple ?? WEDNESDAY;
  const isAllWeek = spec?.assetClass === 'crypto' || spec?.sessions?.some(([, to]) => to > SATURDAY_MINUTE) === true;
  let nights = 0;
  for (const { weekday } of turns)
    if (isAllWeek || (weekday !== SUNDAY && weekday !== SATURDAY)) nights += weekday === triple ? 3 : 1;
  return nights;
}

/**
 * What a night costs a position, zero or below: the average of the nights it has paid, or what the specification tells, whichever
 * is dearer. A guess about an unknown rule gives way to what was paid.
 */
function costOf(held: Position, spec: SymbolSpec | undefined, currency: string, nowMs: number): number {
  const told = spec === undefined ? null : nightCost(held, spec, currency);
  if (held.swap >= 0) return told?.money ?? 0;
  const average = held.swap / Math.max(1, nightsOf(turnsBetween(held.openedAt, nowMs), spec));
  return told === null || told.isGuess ? average : Math.min(average, told.money);
}

/**
 * Swap that will be booked until a moment on what is open, in account currency, zero or below, and when the next is booked; null
 * where no day turns until then. What is earned counts as nothing.
 */
export function swapDue(
  positions: readonly Position[],
  specs: readonly SymbolSpec[],
  currency: string,
  nowMs: number,
  untilMs: number,
): { readonly money: number; readonly at: number } | null {
  const turns = positions.length === 0 ? [] : turnsBetween(nowMs, untilMs);
  const [next] = turns;
  if (next === undefined) return null;
  let money = 0;
  for (const held of positions) {
    const spec = specs.find(({ symbol }) => symbol === held.symbol);
    const nights = nightsOf(turns, spec);
    if (nights > 0) money += costOf(held, spec, currency, nowMs) * nights;
  }
  return { money, at: next.at };
}

/** Swap that one lot opened now at a price would be charged until a moment, in account currency, zero or below. */
export function swapOfLot(side: Side, price: number, spec: SymbolSpec, currency: string, nowMs: number, untilMs: number): number {
  const nights = nightsOf(turnsBetween(nowMs, untilMs), spec);
  return nights === 0
    ? 0
    : nights * nightCost({ direction: side, volume: 1, entry: price, current: price }, spec, currency).money;
}
