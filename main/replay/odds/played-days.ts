import type { PlainDay } from '#shared/results';

/** A quarter of an hour of the account, at every price; account currency. */
export type DaySlot = { readonly at: number; low: number; high: number; end: number };

/** One of the firm's days, as shares of what the account was worth when it began. */
export type PlayedDay = {
  readonly change: number;
  /** Lowest and highest value on the way: at most and at least 0. */
  readonly low: number;
  readonly high: number;
  readonly hasOpened: boolean;
};

/** The firm's days with prices, in order. `start`: what the account began with. `opened`: when trades were opened, UTC ms. */
export function daysOf(
  slots: readonly Readonly<DaySlot>[],
  start: number,
  opened: readonly number[],
  dayOf: (at: number) => PlainDay,
): readonly PlayedDay[] {
  const traded = new Set(opened.map(dayOf));
  const days: PlayedDay[] = [];
  let before = start;
  for (const [day, held] of Map.groupBy(slots, ({ at }) => dayOf(at))) {
    const end = held.at(-1)?.end ?? before;
    if (before <= 0) break;
    days.push({
      change: end / before - 1,
      low: Math.min(0, ...held.map(({ low }) => low / before - 1)),
      high: Math.max(0, ...held.map(({ high }) => high / before - 1)),
      hasOpened: traded.has(day),
    });
    before = end;
  }
  return days;
}
