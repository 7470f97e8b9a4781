import type { AccountName } from '#shared/domain';
import type { Payload } from '#shared/events';
import { setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { NOTHING_ASKED } from './create.ts';
import type { AccountBooks, CockpitState } from './state.ts';

const keyOf = ({ login, server }: AccountName): string => `${login} at ${server}`;

const NEW: AccountBooks = {
  day: null,
  firstDayAt: null,
  pastDays: [],
  peaks: null,
  operations: [],
  transfers: { day: 0, deposited: 0, withdrawn: 0 },
  accountCosts: 0,
  asked: NOTHING_ASKED,
  trades: [],
};

/**
 * Another account: day, floors, transfers and trades of the one before are put aside under its name, and those of the chosen one
 * are taken out again, or begun. Where no account was known before, what there is belongs to the chosen one.
 */
export function foldAccount(state: CockpitState, { login, server, from }: Payload<'account.chosen'>): void {
  state.account = { login, server };
  if (from === null) return;
  const books = state.books.get(keyOf({ login, server })) ?? NEW;
  setBounded(state.books, keyOf(from), booksOf(state), BOUNDS.books);
  state.books.delete(keyOf({ login, server }));
  state.day = books.day;
  state.firstDayAt = books.firstDayAt;
  state.pastDays = books.pastDays;
  state.peaks = books.peaks;
  state.transfers = books.transfers;
  state.accountCosts = books.accountCosts;
  state.asked = books.asked;
  state.trades = books.trades;
  state.operations.clear();
  for (const [ticket, operation] of books.operations) state.operations.set(ticket, operation);
}

const booksOf = ({
  day,
  firstDayAt,
  pastDays,
  peaks,
  operations,
  transfers,
  accountCosts,
  asked,
  trades,
}: CockpitState): AccountBooks => ({
  ...{ day, firstDayAt, pastDays, peaks, transfers, accountCosts, asked, trades },
  operations: [...operations],
});
