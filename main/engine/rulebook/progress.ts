import type { Account, ClosedTrade } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn, type Rulebook } from '#shared/rulebooks';
import { dayWindow } from './day-window.ts';
import { transfersOf } from './transfers.ts';

/** How far a phase is. Percentages of the initial capital; `bestDayPct` of what the rulebook measures it by, null without profit. */
export type Progress = {
  readonly profitPct: number;
  readonly targetPct: number | null;
  /** Firm's days on which a trade was opened, or that were won by what the rulebook asks; as far as closed trades are kept. */
  readonly days: number;
  readonly daysNeeded: number | null;
  readonly bestDayPct: number | null;
  readonly bestDayLimitPct: number | null;
};

type Days = { readonly opened: number; readonly results: readonly number[] };
const COUNTED = new WeakMap<readonly ClosedTrade[], { readonly book: Rulebook; readonly days: Days }>();

export function progressOf(state: ReadonlyCockpit, account: Account): Progress {
  const book = rulebookIn(state.config.rulebook);
  const { initialBalance } = state.config.rulebook;
  const { opened, results } = daysOf(state.trades, book);
  const enough = ((book.minDays?.minPct ?? 0) / 100) * initialBalance;
  const won = results.filter((result) => result > 0);
  const profit = (book.bestDay?.of === 'net' ? results : won).reduce((sum, result) => sum + result, 0);
  return {
    profitPct: ((account.balance - transfersOf(state, account).net - initialBalance) / initialBalance) * 100,
    targetPct: book.targetPct,
    days: book.minDays?.kind === 'profitable' ? results.filter((result) => result > 0 && result >= enough).length : opened,
    daysNeeded: book.minDays?.count ?? null,
    bestDayPct: profit > 0 ? (Math.max(...won) / profit) * 100 : null,
    bestDayLimitPct: book.bestDay?.pct ?? null,
  };
}

/** Counted once for every list of trades: the list is replaced when one is added. */
function daysOf(trades: readonly ClosedTrade[], book: Rulebook): Days {
  const known = COUNTED.get(trades);
  if (known?.book === book) return known.days;
  const opened = new Set<number>();
  const results = new Map<number, number>();
  for (const { openedAt, closedAt, pnl } of trades) {
    opened.add(dayWindow(openedAt, book).anchorAt);
    // ATFunded, minimum profitable days: profit counts only for the day that its trade was opened on.
    const day = dayWindow(book.profitDay === 'open' ? openedAt : closedAt, book).anchorAt;
    results.set(day, (results.get(day) ?? 0) + pnl);
  }
  const days = { opened: opened.size, results: [...results.values()] };
  COUNTED.set(trades, { book, days });
  return days;
}
