import type { CalendarCopy } from './calendar.ts';
import type { Config, RecoveryComponent } from '#shared/config';
import type { AgentId, Health, Lane } from '#shared/domain';
import type { BreakerKey } from './breaker-key.ts';
import type {
  Alarm,
  ApprovalMode,
  AccountName,
  ApiToken,
  BalanceOperation,
  Breaker,
  ClosedTrade,
  ManagedBy,
  NewsEvent,
  OrderEffect,
  OrderRequest,
  Outcome,
  Reason,
  RunMode,
  Side,
  Signal,
  SignalState,
  Source,
  Stage,
  StageDecision,
  StrategyId,
  TerminalKind,
} from '#shared/domain';
import type { AdoptedFinding, JournalDoubt, JournalFault } from './journal-state.ts';
import type { ClockLife, PastDay } from './clock-state.ts';
import type { IntakeCounts } from './intake-state.ts';
import type { MachineLife } from './machine-state.ts';
import type { LedgerPosition } from './ledger-position.ts';
import type { ScopedStop } from './scoped-stop.ts';
import type { Recovered, Recovery } from './recovery-state.ts';
import type { TailLine } from './tail-line.ts';
import type { Trading } from './trading.ts';
import type { ApprovalCard, Certificate, Drill, DriftItem, Widened } from '#shared/events';

/** One signal's whole life: the why-chain behind `/signals/:id`. */
export type SignalLife = {
  readonly signalId: string;
  readonly traceId: string;
  readonly receivedAt: number;
  readonly signal: Signal;
  readonly strategyId: StrategyId;
  readonly state: SignalState;
  readonly reason: Reason | null;
  readonly decisions: readonly StageDecision[];
  /** The last approval card that was shown, pending or not. */
  readonly card: ApprovalCard | null;
  readonly approval: { readonly how: string; readonly by: string; readonly at: number; readonly reason: string | null } | null;
  /** Soft rules the trader overrode, with the reason in `approval`. */
  readonly overrides: readonly string[];
  readonly orders: readonly string[];
  readonly ticket: string | null;
  readonly trade: ClosedTrade | null;
};

/**
 * intended (durable) -> sent -> acknowledged -> working -> confirmed | refused; unknown without an outcome, until it is one
 * of the two. Steps in between are skipped when the end is known first. A resting entry is `working` until it is filled
 * (confirmed), or goes without a deal (cancelled, expired).
 */
export type OrderState =
  'intended' | 'sent' | 'acknowledged' | 'working' | 'confirmed' | 'refused' | 'unknown' | 'cancelled' | 'expired';
export type OrderLife = {
  readonly clientOrderId: string;
  readonly signalId: string | null;
  readonly certificateId: string | null;
  readonly request: OrderRequest;
  /** What it does to the account's risk, by the ledger of the moment it was intended. */
  readonly effect: OrderEffect;
  readonly symbol: string;
  readonly state: OrderState;
  /** Worst loss counted against the room while the outcome is open; account currency. */
  readonly reserve: number;
  /** Money at risk at the stop when the order was sized: one R. */
  readonly riskMoney: number;
  /** Of an entry that waits for its price: what it was sized with, as its terms can be moved. Money, and a price distance. */
  readonly sized?: { readonly reserve: number; readonly costs: number; readonly distance: number };
  readonly requestedAt: number;
  readonly sentAt: number | null;
  readonly resolvedAt: number | null;
  readonly outcome: Outcome | null;
  /** The exit signal that wants this close. */
  readonly askedBy: string | null;
  /** Since when its outcome is unknown, kept after it is known: the difference to `resolvedAt` is the time to resolution. */
  readonly unknownSince: number | null;
  /** The evidence of its outcome; null while that is open. */
  readonly resolvedBy: 'answer' | 'probe' | 'history' | 'snapshot' | 'withheld' | null;
  /** Of a resting entry: its number at the broker; null while it is not known. */
  readonly ticket: string | null;
  /** Of a resting entry that was filled in part: lots that still wait at the broker. Absent: none. */
  readonly rest?: number | undefined;
  /** A close that was refused because its market is shut can be asked again from then on. */
  readonly opensAt: number | null;
  /** Why it moves or closes a position that is managed. */
  readonly managed?: ManagedBy | undefined;
  /** Lots the ledger had of the position when its close was asked for; absent where no position is closed. */
  readonly closesOf?: number;
  /** The same of the position that it is closed by. Absent: by none, or it is not in the ledger. */
  readonly closesBy?: number;
};

export type Asked = {
  /** Requests of any kind. */
  readonly requests: number;
  /** Lots of entries by symbol, without those that were surely refused. */
  readonly lots: Readonly<Record<string, number>>;
  /** The newest entries, oldest first. */
  readonly entries: readonly { readonly at: number; readonly symbol: string; readonly side: Side }[];
};

/** Sums over closed trades only. Money in account currency; `rSum` in R over the `rCount` trades whose risk is known. */
export type Performance = {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly pnl: number;
  readonly grossWin: number;
  readonly grossLoss: number;
  readonly rSum: number;
  readonly rCount: number;
  readonly peak: number;
  readonly maxDrawdown: number;
  /** Losses in a row, up to now. */
  readonly losingStreak: number;
};

/** What feedback has done to a strategy. `riskFactor` only ever shrinks by itself; a larger one is a `proposal`. */
export type StrategyControl = {
  readonly riskFactor: number;
  readonly riskOn: boolean;
  readonly proposal: number | null;
  readonly text: string;
};

export type AlarmLife = {
  readonly alarm: Alarm;
  readonly state: 'active' | 'returned';
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  readonly shelvedUntil: number | null;
  /** When its cause went away; absent while it stands. */
  readonly returnedAt?: number;
};

export type StageCount = { readonly asked: number; readonly passed: number; readonly refused: number; readonly failed: number };

/** What is counted of one account, put aside while another one is traded. */
export type AccountBooks = Readonly<
  Pick<CockpitState, 'day' | 'firstDayAt' | 'pastDays' | 'peaks' | 'transfers' | 'accountCosts' | 'asked' | 'trades'>
> & { readonly operations: readonly (readonly [string, BalanceOperation])[] };

/** Built by folding records; owned by exactly one writer. The engine owns one, each window its own copy. */
export type CockpitState = {
  lastSeq: number;
  lastAt: number;
  /** Time of the newest record that was made while the time was known; 0: none yet. */
  trustedAt: number;
  clock: ClockLife;
  machine: MachineLife;
  run: string;
  version: string;
  mode: RunMode;
  terminal: TerminalKind;
  market: string;
  config: Config;
  sealed: boolean;
  trading: Trading;
  approvalMode: ApprovalMode;
  /** The account that the trader has chosen; null: none, the first that came is traded. */
  account: AccountName | null;
  /** Of accounts that were traded before, by login and server. */
  readonly books: Map<string, AccountBooks>;
  day: {
    readonly anchorAt: number;
    readonly resetsAt: number;
    readonly balance: number;
    readonly guess?: string | undefined;
  } | null;
  /** When the first day of the firm began that this journal has seen; null: none has begun yet. */
  firstDayAt: number | null;
  /** The newest of the days before, oldest first: a day that a wrong clock began is undone with them. */
  pastDays: readonly PastDay[];
  /** The highest balance at a reset and the highest equity: what trailing floors hang from. Null before the first reset. */
  peaks: { readonly resetBalance: number; readonly equity: number; readonly dayEquity?: number | undefined } | null;
  /** Limits of the configuration that wait until nothing is open, with all of what was asked; null: what was asked is in force. */
  limitsKept: { readonly asked: Config; readonly widened: readonly Widened[] } | null;
  /** Balance operations that were seen, by ticket. */
  readonly operations: Map<string, BalanceOperation>;
  /** Of transfers: what they moved since the day's anchor, and what came and went in all since the first look (both positive). */
  transfers: { readonly day: number; readonly deposited: number; readonly withdrawn: number };
  /** Charges that belong to no trade, since the first look; account currency, negative when they cost. */
  accountCosts: number;
  /** What was asked of the terminal since the firm's last reset, counted as it goes: every order is judged by it. */
  asked: Asked;
  drift: {
    readonly items: readonly DriftItem[];
    readonly since: number;
    /** What adopting it is bound to: the difference as it was seen. */
    readonly digest: string;
  } | null;
  /** Null while it can be written. */
  journalFault: JournalFault | null;
  /** What was found wrong with the journal at rest and nobody has adopted; null: nothing. */
  journalDoubt: JournalDoubt | null;
  /** What the operator went on in spite of, oldest first. */
  journalAdopted: readonly AdoptedFinding[];
  /** Faults being answered, by recovery. */
  readonly recoveries: Map<string, Recovery>;
  /** The newest that are over, oldest first. */
  recovered: readonly Recovered[];
  /** When each component was acted upon, and each agent restarted, lately: what budgets and limits count. */
  readonly recoveryActs: Map<RecoveryComponent, readonly number[]>;
  readonly restarts: Map<AgentId, readonly number[]>;
  /** High faults lately, for the escalation. */
  highFaults: readonly { readonly at: number; readonly text: string }[];
  /** Why trading was halted by an escalation; null once it was resumed. */
  escalation: { readonly at: number; readonly text: string } | null;
  /** The calendar as last read; null where there is none. */
  calendar: CalendarCopy | null;
  /** Why the last reading of the calendar failed: file, row and reason; null after one that worked. */
  calendarFault: string | null;
  /** Events the trader noted by hand, by id. */
  readonly notedNews: Map<string, NewsEvent>;
  intake: IntakeCounts;
  /** The configured sources by id; the built-in ones are there without. */
  readonly sources: Map<string, Source>;
  /** Since when each of them is as it is. */
  readonly sourceSince: Map<string, number>;
  /** What keeps a source from being read, in words, by its id. */
  readonly sourceFaults: Map<string, string>;
  readonly signals: Map<string, SignalLife>;
  /** Ids of signals that wait for the trader, oldest first. */
  readonly pending: Map<string, ApprovalCard>;
  readonly orders: Map<string, OrderLife>;
  /** Exit signals whose positions are not gone yet. */
  readonly exits: Set<string>;
  /** Client ids of the orders whose end is not known: at most as many as there are orders, as a rule a handful. */
  readonly openOrders: Set<string>;
  readonly positions: Map<string, LedgerPosition>;
  trades: readonly ClosedTrade[];
  /** By strategy; `all`, which no strategy may be called, are those of every one together. */
  readonly performance: Map<StrategyId, Performance>;
  readonly strategies: Map<StrategyId, StrategyControl>;
  readonly breakers: Map<BreakerKey, Breaker>;
  /** Tokens for the HTTP API, by id; some may have expired. */
  readonly tokens: Map<string, ApiToken>;
  readonly alarms: Map<string, AlarmLife>;
  readonly blocks: Map<string, Reason & { readonly since: number }>;
  readonly certificates: Map<string, Certificate>;
  /** Standing stops of a symbol or a strategy, by scope. The account's own is `trading`. */
  readonly stops: Map<string, ScopedStop>;
  /** How agents stand that were ever not well, since when and why. */
  readonly health: Map<AgentId, { readonly health: Health; readonly why: string; readonly since: number }>;
  /** Lanes that turned messages away within the last minute. */
  readonly fullLanes: Map<Lane, { readonly since: number; readonly max: number }>;
  /** The newest rehearsals of the stop, oldest first. */
  drills: readonly Drill[];
  readonly stages: Map<Stage, StageCount>;
  readonly tail: Map<number, TailLine>;
};

type MapsReadonly<T> = {
  readonly [K in keyof T]: T[K] extends Map<infer A, infer B>
    ? ReadonlyMap<A, B>
    : T[K] extends Set<infer A>
      ? ReadonlySet<A>
      : T[K];
};
/** What everybody but the owner sees. */
export type ReadonlyCockpit = MapsReadonly<CockpitState>;
