import type { BalanceOperation, Deal } from '#shared/domain';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A firm whose day turns at Prague midnight and whose floors hang from balances, in percent of the initial one. */
export type Firm = { readonly dailyPct: number; readonly totalPct: number };
/** Firms by preset, as their own pages have them. What the witnesses have no page of is judged by none of them. */
const FIRMS: ReadonlyMap<string, Firm> = new Map([['ftmo-2-step', { dailyPct: 5, totalPct: 10 }]]);
/** A plan's firm; null where it is not known here, or the plan has rules of its own. */
export const firmOf = ({ preset, custom }: { readonly preset: string; readonly custom: unknown }): Firm | null =>
  custom === null ? (FIRMS.get(preset) ?? null) : null;

/** The share of the daily limit that the cockpit promises to keep free for gaps through stops. */
const GAP_SHARE = 0.2;

/** An account as its broker has it: what it holds, and everything that ever moved it. Account currency, UTC milliseconds. */
export type Books = {
  readonly balance: number;
  readonly equity: number;
  readonly deals: readonly Deal[];
  readonly operations: readonly BalanceOperation[];
};

/** Summer time in Prague begins and ends on the last Sunday of March and October, at 01:00 UTC. */
function turnOfClocks(year: number, month: 2 | 9): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return last.getTime() - last.getUTCDay() * DAY + HOUR;
}

function pragueOffset(at: number): number {
  const year = new Date(at).getUTCFullYear();
  return at >= turnOfClocks(year, 2) && at < turnOfClocks(year, 9) ? 2 * HOUR : HOUR;
}

/** The Prague midnight that began the day of this moment. The clocks turn hours after midnight, so either offset finds it. */
export function pragueMidnight(at: number): number {
  const local = at + pragueOffset(at);
  const start = local - (local % DAY);
  return start - pragueOffset(start - 2 * HOUR);
}

/** The Prague midnight that ends the day of this moment: a day has 23 to 25 hours. */
export const nextPragueMidnight = (at: number): number => pragueMidnight(pragueMidnight(at) + 26 * HOUR);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The balance at an earlier moment: the balance now without what has moved it since. */
export const balanceAt = ({ balance, deals, operations }: Books, at: number): number =>
  balance -
  sum(deals.filter((deal) => deal.at >= at).map(({ profit, commission, swap }) => profit + commission + swap)) -
  sum(operations.filter((one) => one.at >= at).map(({ amount }) => amount));

/** Paid in less paid out since a moment: neither profit nor loss. */
export const paidSince = ({ operations }: Books, at: number): number =>
  sum(operations.filter((one) => one.kind === 'transfer' && one.at >= at).map(({ amount }) => amount));

/** Whose rules hold for how much. */
export type Capital = { readonly firm: Firm; readonly initialBalance: number };

/** What equity must stay above. `gap`: what is kept free above each for jumps through stops. */
export type Floors = { readonly day: number; readonly total: number; readonly tomorrow: number; readonly gap: number };

/**
 * The firm's floors at a moment. The day's hangs from the balance at Prague midnight and moves with money paid in or out; the
 * account's rises with what was paid in and falls with nothing; tomorrow's is what midnight would make of the balance now.
 */
export function floorsOf(books: Books, nowMs: number, { firm, initialBalance }: Capital): Floors {
  const midnight = pragueMidnight(nowMs);
  const daily = (firm.dailyPct / 100) * initialBalance;
  return {
    day: balanceAt(books, midnight) + paidSince(books, midnight) - daily,
    total: initialBalance * (1 - firm.totalPct / 100) + Math.max(0, paidSince(books, 0)),
    tomorrow: books.balance - daily,
    gap: GAP_SHARE * daily,
  };
}
