import type {
  AccountName,
  Bar,
  Deal,
  Link,
  Obstacle,
  OrderRequest,
  Outcome,
  ProbeResult,
  Quote,
  SymbolSpec,
  TerminalCaps,
  TerminalKind,
  TerminalSnapshot,
} from '#shared/domain';

/** What a terminal says by itself. Hints: the truth is its snapshot. */
export type TerminalNews =
  | { readonly kind: 'quote'; readonly quote: Quote }
  | { readonly kind: 'bar'; readonly bar: Bar }
  | { readonly kind: 'deal'; readonly deal: Deal }
  | { readonly kind: 'link'; readonly link: Link }
  /** What keeps it from trading has changed. */
  | { readonly kind: 'obstacle' };

/** One of our symbols at the broker. `guessed`: one name fits, and nothing is opened in it before it is confirmed. */
export type SymbolName = {
  readonly symbol: string;
  readonly broker: string | null;
  readonly how: 'exact' | 'configured' | 'confirmed' | 'guessed' | 'none';
  /** What it could be, where more than one name fits. */
  readonly candidates: readonly string[];
};

/** The equity at which nothing new is let in until then (UTC ms). */
export type EquityFloor = { readonly equity: number; readonly untilMs: number };

/** Where Expert Advisors connect to, and the trade server's clock against UTC; null while there is none, or it is unknown. */
export type TerminalBridge = { readonly address: string | null; readonly clockOffsetMs: number | null };

/**
 * The trade server's clock as it was heard last, in the server's own zone: `serverMs` by its heartbeat, `quoteMs` by the newest
 * price of the session (null: none yet), both as of `monoMs`. `isLive`: prices come in as time passes, so `quoteMs` runs.
 * `pcMs`: the PC's clock as the terminal sees it.
 */
export type ServerReading = {
  readonly server: string;
  readonly serverMs: number;
  readonly pcMs: number;
  readonly monoMs: number;
  readonly quoteMs: number | null;
  readonly isLive: boolean;
};

/** Symbols that have other names at the broker. */
export type TerminalNaming = {
  readonly names: readonly SymbolName[];
  /** What is in the way of it; null when it is kept. */
  confirm(symbol: string, broker: string): Promise<string | null>;
};

/** The account that is let in. `server` null: any, until one has come. */
export type PinnedAccount = {
  readonly login: string;
  readonly server: string | null;
  /** Named by `mt5.login`, by the trader, or as the first that came. */
  readonly how: 'configured' | 'chosen' | 'first';
};

/** An account that knocked and was turned away: when (UTC ms), why, and what no choice of the trader removes (null: nothing). */
export type AccountAside = AccountName & { readonly at: number; readonly why: string; readonly obstacle: string | null };

/** A terminal that may be logged in to one account or another, of which one is traded. */
export type TerminalAccounts = {
  /** Null: the first that comes is let in. */
  readonly pinned: PinnedAccount | null;
  /** The latest first. */
  readonly aside: readonly AccountAside[];
  /** Why this one cannot be traded in the place of the one that is pinned; null: it can. */
  unchoosable(account: AccountName): string | null;
  /** From now on, over restarts, this one is let in and no other. Why that could not be kept for the next start; null when it is. */
  choose(account: AccountName): string | null;
};

/** A second guard at the terminal, which holds without the cockpit. */
export type TerminalGuard = { keep(floor: EquityFloor): void };

/**
 * A terminal of any kind. What only some of them can do is an object that is there or not: nothing asks which kind it is.
 * Nothing here throws for reasons of trade: refusals and unknowns are values.
 */
export interface Terminal {
  readonly kind: TerminalKind;
  /** What the prices are: 'demo market, seed 1', a file name, a broker's server. Shown wherever prices are. */
  readonly source: string;
  /** What it told last that cannot be so, and was left out; absent or null: nothing. */
  readonly problem?: string | null;
  /** What keeps it from taking orders, with the remedy; absent or null: nothing does. */
  readonly obstacle?: Obstacle | null;
  /** Beyond what its own program refuses; absent or null: it has no limits of its own. */
  readonly caps?: TerminalCaps | null;
  readonly bridge?: TerminalBridge;
  /** Absent, or null: no trade server with a clock of its own is heard. */
  serverClock?(): ServerReading | null;
  /** Absent: symbols have their usual names. */
  readonly naming?: TerminalNaming;
  /** Absent: it has one account, always the same. */
  readonly accounts?: TerminalAccounts;
  readonly guard?: TerminalGuard;
  link(): { readonly state: Link; readonly ageMs: number };
  symbols(): readonly string[];
  spec(symbol: string): SymbolSpec | null;
  quote(symbol: string): Quote | null;
  /** The last snapshot received, however old; null before the first. */
  snapshot(): TerminalSnapshot | null;
  /** Asks for a fresh snapshot. Null when it cannot be had. */
  refresh(): Promise<TerminalSnapshot | null>;
  /**
   * Sends once. Never resends by itself; no answer by the deadline is `unknown`. `taken` is called when the server has the
   * request and its result is still to come.
   */
  send(request: OrderRequest, taken?: () => void): Promise<Outcome>;
  /** When the symbol's market opens next (UTC ms); null while it is open, or where the opening is unknown. */
  opensAt(symbol: string): number | null;
  /** Looks for the order with this client id in orders, positions and history. */
  probe(clientOrderId: string): Promise<ProbeResult>;
  /** Closed M1 bars, oldest first, for warming up the detector. */
  history(symbol: string, count: number): Promise<readonly Bar[]>;
  /** All deals since a moment, oldest first: how the ledger catches up after a gap. */
  deals(sinceMs: number): Promise<readonly Deal[]>;
  onNews(listener: (news: TerminalNews) => void): () => void;
  start(): Promise<void>;
  /** Drops the connection and reconnects, after `start`. */
  reconnect(): Promise<void>;
  stop(): Promise<void>;
}
