import { utcClock } from '#shared/lib';
import { identifierOf, specOf, type Facts } from '#shared/domain';
import { isAlwaysOpen, type ReadonlyCockpit } from '#shared/projection';
import { resetOf, rulebookIn, type Rulebook } from '#shared/rulebooks';
import { newsWindowAt, weekEnd } from '#engine/market';
import { newsEvents } from '#engine/product-owner';
import { dayWindow, idleSince, levelAtReset, roomOf } from '#engine/rulebook';
import { hoursText, moneyText } from '#engine/wording.ts';
import { requestsLimit } from '#engine/limits';
import type { ActiveAlarm } from './active-alarm.ts';

const MINUTE = 60_000;
/** How long ahead a weekend, and a news window, is spoken of. */
const WEEKEND_AHEAD_MS = 120 * MINUTE;
const NEWS_AHEAD_MS = 15 * MINUTE;
/** Share of the firm's requests a day at which the alarm is raised. */
const REQUESTS_SHARE = 0.75;

/** What the firm's rules will make of what is open, before they do. */
export function rulebookAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly ActiveAlarm[] {
  if (facts === null) return [];
  const book = rulebookIn(cockpit.config.rulebook);
  return [
    ...resetAlarm(cockpit, facts, book, nowMs),
    ...guessAlarm(cockpit, facts, book),
    ...weekendAlarm(cockpit, facts, book, nowMs),
    ...newsAlarms(cockpit, facts, book, nowMs),
    ...requestsAlarm(cockpit, book, nowMs),
    ...inactivityAlarm(cockpit, facts, book, nowMs),
  ];
}

/** Booked profit lifts the next day's floor, and an open loss that is fine today may lie below it, or too near. */
function resetAlarm(cockpit: ReadonlyCockpit, facts: Facts, book: Rulebook, nowMs: number): readonly ActiveAlarm[] {
  if (facts.positions.length === 0) return [];
  const room = roomOf(cockpit, facts, nowMs);
  const tomorrow = room?.tomorrow;
  if (room === null || tomorrow === undefined) return [];
  const { isHard, left, taken, buffer } = levelAtReset(room, cockpit.config.rulebook);
  if (!isHard) return [];
  const { name } = resetOf(book);
  const equity = taken > 0 ? `the equity, less ${moneyText(taken)} for swap and closing, is` : 'the equity now is';
  const where =
    left < 0
      ? `${equity} ${moneyText(-left)} below it`
      : `${equity} ${moneyText(left)} above it, and everything is closed at ${moneyText(buffer)}`;
  const currency = facts.account?.currency ?? '';
  return [
    {
      kind: 'reset_breach',
      level: 'high',
      title: `The open loss ${left < 0 ? 'breaches' : 'meets the hard stop'} at ${name}`,
      deadlineAt: room.resetsAt,
      cause: `At ${name}, in ${hoursText(room.resetsAt - nowMs)}, the floor becomes ${moneyText(tomorrow.floor)} ${currency}: ${where} (${book.title}).`,
      consequence:
        'If nothing changes everything is closed two minutes before, so that the new day does not begin with a breach.',
      action: 'Close or reduce the losing positions before then.',
    },
  ];
}

/** The equity at a reset that nobody saw cannot be read back from the deals, and the firm has it. */
function guessAlarm({ day }: ReadonlyCockpit, { account }: Facts, book: Rulebook): readonly ActiveAlarm[] {
  if (day?.guess === undefined) return [];
  const taken = `${moneyText(day.balance)} ${account?.currency ?? ''}`;
  return [
    {
      kind: 'day_guessed',
      level: 'high',
      title: "The day's floor is a guess",
      deadlineAt: day.resetsAt,
      cause: `The cockpit was not running at ${resetOf(book).name}, and ${book.title} measures the day from the equity then. Taken as ${taken}, the highest that is known.`,
      consequence: "If open profit was higher at that moment, the firm's floor is higher than the one kept here.",
      action: "Compare the daily floor with the firm's page; while it is higher there, close or reduce by hand.",
    },
  ];
}

function weekendAlarm(
  cockpit: ReadonlyCockpit,
  facts: Facts,
  { title, flatBeforeWeekend }: Rulebook,
  nowMs: number,
): readonly ActiveAlarm[] {
  const open = facts.positions.length + facts.orders.length;
  const { weekendFlatMinutes } = cockpit.config.calendar;
  if (!flatBeforeWeekend || open === 0 || isAlwaysOpen(cockpit)) return [];
  const closesAt = weekEnd(nowMs);
  if (closesAt - nowMs > WEEKEND_AHEAD_MS) return [];
  return [
    {
      kind: 'weekend_open',
      level: 'high',
      title: 'Open before the weekend',
      deadlineAt: closesAt,
      cause: `${open} positions and orders are open, and the week closes in ${hoursText(closesAt - nowMs)}.`,
      consequence:
        weekendFlatMinutes === 0
          ? `${title} has to be flat over the weekend: what stays open breaches it.`
          : `${title} has to be flat over the weekend: what is open ${weekendFlatMinutes} minutes before is closed, and trading is halted.`,
      action: 'Close the positions and cancel the orders before the week closes.',
    },
  ];
}

/** Where the firm counts exits too, a stop or target that could be hit inside the window is a danger of its own. */
function newsAlarms(cockpit: ReadonlyCockpit, facts: Facts, { title, news }: Rulebook, nowMs: number): readonly ActiveAlarm[] {
  if (news?.includesExits !== true) return [];
  const events = newsEvents(cockpit);
  return facts.positions.flatMap((held): ActiveAlarm[] => {
    const { symbol, ticket, stopLoss, takeProfit } = held;
    const spec = specOf(facts, symbol);
    const window = newsWindowAt(events, [spec?.currencyBase, spec?.currencyProfit], news, nowMs, NEWS_AHEAD_MS);
    if (window === null || (stopLoss === null && takeProfit === null)) return [];
    const { event, from, until } = window;
    return [
      {
        id: `news_exit:${identifierOf(held)}`,
        kind: 'news_exit',
        level: 'high',
        title: `${symbol} may exit on news`,
        deadlineAt: from > nowMs ? from : until,
        cause: `${event.currency} ${event.title} at ${utcClock(event.at)} UTC; position ${ticket} has a stop or target that could be hit between ${utcClock(from)} and ${utcClock(until)}.`,
        consequence: `${title} counts exits inside that window too, also those of stops and targets.`,
        action: 'Close it before the window, or accept that it may be counted.',
      },
    ];
  });
}

function requestsAlarm(cockpit: ReadonlyCockpit, book: Rulebook, nowMs: number): readonly ActiveAlarm[] {
  const most = requestsLimit(cockpit.config);
  const sent = cockpit.asked.requests;
  if (sent < REQUESTS_SHARE * most) return [];
  return [
    {
      kind: 'requests_today',
      level: 'advisory',
      title: 'Many requests today',
      deadlineAt: dayWindow(nowMs, book).resetsAt,
      cause: `${sent} requests were sent to the terminal since the last reset, entries end at ${most}.`,
      consequence: 'Then nothing is opened before the next reset; closing goes on.',
      action: 'Look at which strategy asks so often.',
    },
  ];
}

const DAY_MS = 1_440 * MINUTE;
/** A fifth of the firm's days ahead, at least one and at most five. */
const aheadOf = (days: number): number => Math.min(5, Math.max(1, days / 5)) * DAY_MS;

/** When an account on which nothing is traded is spoken of, and when it is over, UTC ms. */
export function inactivityTurnsAt({ trades, firstDayAt, config }: ReadonlyCockpit): readonly number[] {
  const { inactivityDays = null } = rulebookIn(config.rulebook);
  const last = inactivityDays === null ? null : idleSince({ trades, positions: [], firstDayAt });
  if (inactivityDays === null || last === null) return [];
  const endsAt = last.at + inactivityDays * DAY_MS;
  return [endsAt - aheadOf(inactivityDays), endsAt];
}

/** An account on which nothing is traded for long ends, also one that was never traded; one small trade begins the count again. */
function inactivityAlarm(
  { trades, firstDayAt }: ReadonlyCockpit,
  { positions }: Facts,
  book: Rulebook,
  nowMs: number,
): readonly ActiveAlarm[] {
  const { title, inactivityDays = null } = book;
  if (inactivityDays === null) return [];
  const last = idleSince({ trades, positions, firstDayAt });
  if (last === null) return [];
  const endsAt = last.at + inactivityDays * DAY_MS;
  if (endsAt - nowMs > aheadOf(inactivityDays)) return [];
  const isOver = endsAt <= nowMs;
  const since = firmDate(last.at, book);
  return [
    {
      // One that is over is another alarm: what was acknowledged days before did not say it.
      ...(isOver ? { id: 'inactivity:over' } : {}),
      kind: 'inactivity',
      level: 'high',
      title: isOver ? 'Too long without a trade' : 'The account ends without a trade',
      deadlineAt: isOver ? null : endsAt,
      cause: `No trade was opened since ${last.isTrade ? since : `the first day here, ${since}`}, and ${title} ends an account after ${inactivityDays} days without one.`,
      consequence: 'The firm may close the account.',
      action: `Open one trade by hand or let a signal through, or ask the firm${last.isTrade ? '' : ': trades from before this journal are not known here'}.`,
    },
  ];
}

/** The date of a moment where the firm's day begins, as it writes dates in its rules: 2025-08-04. */
function firmDate(at: number, book: Rulebook): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: resetOf(book).zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const part = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return ['year', 'month', 'day'].map((type) => part.get(type as Intl.DateTimeFormatPartTypes)).join('-');
}
