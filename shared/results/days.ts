import type { ClosedTrade } from '#shared/domain';
import { resetOf, type Rulebook } from '#shared/rulebooks';
import type { Result } from './result.ts';
import { firmDay, isoDay, weekdayOfDay, type PlainDay } from './wall-time.ts';

export type DayResult = { readonly day: PlainDay; readonly count: number; readonly net: number };

/** The firm's day that a trade's result counts for: that of its close, or of its opening where the rulebook says so. */
export const dayOfTrade = ({ openedAt, closedAt }: Pick<ClosedTrade, 'openedAt' | 'closedAt'>, book: Rulebook): PlainDay =>
  firmDay(book.profitDay === 'open' ? openedAt : closedAt, resetOf(book));

/** Results by the firm's day, oldest first; days without a close are not in it. */
export function dayResults(results: readonly Result[], book: Rulebook): readonly DayResult[] {
  const days = new Map<PlainDay, DayResult>();
  for (const { trade } of results) {
    const day = dayOfTrade(trade, book);
    const { count, net } = days.get(day) ?? { count: 0, net: 0 };
    days.set(day, { day, count: count + 1, net: net + trade.pnl });
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}

export type MonthCell = { readonly day: PlainDay; readonly inMonth: boolean; readonly result: DayResult | null };
export type MonthWeek = { readonly cells: readonly MonthCell[]; readonly net: number; readonly count: number };

/** A month such as 2026-08, in weeks from Monday to Sunday. A week's sum holds the days of this month alone. */
export function monthOf(days: readonly DayResult[], month: string): readonly MonthWeek[] {
  const byDay = new Map(days.map((result) => [result.day, result]));
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const first = Date.UTC(year, number - 1, 1) / 86_400_000;
  const last = Date.UTC(year, number, 1) / 86_400_000 - 1;
  const weeks: MonthWeek[] = [];
  for (let monday = first - ((weekdayOfDay(first) + 6) % 7); monday <= last; monday += 7) {
    const cells = Array.from({ length: 7 }, (_, i): MonthCell => {
      const day = monday + i;
      const inMonth = day >= first && day <= last;
      return { day, inMonth, result: inMonth ? (byDay.get(day) ?? null) : null };
    });
    const seen = cells.flatMap(({ result }) => (result === null ? [] : [result]));
    weeks.push({
      cells,
      net: seen.reduce((sum, { net }) => sum + net, 0),
      count: seen.reduce((sum, { count }) => sum + count, 0),
    });
  }
  return weeks;
}

/** The month of a day, as 2026-08. */
export const monthOfDay = (day: PlainDay): string => isoDay(day).slice(0, 7);

/** The month so many months later, or earlier. */
export function monthLater(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
