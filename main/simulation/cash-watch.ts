import type { Account } from '#shared/domain';
import type { JournalRecord } from '#shared/events';

/** What an account has been paid in, less what was paid out. */
const netOf = ({ operations = [] }: Account): number =>
  operations.reduce((sum, { kind, amount }) => (kind === 'transfer' ? sum + amount : sum), 0);

/** Money that moved without a trade, counted from what the accounts of the records show and from nothing the engine keeps of it. */
export class CashWatch {
  #first: number | null = null;
  #anchored = 0;

  /** A day was anchored, and the record that caused it. */
  anchored(cause: JournalRecord | null): void {
    const account = cause?.type === 'time.reached' ? cause.payload.facts?.account : null;
    if (account === null || account === undefined) return;
    this.#anchored = netOf(account);
    this.#first ??= this.#anchored;
  }

  /** Since the day was anchored, and what of it since the first day lifts a firm's total floor: never less than nothing. */
  since(account: Account): { readonly moved: number; readonly lifted: number } {
    const net = netOf(account);
    return { moved: net - this.#anchored, lifted: Math.max(0, net - (this.#first ?? 0)) };
  }
}
