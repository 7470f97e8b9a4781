import type { Account } from '../../../shared/domain/index.ts';
import type { JournalRecord } from '../../../shared/events/index.ts';

/** What an account has been paid in, and in and out together. */
type Sums = { readonly deposited: number; readonly net: number };
const sumsOf = ({ operations = [] }: Account): Sums => {
  const transfers = operations.filter(({ kind }) => kind === 'transfer').map(({ amount }) => amount);
  return {
    deposited: transfers.reduce((sum, amount) => sum + Math.max(0, amount), 0),
    net: transfers.reduce((sum, amount) => sum + amount, 0),
  };
};

/** Money that moved without a trade, counted from what the accounts of the records show and from nothing the engine keeps of it. */
export class CashWatch {
  #first: Sums | null = null;
  #anchored: Sums = { deposited: 0, net: 0 };

  /** A day was anchored, and the record that caused it. */
  anchored(cause: JournalRecord | null): void {
    const account = cause?.type === 'time.reached' ? cause.payload.facts?.account : null;
    if (account === null || account === undefined) return;
    this.#anchored = sumsOf(account);
    this.#first ??= this.#anchored;
  }

  /** Since the day was anchored, and paid in since the first day was. */
  since(account: Account): { readonly moved: number; readonly deposited: number } {
    const now = sumsOf(account);
    return { moved: now.net - this.#anchored.net, deposited: now.deposited - (this.#first?.deposited ?? 0) };
  }
}
