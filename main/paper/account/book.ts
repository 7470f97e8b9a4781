import type { Deal, OrderRequest, Outcome, PendingOrder, Quote, Side } from '../../../shared/domain/index.ts';
import type { Rates } from './conversion.ts';
import type { PaperSymbol } from './symbols.ts';

/** Most deals kept; the oldest leave first. The balance is carried apart, so it never depends on what has left. */
export const DEALS_MAX = 5_000;
/** Most answers kept by client id. Open positions and kept deals still prove an id after its answer has left. */
export const ANSWERS_MAX = 5_000;
export const POSITIONS_MAX = 1_000;

export type AccountSettings = {
  readonly login: string;
  readonly server: string;
  readonly company: string;
  readonly currency: string;
  readonly leverage: number;
  /** Deposit of a new account, in account currency. */
  readonly balance: number;
  readonly symbols: readonly PaperSymbol[];
  /** False: orders outside the trading week are refused with 10018. */
  readonly alwaysOpen: boolean;
  /** Market orders are filled 0..this many points to the worse. */
  readonly slippagePoints: number;
  /** Account currency a lot, round turn: half is booked with the entry, half with the exit. */
  readonly commissionPerLot: number;
  readonly seed: number;
};

/** A position as the broker's server keeps it: everything that does not follow from the current price. */
export type HeldPosition = {
  readonly ticket: string;
  readonly symbol: string;
  readonly direction: Side;
  readonly volume: number;
  readonly entry: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly openedAt: number;
  /** The opening order's comment; "C:" and the client id when it is ours. */
  readonly comment: string;
  readonly magic: number;
  readonly commission: number;
  readonly swap: number;
  /** Account currency, fixed at the entry as MT5 does for open positions. */
  readonly margin: number;
};

export type WorkingOrder = Omit<PendingOrder, 'cid'> & { readonly trigger: 'limit' | 'stop'; readonly comment: string };

/** A client id's answer with what it did: the server's memory that makes a request safe to repeat. */
export type StoredAnswer = { readonly op: OrderRequest['op']; readonly target: string | null; readonly outcome: Outcome };

/** The account's whole state. One owner, the PaperAccount; everything in it is bounded. */
export type Book = {
  readonly settings: AccountSettings;
  readonly specs: ReadonlyMap<string, PaperSymbol>;
  /** Conversion at the newest quotes. */
  readonly rates: Rates;
  balance: number;
  algoTrading: boolean;
  chance: number;
  lastTicket: number;
  readonly positions: Map<string, HeldPosition>;
  readonly orders: Map<string, WorkingOrder>;
  readonly quotes: Map<string, Quote>;
  readonly deals: Deal[];
  readonly answers: Map<string, StoredAnswer>;
};

/** Orders, deals and positions share one row of numbers, so a later thing has a higher ticket. */
export function nextTicket(book: Book): string {
  book.lastTicket += 1;
  return String(book.lastTicket);
}

/** The longest comment an MT5 order carries. */
export const COMMENT_MAX = 31;
export const commentOf = (cid: string): string => `C:${cid}`;
export const cidOf = (comment: string): string | null => (comment.startsWith('C:') ? comment.slice(2) : null);
