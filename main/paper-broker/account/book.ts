import type { BalanceOperation, Deal, OrderRequest, Outcome, PendingOrder, Quote, Side } from '#shared/domain';
import type { Rates } from './conversion.ts';
import type { PaperSymbol } from './symbols.ts';
import type { Filling, Lifetime, OrderType } from './trade-request.ts';
import type { Transaction } from './transaction.ts';

/** Most deals kept; the oldest leave first. The balance is carried apart, so it never depends on what has left. */
export const DEALS_MAX = 5_000;
/** Most answers kept by client id. Open positions and kept deals still prove an id after its answer has left. */
export const ANSWERS_MAX = 5_000;
export const POSITIONS_MAX = 1_000;
export const OPERATIONS_MAX = 50;

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
  /** `netting`: one position a symbol. Absent: `hedging`. */
  readonly marginMode?: 'hedging' | 'netting';
  /** Instead of `commissionPerLot`: by the lot or by a million of turnover, in halves or all with the entry. */
  readonly commission?: Commission;
  /** When the broker warns and when it starts to close. Absent: `STOP_OUT`. */
  readonly stopOut?: StopOut;
  /** Only the oldest position of a symbol may be closed (10045), as the United States want it. */
  readonly fifoClose?: boolean;
  /** A position against one that is open is refused (10046). */
  readonly hedgingProhibited?: boolean;
  /** Stops are not taken with the entry (10016), only afterwards. */
  readonly stopsAfterEntry?: boolean;
  /** Days of the server's calendar without trading, as YYYY-MM-DD. */
  readonly holidays?: readonly string[];
  /** More requests than this within the time are refused (10024). */
  readonly requestLimit?: { readonly count: number; readonly withinMs: number };
  /** Most working orders (10033) and positions (10040). Absent: no limit, and `POSITIONS_MAX`. */
  readonly orderLimit?: number;
  readonly positionLimit?: number;
};

/** Account currency for a lot or for a million of turnover, a round turn. */
export type Commission = { readonly per: 'lot' | 'million'; readonly amount: number; readonly at: 'both' | 'entry' };
/** Percent: of equity to margin. Money: equity in account currency. */
export type StopOut = { readonly mode: 'percent' | 'money'; readonly call: number; readonly stop: number };

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
  /** On netting accounts a reversal gives the position a new number, while `ticket` stays its identifier. */
  readonly shownTicket?: string;
};

/** A working order. What is optional came later than the first saved accounts. */
export type WorkingOrder = Omit<PendingOrder, 'clientOrderId'> & {
  /** `market`: taken by the server and not dealt yet. */
  readonly trigger: 'limit' | 'stop' | 'stop_limit' | 'market';
  readonly comment: string;
  /** Absent: placed by hand. */
  readonly reason?: 'client' | 'expert';
  /** A stop-limit order's limit once its stop is reached. */
  readonly stopLimit?: number;
  readonly lifetime?: Lifetime;
  /** When it expires; absent: never. */
  readonly expiresAt?: number;
  readonly filling?: Filling;
  /** The position that a market order closes. */
  readonly closes?: string;
  /** When a market order is dealt, or is given up. */
  readonly due?: { readonly at: number; readonly ends: 'filled' | 'rejected' };
};

export const typeOf = ({ direction, trigger }: Pick<WorkingOrder, 'direction' | 'trigger'>): OrderType =>
  trigger === 'market' ? (direction === 'BUY' ? 'buy' : 'sell') : `${direction === 'BUY' ? 'buy' : 'sell'}_${trigger}`;

/** A client id's answer with what it did: the server's memory that makes a request safe to repeat. */
export type StoredAnswer = {
  readonly op: OrderRequest['op'];
  readonly target: string | null;
  readonly outcome: Outcome;
  /** A working order that was reached and could not be dealt: why. */
  readonly dropped?: string;
};

/** What holds while the inside of a bar is played and not known. */
export type BarInside = {
  /** The positions that may take their target in it; null: all. */
  takingTargets: ReadonlySet<string> | null;
  /** Stop-limit orders whose stop was reached in it: whether the market came back to the limit is judged at its end. */
  readonly turned: Set<string>;
  /** A price is shown that only what is held may see. */
  isForHeldOnly: boolean;
};

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
  /** Deposits, withdrawals and charges after the first deposit, oldest first. */
  readonly operations: BalanceOperation[];
  readonly answers: Map<string, StoredAnswer>;
  /** The latest moment the account has seen: swaps and expirations happen between it and the next one. */
  seenAt: number;
  /** Nobody knows which time it is: no night is charged. */
  isTimeUnknown: boolean;
  /** By symbol, within a bar whose inside is not known; absent: prices come as they come. */
  readonly insideBars: Map<string, BarInside>;
  /** The server's first midnight after it; 0 until it is known. */
  midnightAt: number;
  /** When requests came, as far back as the request limit looks. */
  readonly requestTimes: number[];
  /** What the server has sent to the terminal and has not been read yet. */
  readonly transactions: Transaction[];
};

/** The position with this number: its identifier, or the number it shows since a reversal. */
export function heldBy(book: Book, ticket: string): HeldPosition | undefined {
  const held = book.positions.get(ticket);
  if (held !== undefined || book.settings.marginMode !== 'netting') return held;
  return [...book.positions.values()].find((one) => one.shownTicket === ticket);
}

/** Whether an order that closes the position is being dealt. */
export const isBeingClosed = (book: Book, ticket: string): boolean =>
  [...book.orders.values()].some(({ closes }) => closes === ticket);

/** Orders, deals and positions share one row of numbers, so a later thing has a higher ticket. */
export function nextTicket(book: Book): string {
  book.lastTicket += 1;
  return String(book.lastTicket);
}

/** The longest comment an MT5 order carries. */
export const COMMENT_MAX = 31;
export const commentOf = (clientOrderId: string): string => `C:${clientOrderId}`;
export const clientOrderIdOf = (comment: string): string | null => (comment.startsWith('C:') ? comment.slice(2) : null);
