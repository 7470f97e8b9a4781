import type { ChannelTest } from './channel.ts';
import type { JournalQuery } from './journal.ts';
import type { BarTimeframe, MachineNews, ProblemCode, RefusalCode, Role, SignalSource } from '#shared/domain';
import type { JournalRecord, OrderAsk } from '#shared/events';
import type { CommandName, LiveFrame, Refusal, Reply, Request } from '#shared/ipc';
import type { Result } from '#shared/lib';

/** By which way a delivery came: the address or file, the sender's network address (null: none), and how many bytes. */
export type Origin = { readonly route: string; readonly peer: string | null; readonly bytes: number };

/** A signal's bytes as they came in, already authenticated by the door they came through. */
export type RawSignal = {
  readonly source: SignalSource;
  /** The body's text, decoded (UTF-8 or UTF-16, byte-order mark removed). */
  readonly body: string;
  readonly receivedAt: number;
  /** When it was written, where that is known: what names no time of its own is of then. Absent: when it was received. */
  readonly writtenAt?: number;
  readonly traceId: string;
  readonly nonce: string | null;
  /** Absent: it came from within. */
  readonly origin?: Origin;
};

/** A delivery that is tried, not traded. */
export type TriedSignal = Pick<RawSignal, 'source' | 'body' | 'receivedAt' | 'writtenAt' | 'origin'>;

/** A request that was turned away before it could be read as a signal. */
export type DoorRefusal = {
  readonly code: ProblemCode;
  /** Null: it came to no source's address. It is kept among the deliveries then, and not journaled. */
  readonly source: SignalSource | null;
  readonly detail: string;
  /** Given only for an authentic request. */
  readonly nonce: string | null;
  /** What was sent; absent where no text came. */
  readonly body?: string;
  readonly origin?: Origin;
  /** The sender showed the source's secret. */
  readonly isProven?: boolean;
};

/** What happened to a submitted signal. `accepted` and `duplicate` are given only once the journal has it durably. */
export type SubmitAnswer =
  | { readonly kind: 'accepted'; readonly signalId: string; readonly traceId: string; readonly receivedAt: number }
  | { readonly kind: 'duplicate'; readonly signalId: string }
  | { readonly kind: 'malformed'; readonly detail: string }
  | {
      readonly kind: 'invalid';
      readonly issues: readonly { readonly path: string; readonly message: string }[];
      /** The rule of its source that it breaks; absent: it cannot be a signal at all. */
      readonly code?: ProblemCode;
    }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  /** More comes in than can be decided, and most of it from this source: another's entry would be taken. Nothing is on record. */
  | { readonly kind: 'share_used'; readonly retryAfterMs: number }
  /** An act of a person that something forbids. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string; readonly reasons?: readonly string[] }
  | {
      readonly kind: 'unavailable';
      readonly code: 'not_ready' | 'journal_unavailable' | 'overloaded';
      readonly detail: string;
    };

/** What a body says, and what it would come to now: nothing is recorded or traded. `ms`: how long each took. */
export type DeliveryTrial = {
  readonly read: { readonly ok: boolean; readonly text: string; readonly mend: string | null; readonly ms: number };
  /** Null where nothing could be read. */
  readonly judged: { readonly ok: boolean; readonly text: string; readonly mend: string | null; readonly ms: number } | null;
};

export type Health = { readonly healthy: boolean; readonly ready: boolean; readonly reasons: readonly string[] };

/** Candles that are wanted: UTC ms, `to` is the first moment that is not; null: as far as they are known. */
export type BarsAsk = {
  readonly timeframe: BarTimeframe;
  readonly from: number | null;
  readonly to: number | null;
};

/** Which signals are wanted; null does not narrow. */
export type SignalsAsk = { readonly state: string | null; readonly limit: number; readonly after: string | null };

/** Whom a token stands for. `actor`: the name under which the journal records acts. */
export type Holder = { readonly actor: string; readonly role: Role; readonly isExpired: boolean };

/** The cockpit as its doors see it: HTTP, socket, IPC, tray and shortcut all come through here and nowhere else. */
export interface CockpitService {
  /** What adds risk is turned away unrecorded ('overloaded') rather than made to wait for long; what takes risk away never is. */
  submit(raw: RawSignal): Promise<SubmitAnswer>;
  /** Reads and judges a delivery as a test. */
  trial(raw: TriedSignal): DeliveryTrial;
  /** An order by hand: from here on a signal like any other, whose id is its client id. */
  place(ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer>;
  /** A request turned away before it could be read as a signal. Counted, journaled (folded together when many), kept, shown. */
  refuseAtDoor(refusal: DoorRefusal): void;
  /** Who has a token with this SHA-256 (hexadecimal); null: nobody, or no longer. */
  holder(hash: string): Holder | null;
  /** True when a nonce was used within the window, also before the last restart. */
  nonceSeen(nonce: string): boolean;
  /** One command of the contract. `actor` says who asked, e.g. 'trader:window', 'operator:http', 'trader:tray'. */
  command<N extends CommandName>(name: N, request: Request<N>, actor: string): Promise<Result<Reply<N>, Refusal>>;
  /** `GET /system/status`. */
  status(): Readonly<Record<string, unknown>>;
  /** `GET /webhook/status`. */
  webhookStatus(): Readonly<Record<string, unknown>>;
  /** `GET /signals`, newest first; `after` is the last signal id of the page before. */
  signals(query: SignalsAsk): readonly unknown[];
  /** `GET /signals/:id`; null when unknown. */
  signal(signalId: string): unknown;
  /** `GET /market/:symbol`; null when the terminal does not have it. */
  market(symbol: string): unknown;
  /** `GET /market/:symbol/bars`; null when the terminal does not have the symbol. */
  bars(symbol: string, ask: BarsAsk): unknown;
  /** `GET /positions`. */
  positions(): unknown;
  /** `GET /orders`. */
  orders(): unknown;
  /** `GET /tokens`: without their hashes. */
  tokens(): readonly unknown[];
  /** Journal records that fit, in order. */
  events(query: JournalQuery): readonly JournalRecord[];
  /** `GET /stop-certificates`, newest first: what each was about and how it stands. */
  certificates(): readonly unknown[];
  /** What the PC does, as the desktop hears of it: on record and judged like everything else. */
  heardOfMachine(news: MachineNews): void;
  health(): Health;
  /** Sends a message to every notification channel, and says which arrived. Empty: there is none. */
  testChannels(actor: string): Promise<readonly ChannelTest[]>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  onFeed(listener: (batch: readonly JournalRecord[]) => void): () => void;
  onLive(listener: (frame: LiveFrame) => void): () => void;
}
